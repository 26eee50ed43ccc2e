"""Words that sort tickets: what a ticket bears, and the words themselves."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from foundation.core.actor import Actor
from foundation.core.columns import folding
from foundation.core.db import locked
from foundation.core.text import clean_line, fold
from foundation.events.actions import record
from tickets import verbs
from tickets.actions.history import record_on
from tickets.actions.holding import held
from tickets.day_errors import (
    TagIntoItselfError,
    TagRetiredError,
    TagTakenError,
    TagUnnamedError,
)
from tickets.enums import TagTone
from tickets.models import Tag, Ticket, TicketTag

MAX_NAME = 40


@transaction.atomic
def set_tags(
    ticket: Ticket,
    *,
    actor: Actor,
    at: datetime,
    add: Sequence[Tag] = (),
    remove: Sequence[Tag] = (),
) -> Ticket:
    """Put tags on a ticket and take others off; one that stands in both stays on.

    Allowed in any state, since reports are corrected afterwards. No change, no event.
    Refuses to put on a tag that is out of use.
    """
    ticket = held(ticket)
    wanted, unwanted = {tag.pk for tag in add}, {tag.pk for tag in remove}
    # Held, so that none is retired or merged away while it is put on.
    tags = {tag.pk: tag for tag in _tags_held(wanted | unwanted)}
    borne = set(
        TicketTag.objects.filter(ticket=ticket, tag__in=tags).values_list(
            "tag_id", flat=True
        )
    )
    added, removed = sorted(wanted - borne), sorted((unwanted - wanted) & borne)
    if not all(pk in tags and tags[pk].is_active for pk in added):
        raise TagRetiredError(field="add")
    if added or removed:
        _write(ticket, added, removed, actor=actor, at=at)
    return ticket


def _write(
    ticket: Ticket,
    added: Sequence[int],
    removed: Sequence[int],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    if removed:
        TicketTag.objects.filter(ticket=ticket, tag__in=removed).delete()
    TicketTag.objects.bulk_create(
        TicketTag(ticket=ticket, tag_id=pk, added_by_id=actor.user_id, added_at=at)
        for pk in added
    )
    # Touches the row too: what asks for changed tickets hears of its tags.
    ticket.save(update_fields=["public_count"])
    record_on(
        ticket,
        verbs.TICKET_TAGGED,
        actor=actor,
        at=at,
        added=list(added),
        removed=list(removed),
    )


@transaction.atomic
def make_tag(
    name: str, *, actor: Actor, at: datetime, tone: TagTone = TagTone.PLAIN
) -> Tag:
    """The tag of this name, made if there is none; one that was retired comes back.

    One spelling, with marks or without: an existing tag keeps its name and colour.
    """
    name = _named(name)
    found = Tag.objects.select_for_update().filter(name_folded=folding(name)).first()
    if found is not None:
        return _back_in_use(found, actor, at)
    try:
        with transaction.atomic():
            tag = Tag.objects.create(name=name, tone=tone, created_at=at)
    except IntegrityError:  # a colleague was quicker
        return Tag.objects.get(name_folded=folding(name))
    record(tag, verbs.TAG_MADE, actor=actor, at=at)
    return tag


@transaction.atomic
def change_tag(
    tag: Tag, *, name: str, tone: TagTone, actor: Actor, at: datetime
) -> Tag:
    """Give a tag another name or colour; refuses the name of another. No change, no
    event."""
    tag, name = locked(tag), _named(name)
    if (tag.name, tag.tone) == (name, tone):
        return tag
    is_renamed = tag.name != name
    tag.name, tag.tone = name, tone
    try:
        with transaction.atomic():
            tag.save(update_fields=["name", "tone"])
    except IntegrityError as error:
        raise TagTakenError(field="name") from error
    record(
        tag,
        verbs.TAG_CHANGED,
        actor=actor,
        at=at,
        is_renamed=is_renamed,
        tone=str(tone),
    )
    return tag


@transaction.atomic
def retire_tag(tag: Tag, *, actor: Actor, at: datetime) -> Tag:
    """Put a tag away: tickets keep it, nobody is offered it. Twice changes nothing."""
    tag = locked(tag)
    if tag.is_active:
        tag.is_active = False
        tag.save(update_fields=["is_active"])
        record(tag, verbs.TAG_RETIRED, actor=actor, at=at)
    return tag


@transaction.atomic
def restore_tag(tag: Tag, *, actor: Actor, at: datetime) -> Tag:
    """Take a tag into use again. Twice changes nothing."""
    return _back_in_use(locked(tag), actor, at)


@transaction.atomic
def merge_tags(source: Tag, into: Tag, *, actor: Actor, at: datetime) -> int:
    """Let every ticket that bears `source` bear `into`, and retire `source`; how many
    tickets that were. Refuses a tag and itself, and a retired one to go into."""
    if source.pk == into.pk:
        raise TagIntoItselfError(field="into")
    held_tags = {tag.pk: tag for tag in _tags_held({source.pk, into.pk})}
    source, into = held_tags[source.pk], held_tags[into.pk]
    if not into.is_active:
        raise TagRetiredError(field="into")
    borne = TicketTag.objects.filter(tag=source)
    both = TicketTag.objects.filter(tag=into).values("ticket")
    twice, _each = borne.filter(ticket__in=both).delete()
    # The ticket of a row stays as it is, so no ticket is waited for.
    moved = TicketTag.objects.filter(tag=source).update(tag=into)
    source.is_active = False
    source.save(update_fields=["is_active"])
    facts = {"into_id": into.pk, "n_tickets": twice + moved}
    record(source, verbs.TAG_MERGED, actor=actor, at=at, links=[into], **facts)
    return twice + moved


def _tags_held(keys: Iterable[int]) -> list[Tag]:
    """The tags under lock, in the order of their keys, whoever asks."""
    rows = Tag.objects.select_for_update(no_key=True).filter(pk__in=set(keys))
    return list(rows.order_by("pk"))


def _back_in_use(tag: Tag, actor: Actor, at: datetime) -> Tag:
    if not tag.is_active:
        tag.is_active = True
        tag.save(update_fields=["is_active"])
        record(tag, verbs.TAG_RESTORED, actor=actor, at=at)
    return tag


def _named(name: str) -> str:
    found = clean_line(name)[:MAX_NAME].strip()
    if not fold(found):
        raise TagUnnamedError(field="name")
    return found
