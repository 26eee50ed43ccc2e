"""One piece of a run over many clocks: some tickets, in the order of their keys."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from foundation.core.actor import SYSTEM
from foundation.core.refs import Ref, ref
from foundation.events.bulk import Happening, record_all
from tickets import verbs
from tickets.actions.clocks import judge_by, recalculate
from tickets.clock_rows import clock_of, pauses_by_ticket, sheet_of
from tickets.enums import Basis, RunKind
from tickets.models import ClockRun, SlaPolicyVersion, Ticket, TicketClock
from tickets.policy_book import hours_now
from tickets.policy_reach import Effect, Reach, Standing, judged_by

LOOK = 200  # tickets a preview reads at a time
# Fewer where tickets are locked: nobody at the desk should wait for a piece to end.
TOUCH = 25
FACTS = (
    "kind", "priority", "channel", "tier", "category", "status", "episode", "opened_at",
    "first_response_at", "sla_version", "number", "customer", "unit", "team", "assignee",
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
    matched = [ticket for ticket in tickets if reach.fits(ticket)]
    clocks = _clocks_by_ticket(matched)
    pauses = pauses_by_ticket([ticket.pk for ticket in matched])
    hours = hours_now()
    for ticket in matched:
        sheet = sheet_of(ticket, clocks[ticket.pk], pauses[ticket.pk], hours)
        effect.note(*judged_by(sheet, reach.policy, at))
    return _piece(tickets, effect, LOOK)


def apply_piece(run: ClockRun, at: datetime) -> Piece:
    """Judge some tickets by the version, where it is the first that fits them."""
    tickets = list(_behind(run)[:TOUCH])
    version = _version(run)
    reach, effect = Reach(version), Effect()
    matched = [
        ticket
        for ticket in held(t for t in tickets if reach.fits(t))
        if reach.fits(ticket)
    ]
    before = _standings(matched, at)
    changed = [ticket for ticket in matched if ticket.sla_version_id != version.pk]
    old = {ticket.pk: ticket.sla_version_id for ticket in changed}
    for ticket in changed:
        judge_by(ticket, reach.policy, at)
        ticket.save(update_fields=["sla_version"])
    after = _standings(matched, at)
    for ticket in matched:
        effect.note(before[ticket.pk], after[ticket.pk])
    said = [
        _happening(
            ticket,
            verbs.TICKET_RETARGETED,
            sla_version_id=version.pk,
            old_sla_version_id=old[ticket.pk],
        )
        for ticket in changed
    ]
    record_all(said, actor=SYSTEM, at=at)
    return _piece(tickets, effect, TOUCH)


def reclock_piece(run: ClockRun, at: datetime) -> Piece:
    """Compute the clocks of some tickets anew, by the calendar as it is now."""
    tickets = list(_behind(run)[:TOUCH])
    matched, effect = held(tickets), Effect()
    before = _standings(matched, at)
    for ticket in matched:
        recalculate(ticket, at)
    after = _standings(matched, at)
    moved = [
        ticket for ticket in matched if effect.note(before[ticket.pk], after[ticket.pk])
    ]
    record_all(
        [_happening(ticket, verbs.TICKET_RECLOCKED) for ticket in moved],
        actor=SYSTEM,
        at=at,
    )
    return _piece(tickets, effect, TOUCH)


def held(tickets: Iterable[Ticket]) -> list[Ticket]:
    """Those under lock that are still unfinished, as they are by now."""
    keys = [ticket.pk for ticket in tickets]
    rows = Ticket.objects.unfinished().filter(pk__in=keys).order_by("pk")
    return list(rows.select_for_update(of=("self",)))


def _behind(run: ClockRun) -> QuerySet[Ticket]:
    return tickets_of(run).filter(pk__gt=run.cursor).only(*FACTS).order_by("pk")


def _version(run: ClockRun) -> SlaPolicyVersion:
    assert run.version_id is not None  # a run of a policy names what it applies
    return SlaPolicyVersion.objects.select_related("policy").get(pk=run.version_id)


def _piece(tickets: Sequence[Ticket], effect: Effect, size: int) -> Piece:
    last = tickets[-1].pk if tickets else None
    return Piece(len(tickets), last, effect, is_last=len(tickets) < size)


def _clocks_by_ticket(tickets: Sequence[Ticket]) -> dict[int, list[TicketClock]]:
    found: dict[int, list[TicketClock]] = defaultdict(list)
    for row in TicketClock.objects.filter(ticket__in=tickets).order_by("pk"):
        found[row.ticket_id].append(row)
    return found


def _standings(tickets: Sequence[Ticket], at: datetime) -> dict[int, Standing]:
    rows = _clocks_by_ticket(tickets)
    return {
        ticket.pk: Standing.of(map(clock_of, rows[ticket.pk]), at) for ticket in tickets
    }


def _happening(ticket: Ticket, verb: str, **data: Any) -> Happening:
    links = [Ref("customers.customer", str(ticket.customer_id))]
    if ticket.unit_id:
        links.append(Ref("catalog.unit", str(ticket.unit_id)))
    facts = {"customer_id": ticket.customer_id, "episode": ticket.episode, **data}
    return Happening(ref(ticket), verb, tuple(links), facts)
