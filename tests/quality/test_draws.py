"""Which cases are drawn, and that a second run changes nothing."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, strategies as st

from foundation.accounts.models import User
from foundation.core.actor import SYSTEM
from foundation.events.models import Event
from quality.actions.draws import cases_of, draw_month
from quality.errors import MonthNotOverError
from quality.lot import Case, drawn_from, goal_of
from quality.models import Draw, Sample
from quality.months import last_month, month_after, month_before, span_of
from quality.tasks import draw_samples
from tests.conftest import NOON
from tests.factories.quality import LATE_OCTOBER, OCTOBER, SolvedFactory
from tickets.enums import TicketStatus

AT = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)


def draw(month: date = OCTOBER, at: datetime = AT) -> int:
    return draw_month(month, actor=SYSTEM, at=at)


@pytest.mark.parametrize(
    ("n_solved", "goal"),
    [(0, 0), (1, 1), (49, 1), (50, 1), (51, 2), (100, 2), (101, 3), (1000, 20)],
)
def test_two_in_a_hundred_and_never_less(n_solved: int, goal: int) -> None:
    assert goal_of(n_solved) == goal


@given(st.integers(min_value=1, max_value=100_000))
def test_the_goal_is_enough_and_within_reach(n_solved: int) -> None:
    assert n_solved * 2 <= goal_of(n_solved) * 100 < n_solved * 2 + 100
    assert goal_of(n_solved) <= n_solved


@given(st.permutations([Case(n, 1) for n in range(30)]), st.text(max_size=8))
def test_the_same_seed_finds_the_same_whatever_the_order(
    cases: list[Case], seed: str
) -> None:
    assert drawn_from(cases, seed, 5) == drawn_from(sorted(cases), seed, 5)


def test_another_seed_finds_others() -> None:
    cases = [Case(n, 1) for n in range(1000)]

    assert drawn_from(cases, "a", 5) != drawn_from(cases, "b", 5)


def test_what_was_drawn_before_is_passed_over() -> None:
    cases = [Case(n, 1) for n in range(10)]
    first, second = drawn_from(cases, "a", 2)

    assert drawn_from(cases, "a", 1, but={first[:2]}) == [second]


def test_months_meet_at_midnight_at_home() -> None:
    assert span_of(OCTOBER) == (
        datetime(2026, 9, 30, 17, tzinfo=UTC),
        datetime(2026, 10, 31, 17, tzinfo=UTC),
    )
    assert (month_before(date(2026, 1, 1)), month_after(date(2026, 12, 1))) == (
        date(2025, 12, 1),
        date(2027, 1, 1),
    )
    assert last_month(datetime(2026, 10, 31, 17, tzinfo=UTC)) == OCTOBER


@pytest.mark.django_db
def test_every_agent_has_at_least_one_case_looked_at(
    agent_user: User, other_agent_user: User
) -> None:
    SolvedFactory.create(resolved_by=agent_user, team=agent_user.team)
    SolvedFactory.create_batch(51, resolved_by=other_agent_user)

    assert draw() == 3
    found = Sample.objects.get(agent=agent_user)
    assert (found.month, found.team, found.episode) == (OCTOBER, agent_user.team, 1)
    assert Sample.objects.filter(agent=other_agent_user).count() == 2


@pytest.mark.django_db
def test_a_second_run_changes_nothing(agent_user: User) -> None:
    SolvedFactory.create_batch(60, resolved_by=agent_user)
    draw()
    before = list(Sample.objects.order_by("pk").values())
    SolvedFactory.create_batch(60, resolved_by=agent_user)

    assert draw(at=AT + timedelta(days=1)) == 0
    assert list(Sample.objects.order_by("pk").values()) == before


@pytest.mark.django_db
def test_anybody_who_has_the_seed_finds_the_same_cases(agent_user: User) -> None:
    SolvedFactory.create_batch(60, resolved_by=agent_user)
    draw()
    kept = Draw.objects.get(agent=agent_user)

    again = drawn_from(cases_of(agent_user.pk, OCTOBER), kept.seed, kept.n_goal)

    drawn = Sample.objects.filter(agent=agent_user).values_list("ticket", flat=True)
    assert {case.ticket_id for case in again} == set(drawn)


@pytest.mark.django_db
def test_a_draw_is_recorded_on_itself_and_on_no_ticket(agent_user: User) -> None:
    SolvedFactory.create(resolved_by=agent_user)

    draw()

    event = Event.objects.get(verb="quality.drawn")
    assert event.data == {
        "agent_id": agent_user.pk,
        "year": 2026,
        "month": 10,
        "n_solved": 1,
        "n_drawn": 1,
    }
    assert [link.type for link in event.links.all()] == ["quality.draw"]


@pytest.mark.django_db
def test_a_month_that_runs_is_refused(agent_user: User) -> None:
    SolvedFactory.create(resolved_by=agent_user)

    with pytest.raises(MonthNotOverError):
        draw(at=span_of(OCTOBER)[1] - timedelta(seconds=1))

    assert not Draw.objects.exists()


@pytest.mark.django_db
def test_only_what_was_finished_in_the_month_and_stayed_so_is_drawn(
    agent_user: User,
) -> None:
    whole = SolvedFactory.create(resolved_by=None)
    others = [
        {"resolved_at": span_of(OCTOBER)[1]},
        {"resolved_at": span_of(OCTOBER)[0] - timedelta(seconds=1)},
        {"merged_into": whole},
        {"parent": whole, "public_count": 0},
    ]
    [SolvedFactory.create(resolved_by=agent_user, **one) for one in others]
    SolvedFactory.create(
        status=TicketStatus.OPEN,
        outcome="",
        resolved_at=None,
        closed_at=None,
        assignee=agent_user,
    )

    assert draw() == 0
    assert not Draw.objects.exists()


@pytest.mark.django_db
def test_the_task_draws_the_month_that_is_over(
    agent_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    SolvedFactory.create(resolved_by=agent_user)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)

    draw_samples()

    assert Sample.objects.get().month == OCTOBER


@pytest.mark.django_db
def test_the_command_draws_a_month_by_name(agent_user: User) -> None:
    september = LATE_OCTOBER - timedelta(days=40)
    SolvedFactory.create(
        resolved_by=agent_user, opened_at=september, resolved_at=september
    )
    said = StringIO()

    call_command("draw_samples", "--month", "2026-09", stdout=said)

    assert said.getvalue() == "2026-09: 1 drawn\n"


@pytest.mark.django_db
@pytest.mark.parametrize("month", ["soon", "2099-01"])
def test_the_command_refuses_what_is_no_month_or_not_over(month: str) -> None:
    with pytest.raises(CommandError):
        call_command("draw_samples", "--month", month)
