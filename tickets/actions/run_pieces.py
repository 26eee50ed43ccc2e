"""One piece of a run over many clocks: some tickets, in the order of their keys."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from foundation.core.actor import SYSTEM
from foundation.core.refs import Ref, ref
from foundation.events.bulk import Happening, record_all
from tickets import verbs
from tickets.actions.clock_keeping import hold_clocks, keep_clocks, look_at_clocks
from tickets.enums import Basis, RunKind
from tickets.models import ClockRun, SlaPolicyVersion, Ticket, TicketClock
from tickets.policy_reach import Effect, Reach, judged_anew, judged_by

LOOK = 200  # tickets a preview reads at a time
# Fewer where tickets are locked: nobody at the desk should wait for a piece to end.
TOUCH = 100
FACTS = (
    "kind", "priority", "channel", "tier", "category", "status", "episode", "opened_at",
    "first_response_at", "sla_version", "number", "customer", "unit", "team", "assignee",
    "merged_into",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """What was done: how many tickets, up to which, and what came of it."""

    n_tickets: int
    last: int | None
    effect: Effect
    is_last: bool


def tickets_of(run: ClockRun) -> QuerySet[Ticket]:
    """The tickets that a run goes through; which of them it touches is seen one by one."""
    unfinished = Ticket.objects.unfinished()
    if run.kind != RunKind.CALENDAR:
        return unfinished
    assert run.calendar is not None  # only a run of a policy has none
    own = Q(target__version__calendar=run.calendar_id)
    if run.calendar.is_default:
        own |= Q(target__version__calendar=None)
    counted = TicketClock.objects.live().filter(own, target__basis=Basis.BUSINESS)
    return unfinished.filter(pk__in=counted.values("ticket"))


def preview_piece(run: ClockRun, at: datetime) -> Piece:
    """Count what the version would do to some tickets; nothing is stored."""
    tickets = list(_behind(run)[:LOOK])
    reach, effect = Reach(_version(run)), Effect()
    for each in look_at_clocks([ticket for ticket in tickets if reach.fits(ticket)]):
        effect.note(*judged_by(each.sheet, reach.policy, at))
    return _piece(tickets, effect, LOOK)


def apply_piece(run: ClockRun, at: datetime) -> Piece:
    """Judge some tickets by the version, where it is the first that fits them."""
    tickets = list(_behind(run)[:TOUCH])
    version = _version(run)
    reach, effect = Reach(version), Effect()
    now = held(ticket for ticket in tickets if reach.fits(ticket))
    matched = hold_clocks([ticket for ticket in now if reach.fits(ticket)])
    for each in matched:
        effect.note(*judged_by(each.sheet, reach.policy, at))
    changed = [each for each in matched if each.ticket.sla_version_id != version.pk]
    keep_clocks(changed)
    keys = [each.ticket.pk for each in changed]
    Ticket.objects.filter(pk__in=keys).update(sla_version=version)
    said = [_retargeted(each.ticket, version) for each in changed]
    record_all(said, actor=SYSTEM, at=at)
    return _piece(tickets, effect, TOUCH)


def reclock_piece(run: ClockRun, at: datetime) -> Piece:
    """Compute the clocks of some tickets anew, by the calendar as it is now."""
    tickets = list(_behind(run)[:TOUCH])
    matched, effect = hold_clocks(held(tickets)), Effect()
    moved = [each for each in matched if effect.note(*judged_anew(each.sheet, at))]
    keep_clocks(matched)
    said = [_happening(each.ticket, verbs.TICKET_RECLOCKED) for each in moved]
    record_all(said, actor=SYSTEM, at=at)
    return _piece(tickets, effect, TOUCH)


def held(tickets: Iterable[Ticket]) -> list[Ticket]:
    """Those under lock that are still unfinished, as they are by now."""
    keys = [ticket.pk for ticket in tickets]
    rows = Ticket.objects.unfinished().filter(pk__in=keys).only(*FACTS)
    return list(rows.order_by("pk").select_for_update(of=("self",)))


def _behind(run: ClockRun) -> QuerySet[Ticket]:
    return tickets_of(run).filter(pk__gt=run.cursor).only(*FACTS).order_by("pk")


def _version(run: ClockRun) -> SlaPolicyVersion:
    assert run.version_id is not None  # a run of a policy names what it applies
    return SlaPolicyVersion.objects.select_related("policy").get(pk=run.version_id)


def _piece(tickets: Sequence[Ticket], effect: Effect, size: int) -> Piece:
    last = tickets[-1].pk if tickets else None
    return Piece(len(tickets), last, effect, is_last=len(tickets) < size)


def _retargeted(ticket: Ticket, version: SlaPolicyVersion) -> Happening:
    """As `ticket` was read: by its old version still."""
    return _happening(
        ticket,
        verbs.TICKET_RETARGETED,
        sla_version_id=version.pk,
        old_sla_version_id=ticket.sla_version_id,
    )


def _happening(ticket: Ticket, verb: str, **data: Any) -> Happening:
    links = [Ref("customers.customer", str(ticket.customer_id))]
    if ticket.unit_id:
        links.append(Ref("catalog.unit", str(ticket.unit_id)))
    facts = {"customer_id": ticket.customer_id, "episode": ticket.episode, **data}
    return Happening(ref(ticket), verb, tuple(links), facts)
