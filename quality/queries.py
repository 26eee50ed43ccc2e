"""What waits to be judged, and how far each agent's month is."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from foundation.accounts.models import User
from foundation.accounts.sight import colleagues_of
from quality.models import Draw, Sample

WAITING_SHOWN = 100


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A sample to judge: what it is about, never whose work it was."""

    id: int
    subject: str
    kind: str
    channel: str
    month: date
    resolved_at: datetime | None
    # Who reads it just now, where that is somebody else; `is_mine` where it is the reader.
    held_by: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the month of one agent is."""

    name: str
    team: str
    n_solved: int
    n_goal: int
    n_drawn: int
    n_reviewed: int
    n_skipped: int

    @property
    def percent(self) -> int:
        """How much of the goal is judged."""
        return min(100 * self.n_reviewed // self.n_goal, 100)

    @property
    def is_done(self) -> bool:
        """Whether the goal is reached, or nothing is left to draw."""
        return self.n_reviewed >= min(self.n_goal, self.n_drawn)


def waiting_rows(user: User, at: datetime) -> list[WaitingRow]:
    """What `user` may judge, the oldest month first, their own in hand before. One query."""
    found = Sample.objects.visible_to(user).waiting().exclude(agent=user)
    samples = found.select_related("ticket", "taken_by").order_by("month", "pk")
    rows = [_waiting_row(one, user, at) for one in samples[:WAITING_SHOWN]]
    return sorted(rows, key=lambda row: not row.is_mine)


def progress_of(user: User, month: date) -> list[Progress]:
    """How far the month of each agent is whom `user` sees, by name. Two queries."""
    draws = Draw.objects.filter(month=month, agent__in=_seen(user))
    counts = _counts(month)
    return [
        Progress(
            draw.agent.name,
            draw.agent.team.name if draw.agent.team else "",
            draw.n_solved,
            draw.n_goal,
            *counts.get(draw.agent_id, (0, 0, 0)),
        )
        for draw in draws.select_related("agent__team").order_by("agent__name", "pk")
    ]


def sample_to_read(user: User, pk: int) -> Sample | None:
    """A sample with all that its page names, as far as `user` may see it. One query."""
    return (
        Sample.objects.visible_to(user)
        .select_related(
            "ticket__customer",
            "ticket__unit__product",
            "agent__team",
            "reviewer",
            "skipped_by",
            "taken_by",
        )
        .filter(pk=pk)
        .first()
    )


def own_samples(user: User) -> list[Sample]:
    """What was said of the work of `user`, the latest first. One query."""
    said = Sample.objects.visible_to(user).reviewed().filter(agent=user)
    named = said.select_related("ticket", "reviewer")
    return list(named.order_by("-reviewed_at", "-pk")[:WAITING_SHOWN])


def _seen(user: User) -> QuerySet[User]:
    """Everybody for whom sees all, also those who left; else the colleagues."""
    return User.objects.all() if user.sees_all else colleagues_of(user)


def _counts(month: date) -> dict[int, tuple[int, int, int]]:
    """How many samples each agent has, of these judged, and put aside. One query."""
    rows = (
        Sample.objects.filter(month=month)
        .order_by()
        .values("agent")
        .annotate(
            n_drawn=Count("pk", filter=Q(skipped_at=None)),
            n_reviewed=Count("pk", filter=Q(reviewed_at__isnull=False)),
            n_skipped=Count("pk", filter=Q(skipped_at__isnull=False)),
        )
    )
    found = rows.values_list("agent", "n_drawn", "n_reviewed", "n_skipped")
    return {agent: (drawn, done, aside) for agent, drawn, done, aside in found}


def _waiting_row(sample: Sample, user: User, at: datetime) -> WaitingRow:
    is_held = sample.is_held_from(user, at)
    return WaitingRow(
        id=sample.pk,
        subject=sample.ticket.subject,
        kind=sample.ticket.kind,
        channel=sample.ticket.channel,
        month=sample.month,
        resolved_at=sample.ticket.resolved_at,
        held_by=sample.taken_by.name if is_held and sample.taken_by else "",
        is_mine=sample.taken_by_id == user.pk,
    )
