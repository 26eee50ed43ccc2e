"""Keeping the clocks of a ticket true while things happen to it.

The actions call these on a ticket they hold the lock of, after they changed it and in
the same transaction. What follows from what is decided in tickets/sla, without a
database; here rows become values and values rows.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from tickets.actions.clock_keeping import Timed, keep_clocks
from tickets.clock_rows import sheet_of
from tickets.models import Ticket, TicketClock, TicketPause
from tickets.policy_book import hours_now, policy_for
from tickets.sla.sheet import Sheet
from tickets.sla.terms import ROUND_THE_CLOCK, Hours, Pause

NO_CLOCKS = Hours(ROUND_THE_CLOCK)


def choose_promise(ticket: Ticket) -> None:
    """Choose the promise of a ticket about to be saved for the first time."""
    policy = policy_for(ticket)
    ticket.sla_version_id = policy.version_id if policy else None


def start_clocks(ticket: Ticket) -> None:
    """Start what the promise of a ticket just opened measures."""
    if ticket.sla_version_id is None:
        return
    with _moving(ticket, is_new=True) as sheet:
        sheet.open(sheet.policy)


def follow_reply(ticket: Ticket, at: datetime) -> None:
    """A human answered the customer."""
    if ticket.sla_version_id is not None:
        with _moving(ticket) as sheet:
            sheet.staff_spoke(at)


def follow_customer(ticket: Ticket, at: datetime, message_id: int) -> None:
    """The customer wrote."""
    if ticket.sla_version_id is not None:
        with _moving(ticket) as sheet:
            sheet.customer_spoke(at, message_id)


def follow_wait(ticket: Ticket, at: datetime, by: int | None) -> None:
    """The ticket waits, for the reason it now names."""
    with _moving(ticket) as sheet:
        sheet.waited(at, ticket.wait_reason, by)


def follow_resume(ticket: Ticket, at: datetime) -> None:
    """The ticket waits no longer."""
    with _moving(ticket) as sheet:
        sheet.resumed(at)


def follow_resolution(
    ticket: Ticket, at: datetime, by: int | None, *, is_said: bool
) -> None:
    """The work is done; `is_said`: by words of a human to the customer."""
    with _moving(ticket) as sheet:
        sheet.resolved(at, by, is_said=is_said)


def follow_reopening(ticket: Ticket, at: datetime) -> None:
    """A new episode of the same case begins."""
    with _moving(ticket) as sheet:
        sheet.reopened(at, ticket.episode)


def follow_stage(ticket: Ticket, at: datetime, stage: str) -> None:
    """A part of the work begins; an empty `stage` only ends the one before."""
    with _moving(ticket) as sheet:
        if stage:
            sheet.stage_started(at, stage)
        else:
            sheet.stage_ended(at)


def follow_merge(ticket: Ticket) -> None:
    """The ticket goes on in another; its clocks run on unheard."""
    with _moving(ticket) as sheet:
        sheet.merged()


def follow_parting(ticket: Ticket, at: datetime) -> None:
    """The ticket stands alone again."""
    with _moving(ticket) as sheet:
        sheet.parted(at)


def follow_words_taken(
    ticket: Ticket, at: datetime, messages: Collection[int], rest: int
) -> None:
    """Words of the customer went back to the ticket through which they came."""
    with _moving(ticket) as sheet:
        sheet.unspoken(at, messages, rest)


def retarget(ticket: Ticket, at: datetime) -> bool:
    """Judge a ticket by the promise that fits it now; whether that is another one.

    Used and paused time stay. Sets `sla_version` without saving the ticket.
    """
    policy = policy_for(ticket)
    if (policy.version_id if policy else None) == ticket.sla_version_id:
        return False
    with _moving(ticket, is_rare=True) as sheet:
        sheet.retargeted(at, policy)
    ticket.sla_version_id = policy.version_id if policy else None
    return True


@contextmanager
def _moving(
    ticket: Ticket, *, is_new: bool = False, is_rare: bool = False
) -> Iterator[Sheet]:
    """The sheet of a locked ticket; what happens to it inside is written afterwards.

    The clocks are locked after their ticket. The sweep holds clocks for a moment
    without the ticket and never waits for one while it does.
    """
    has_clocks = ticket.sla_version_id is not None or is_rare
    rows: list[TicketClock] = []
    pauses: list[TicketPause] = []
    if has_clocks and not is_new:
        own = TicketClock.objects.filter(ticket=ticket).order_by("pk")
        rows = list(own.select_for_update(of=("self",)))
    if not is_new:
        pauses = list(TicketPause.objects.filter(ticket=ticket))
    hours = hours_now() if has_clocks else NO_CLOCKS
    sheet = sheet_of(ticket, rows, pauses, hours)
    yield sheet
    keep_clocks([Timed(ticket, rows, sheet)])
    _keep_pauses(ticket, sheet.pauses)


def _keep_pauses(ticket: Ticket, pauses: list[Pause]) -> None:
    for pause in pauses:
        if pause.pk is None:
            TicketPause.objects.create(
                ticket_id=ticket.pk,
                reason=pause.reason,
                started_at=pause.start,
                ended_at=pause.end,
                set_by_id=pause.by,
            )
        elif pause.is_closed_now:
            TicketPause.objects.filter(pk=pause.pk).update(ended_at=pause.end)
