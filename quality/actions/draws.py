"""Drawing the sample: once for each agent and month, by lot."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.events.actions import record
from quality import verbs
from quality.errors import MonthNotOverError
from quality.lot import Case, drawn_from, goal_of
from quality.models import Draw, Sample
from quality.months import span_of
from tickets.enums import TicketStatus
from tickets.models import Ticket

DONE = (TicketStatus.RESOLVED, TicketStatus.CLOSED)


def draw_month(month: date, *, actor: Actor, at: datetime) -> int:
    """Draw for every agent who finished a case in a month that is over; how many cases.

    Whoever was drawn for is passed over: a second run changes nothing, and one that was
    interrupted goes on. Refuses a month that still runs.
    """
    if at < span_of(month)[1]:
        raise MonthNotOverError
    drawn = Draw.objects.filter(month=month).values("agent")
    solvers = finished_in(month).exclude(resolved_by__in=drawn).order_by()
    agents = User.objects.filter(pk__in=solvers.values("resolved_by")).order_by("pk")
    return sum(len(draw_agent(one, month, actor=actor, at=at)) for one in agents)


@transaction.atomic
def draw_agent(agent: User, month: date, *, actor: Actor, at: datetime) -> list[Sample]:
    """Draw two in a hundred of what an agent finished in a month, at least one.

    Nothing where they finished nothing, or where it was done before.
    """
    cases = cases_of(agent.pk, month)
    if not cases:
        return []
    draw, is_new = Draw.objects.get_or_create(
        agent=agent,
        month=month,
        defaults={
            "seed": secrets.token_hex(16),
            "n_solved": len(cases),
            "n_goal": goal_of(len(cases)),
            "drawn_at": at,
        },
    )
    if not is_new:
        return []
    samples = _keep(draw, drawn_from(cases, draw.seed, draw.n_goal), at)
    record(
        draw,
        verbs.QUALITY_DRAWN,
        actor=actor,
        at=at,
        agent_id=agent.pk,
        year=month.year,
        month=month.month,
        n_solved=draw.n_solved,
        n_drawn=len(samples),
    )
    return samples


def draw_instead(sample: Sample, *, at: datetime) -> Sample | None:
    """The next in the lot, in place of one that was put aside; None where none is left.

    In the transaction of whoever puts it aside; two of them draw one after the other.
    """
    draw = locked(Draw.objects.get(agent=sample.agent_id, month=sample.month))
    before = Sample.objects.filter(agent=sample.agent_id, month=sample.month)
    but = set(before.values_list("ticket", "episode"))
    cases = cases_of(sample.agent_id, sample.month)
    found = _keep(draw, drawn_from(cases, draw.seed, 1, but=but), at, instead=sample)
    return found[0] if found else None


def cases_of(agent_id: int, month: date) -> list[Case]:
    """What an agent finished in a month and what is still finished. One query."""
    found = finished_in(month).filter(resolved_by=agent_id)
    return [Case(*row) for row in found.values_list("pk", "episode", "team")]


def finished_in(month: date) -> QuerySet[Ticket]:
    """The cases that somebody finished in a month and that stay finished.

    None that goes on in another, and no part of a case on which nothing was said.
    """
    start, end = span_of(month)
    ours = Q(parent__isnull=False, public_count=0)
    return Ticket.objects.filter(
        status__in=DONE,
        merged_into=None,
        resolved_by__isnull=False,
        resolved_at__gte=start,
        resolved_at__lt=end,
    ).exclude(ours)


def _keep(
    draw: Draw, cases: Iterable[Case], at: datetime, *, instead: Sample | None = None
) -> list[Sample]:
    return Sample.objects.bulk_create(
        Sample(
            ticket_id=case.ticket_id,
            episode=case.episode,
            agent_id=draw.agent_id,
            team_id=case.team_id,
            month=draw.month,
            drawn_at=at,
            replaces=instead,
        )
        for case in cases
    )
