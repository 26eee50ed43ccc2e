"""Handing over the open tickets of somebody who is away, as their leave says."""

from datetime import datetime

from django.db import transaction

from foundation.accounts.enums import LeaveHandOver, LeaveState
from foundation.accounts.models import Leave, User
from foundation.core.actor import SYSTEM
from tickets.actions.handing import HandOver, give_ticket
from tickets.enums import AssignReason
from tickets.hands import may_receive
from tickets.models import Ticket
from tickets.overseers import Overseers

BATCH = 50  # one lock's worth; a colleague waits no longer than that


def hand_over_for(leave: Leave, *, at: datetime) -> int:
    """Hand on every unfinished ticket of whoever is away; how many it were.

    To the deputy, to the team's queue or to its lead. Where a ticket had its hand-offs
    the lead gets it and answers for it; where nobody leads, it waits in the queue. May
    run twice: what was handed over is not theirs any more.
    """
    if leave.state != LeaveState.STARTED or leave.hand_over == LeaveHandOver.KEEP:
        return 0
    rule = _Rule(leave, at)
    handed = 0
    while batch := _hand_batch(rule):
        handed += batch
    return handed


class _Rule:
    """Who gets the tickets of one leave."""

    def __init__(self, leave: Leave, at: datetime) -> None:
        self.leave, self.at = leave, at
        self.away = _away(at) | {leave.user_id}
        self.overseers = Overseers.now()
        deputy = leave.deputy
        self.deputy = deputy if deputy and self._is_there(deputy) else None

    def owner_of(self, ticket: Ticket) -> User | None:
        """The new owner; nobody where it goes into the queue."""
        if self.leave.hand_over == LeaveHandOver.QUEUE:
            return None
        deputy = self.deputy
        if deputy is not None and may_receive(ticket, deputy.pk):
            return deputy
        leads = self.overseers.leads_of(ticket.team_id or self.leave.user.team_id)
        lead_id = next((pk for pk in leads if pk not in self.away), None)
        return User.objects.filter(pk=lead_id).first() if lead_id else None

    def _is_there(self, user: User) -> bool:
        return user.is_active and user.is_staff_member and user.pk not in self.away


@transaction.atomic
def _hand_batch(rule: _Rule) -> int:
    theirs = Ticket.objects.unfinished().filter(assignee=rule.leave.user_id)
    held = theirs.select_for_update(of=("self",)).order_by("pk")[:BATCH]
    tickets = list(held)
    for ticket in tickets:
        to = HandOver(
            rule.owner_of(ticket),
            AssignReason.LEAVE,
            summary=rule.leave.summary,
            told_by=rule.leave.user,
        )
        give_ticket(ticket, to=to, actor=SYSTEM, at=rule.at)
    return len(tickets)


def _away(at: datetime) -> set[int]:
    """Who is on leave now."""
    now = Leave.objects.in_force().filter(starts_at__lte=at, ends_at__gt=at)
    return set(now.values_list("user_id", flat=True))
