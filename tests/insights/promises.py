"""Clocks for tests of the board: each in a line, at NOON, a Friday at 15:00."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from foundation.accounts.models import Team, User
from tests.conftest import NOON
from tests.factories.sla import publish
from tests.factories.tickets import TicketFactory
from tickets.enums import Metric, Side, TicketStatus, Verdict, WaitReason
from tickets.models import SlaTarget, Ticket, TicketClock

HOUR = 3600


@dataclass
class Promises:
    """Makes tickets with clocks under one policy."""

    team: Team
    agent: User

    def __post_init__(self) -> None:
        version = publish()
        rows = SlaTarget.objects.filter(version=version)
        self.targets = {(row.metric, row.side): row for row in rows}

    def ticket(self, **more: Any) -> Ticket:
        """An open ticket of the team and its agent, unless said otherwise."""
        values = {
            "team": self.team,
            "assignee": self.agent,
            "status": TicketStatus.OPEN,
            "waiting_since": None,
        }
        found: Ticket = TicketFactory.create(**(values | more))
        return found

    def clock(
        self,
        ticket: Ticket,
        metric: Metric = Metric.RESOLUTION,
        side: Side = Side.OURS,
        **more: Any,
    ) -> TicketClock:
        """A clock of `ticket`."""
        return TicketClock.objects.create(
            ticket=ticket,
            target=self.targets[metric, side],
            metric=metric,
            side=side,
            started_at=NOON - timedelta(days=1),
            **({"due_at": NOON + timedelta(days=3)} | more),
        )

    def due(self, hours: float, side: Side = Side.OURS, **more: Any) -> TicketClock:
        """The clock that lists show of a new ticket, due in so many hours of the wall."""
        due_at = NOON + timedelta(hours=hours)
        return self.clock(
            self.ticket(**more),
            side=side,
            due_at=due_at,
            is_headline=True,
            breached_at=due_at if hours < 0 else None,
        )

    def waiting(self, reason: WaitReason, **more: Any) -> Ticket:
        """A ticket that waits, its clock paused though its time had passed."""
        ticket = self.ticket(status=TicketStatus.WAITING, wait_reason=reason, **more)
        return self.clock(
            ticket,
            due_at=NOON - timedelta(hours=1),
            paused_at=NOON - timedelta(hours=2),
            is_headline=True,
        ).ticket

    def ended(
        self,
        verdict: Verdict,
        days_ago: float = 1,
        metric: Metric = Metric.FIRST_RESPONSE,
        *,
        worked: int = HOUR,
        **more: Any,
    ) -> TicketClock:
        """A clock that is over, on a ticket that goes on."""
        ended_at = NOON - timedelta(days=days_ago)
        values = {"team": self.team, "agent": self.agent}
        return self.clock(
            self.ticket(),
            metric,
            verdict=verdict,
            ended_at=ended_at,
            due_at=ended_at,
            worked_seconds=worked,
            breached_at=ended_at if verdict == Verdict.LATE else None,
            **(values | more),
        )


def a_bit_of_everything(made: Promises, other_team: Team, other: User) -> None:
    """Tickets of every sort that the board tells apart."""
    late = [made.due(-1), made.due(-30, Side.PROMISED, team=other_team, assignee=other)]
    made.due(-2, assignee=None)
    made.due(0.5)
    made.due(0.75, assignee=None, team=None)
    made.due(3, assignee=None)
    made.due(3, team=other_team, assignee=other)
    made.due(8)
    made.due(12)
    made.clock(
        late[0].ticket, Metric.FIRST_RESPONSE, breached_at=NOON - timedelta(days=8)
    )
    for minutes in (5, 30, 90, 100, 330, 6000):
        made.ticket(assignee=None, opened_at=NOON - timedelta(minutes=minutes))
    for reason in (*WaitReason, WaitReason.PART):
        made.waiting(reason)
    for days_ago in range(12):
        made.ended(Verdict.MET, days_ago)
        made.ended(Verdict.MET, days_ago, Metric.RESOLUTION, team=other_team)
    made.ended(Verdict.LATE, 2, worked=3 * HOUR)
    made.ended(Verdict.LATE, 9, worked=3 * HOUR)
    made.ended(Verdict.MET, 3, team=None)
    made.ended(Verdict.STOPPED, 1)
