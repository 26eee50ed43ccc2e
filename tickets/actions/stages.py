"""The parts of the work that have a time of their own: diagnosis, parts, repair …

Which of them runs is what its clocks say; a ticket has no column for it.
"""

from datetime import datetime

from django.db import transaction

from foundation.core.actor import Actor
from tickets import verbs
from tickets.actions.clocks import follow_stage
from tickets.actions.history import record_on
from tickets.actions.holding import held
from tickets.enums import Metric, Stage, TicketStatus
from tickets.errors import StageUnknownError, TicketClosedError, TicketFinishedError
from tickets.models import Ticket, TicketClock
from tickets.policy_book import policy_of


@transaction.atomic
def start_stage(ticket: Ticket, *, stage: Stage, actor: Actor, at: datetime) -> Ticket:
    """A part of the work begins; the one that ran is done.

    The same again changes nothing. Refused where the promise of the ticket gives that
    part no time.
    """
    ticket = _in_work(ticket)
    old_stage = _running(ticket)
    if old_stage == stage:
        return ticket
    policy = policy_of(ticket.sla_version_id)
    if policy is None or stage not in policy.stages:
        raise StageUnknownError(field="stage")
    follow_stage(ticket, at, stage.value)
    record_on(
        ticket,
        verbs.STAGE_STARTED,
        actor=actor,
        at=at,
        stage=stage.value,
        old_stage=old_stage,
    )
    return ticket


@transaction.atomic
def finish_stage(ticket: Ticket, *, actor: Actor, at: datetime) -> Ticket:
    """The part of the work that runs is done; nothing happens where none runs."""
    ticket = _in_work(ticket)
    stage = _running(ticket)
    if stage:
        follow_stage(ticket, at, "")
        record_on(ticket, verbs.STAGE_FINISHED, actor=actor, at=at, stage=stage)
    return ticket


def _in_work(ticket: Ticket) -> Ticket:
    ticket = held(ticket)
    if ticket.status == TicketStatus.CLOSED:
        raise TicketClosedError
    if ticket.status == TicketStatus.RESOLVED:
        raise TicketFinishedError
    return ticket


def _running(ticket: Ticket) -> str:
    own = TicketClock.objects.live().filter(ticket=ticket, metric=Metric.STAGE)
    return own.values_list("stage", flat=True).first() or ""
