"""The timeline of a thing, without what its reader may not see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from customers.enums import ConsentChannel, ConsentPurpose
from customers.verbs import CONSENT_GIVEN, CONSENT_WITHDRAWN
from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from foundation.core.refs import Ref
from foundation.events.labels import known_verbs
from foundation.events.queries import TimelineEntry, timeline_of
from foundation.events.things import Thing, find_things
from foundation.notifications.models import OutgoingMessage
from tickets.models import Ticket

EVENTS_SHOWN = 40
TICKET = Ticket._meta.label_lower
MESSAGE = OutgoingMessage._meta.label_lower


@dataclass(frozen=True, slots=True)
class EventRow:
    """One line, and the thing it happened to, unless it is the one the page is about.

    `detail` says what of it, where the phrase alone would not.
    """

    entry: TimelineEntry
    thing: Thing | None
    detail: str = ""


def event_rows(
    about: Ref, user: User, *, also: Sequence[str] = (), but: str = ""
) -> list[EventRow]:
    """What happened to `about`, newest first, as far as `user` may know.

    The newest are those recorded last; they stand by when they happened, so that a
    purchase of last year that was imported today is told where it belongs.

    `also` names more things of its type that are told with it, `but` a verb that is
    not told.
    """
    verbs = [verb for verb, _label in known_verbs() if verb != but] if but else None
    page = timeline_of(about, limit=EVENTS_SHOWN, verbs=verbs, also=also)
    hidden = _hidden_tickets(page.entries, user)
    entries = [entry for entry in page.entries if entry.subject not in hidden]
    things = find_things({one.subject for one in entries if one.subject != about})
    if not can(user, Capability.VIEW_MESSAGES):
        things = {at: _without_page(at, thing) for at, thing in things.items()}
    told = sorted(entries, key=lambda one: (one.at, one.id), reverse=True)
    return [EventRow(one, things.get(one.subject), _detail(one)) for one in told]


def _detail(entry: TimelineEntry) -> str:
    if entry.verb not in (CONSENT_GIVEN, CONSENT_WITHDRAWN):
        return ""
    purpose = ConsentPurpose(entry.data["purpose"]).label
    return f"{purpose}, {ConsentChannel(entry.data['channel']).label}"


def _without_page(at: Ref, thing: Thing) -> Thing:
    """A message by its name alone: no link that its reader may not follow."""
    return replace(thing, path="") if at.type == MESSAGE else thing


def _hidden_tickets(entries: Iterable[TimelineEntry], user: User) -> set[Ref]:
    named = {entry.subject for entry in entries if entry.subject.type == TICKET}
    visible = Ticket.objects.visible_to(user).filter(pk__in=[one.id for one in named])
    seen = {str(pk) for pk in visible.values_list("pk", flat=True)}
    return {one for one in named if one.id not in seen}
