"""One piece of a run: what it costs, and that each ticket ends as the preview saw it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.models import Customer
from foundation.accounts.models import User
from foundation.calendars.actions.hours import set_weekly_hours
from foundation.calendars.enums import Weekday
from foundation.calendars.hours import Hours, WeeklyHours
from foundation.calendars.models import Calendar
from foundation.core.actor import SYSTEM, Actor
from foundation.events.models import Event
from tests.conftest import NOON
from tests.factories.calendars import CalendarWindowFactory
from tests.factories.sla import publish, target
from tests.tickets.acting import ASKED, actor_of, answered, resolved
from tickets import verbs
from tickets.actions.clock_keeping import look_at_clocks
from tickets.actions.clock_runs import ask_apply, ask_reclocking, run_clock_runs
from tickets.actions.opening import open_ticket
from tickets.actions.resolution import reopen_ticket
from tickets.actions.run_pieces import TOUCH
from tickets.actions.waiting import wait_for
from tickets.enums import Basis, Metric, Side, Verdict, WaitReason
from tickets.models import (
    SlaPolicy,
    SlaPolicyVersion,
    Ticket,
    TicketCategory,
    TicketClock,
)
from tickets.policy_book import draft_of
from tickets.policy_reach import Standing, judged_by
from tickets.replay import replay_clocks

LATER = NOON + timedelta(hours=30)
HOUR = timedelta(hours=1)
FEW, MANY = 5, 50
Open = Callable[[int], list[Ticket]]


@pytest.fixture
def calendar(db: None) -> Calendar:
    return CalendarWindowFactory(calendar__is_default=True).calendar


@pytest.fixture
def policy(calendar: Calendar) -> SlaPolicy:
    return publish("Tiêu chuẩn").policy


@pytest.fixture
def open_some(policy: SlaPolicy, customer: Customer, by_customer: Actor) -> Open:
    """Opens so many tickets, each in a branch of its own."""

    def run(n: int) -> list[Ticket]:
        return [sorted_apart(opened(customer, by_customer)) for _ in range(n)]

    return run


def opened(customer: Customer, by: Actor) -> Ticket:
    return open_ticket(customer, actor=by, at=NOON, opening=ASKED)


def sorted_apart(ticket: Ticket) -> Ticket:
    above = TicketCategory.objects.create(name=f"Trên {ticket.pk}")
    own = TicketCategory.objects.create(name=f"Dưới {ticket.pk}", parent=above)
    Ticket.objects.filter(pk=ticket.pk).update(category=own)
    return ticket


def other_terms(policy: SlaPolicy, hours: float) -> SlaPolicyVersion:
    """In force: ends some clocks, moves another and starts one."""
    news = target(Metric.UPDATE, Side.PROMISED, hours)
    ours = target(Metric.RESOLUTION, Side.OURS, hours, basis=Basis.WALL)
    return publish("", ours, news, policy=policy)


def work_on(calendar: Calendar, *days: int) -> None:
    week = [WeeklyHours(Weekday(day), Hours(8 * 60, 12 * 60)) for day in days]
    calendar.refresh_from_db()
    set_weekly_hours(
        calendar, week, seen_version=calendar.version, actor=SYSTEM, at=NOON
    )


def n_statements() -> int:
    with CaptureQueriesContext(connection) as asked:
        run_clock_runs(LATER)
    return len(asked)


def told(verb: str) -> int:
    return Event.objects.filter(verb=verb).count()


def test_applying_costs_the_same_for_few_tickets_and_for_many(
    policy: SlaPolicy, open_some: Open
) -> None:
    open_some(FEW)
    ask_apply(other_terms(policy, 20), actor=SYSTEM, at=LATER)
    few = n_statements()
    open_some(MANY - FEW)
    ask_apply(other_terms(policy, 30), actor=SYSTEM, at=LATER)
    many = n_statements()

    assert MANY <= TOUCH
    assert told(verbs.TICKET_RETARGETED) == FEW + MANY
    assert many <= few


def test_following_a_calendar_costs_the_same_for_few_tickets_and_for_many(
    policy: SlaPolicy, calendar: Calendar, open_some: Open
) -> None:
    open_some(FEW)
    work_on(calendar, 0, 5)
    ask_reclocking(calendar, at=LATER)
    few = n_statements()
    open_some(MANY - FEW)
    work_on(calendar, 0, 6)
    ask_reclocking(calendar, at=LATER)
    many = n_statements()

    assert told(verbs.TICKET_RECLOCKED) == FEW + MANY
    assert many <= few


@pytest.fixture
def lived(
    policy: SlaPolicy, customer: Customer, by_customer: Actor, agent_user: User
) -> list[Ticket]:
    """One ticket untouched, one answered, one waiting, one that came back."""
    agent = actor_of(agent_user)
    _, one, two, three = tickets = [opened(customer, by_customer) for _ in range(4)]
    answered(one, agent_user, at=NOON + HOUR)
    wait_for(two, actor=agent, reason=WaitReason.CUSTOMER, at=NOON + HOUR)
    resolved(three, agent_user, at=NOON + HOUR)
    reopen_ticket(three, actor=agent, at=NOON + 3 * HOUR)
    return tickets


def standings() -> dict[int, Standing]:
    """How the clocks of each ticket are stored."""
    timed = look_at_clocks(list(Ticket.objects.all()))
    return {each.ticket.pk: Standing.of(each.sheet.clocks, LATER) for each in timed}


def test_each_ticket_ends_as_the_preview_saw_it(
    policy: SlaPolicy, lived: list[Ticket]
) -> None:
    version = other_terms(policy, 20)
    terms = draft_of(version)
    seen = {
        each.ticket.pk: judged_by(each.sheet, terms, LATER)[1]
        for each in look_at_clocks(lived)
    }

    ask_apply(version, actor=SYSTEM, at=LATER)
    run_clock_runs(LATER)

    assert standings() == seen
    assert Ticket.objects.filter(sla_version=version).count() == len(lived)
    assert [each.differences for each in replay_clocks()] == [[]]


def test_a_clock_that_is_not_measured_any_more_names_who_answered_for_it(
    policy: SlaPolicy, lived: list[Ticket], agent_user: User
) -> None:
    ask_apply(other_terms(policy, 20), actor=SYSTEM, at=LATER)
    run_clock_runs(LATER)

    ended = TicketClock.objects.get(
        ticket=lived[1], metric=Metric.RESOLUTION, side=Side.PROMISED
    )
    assert ended.verdict == Verdict.STOPPED
    assert (ended.agent, ended.team) == (agent_user, agent_user.team)
