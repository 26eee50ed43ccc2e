"""Who is on duty, as routing asks."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.accounts.enums import LeaveState
from foundation.accounts.models import User
from foundation.accounts.queries import duties_of
from foundation.calendars.actions.exceptions import add_exception
from foundation.calendars.actions.hours import open_default_calendar
from foundation.calendars.enums import ExceptionKind, Weekday
from foundation.calendars.hours import ExceptionalDays
from foundation.core.actor import SYSTEM
from tests.conftest import NOON
from tests.factories.accounts import (
    LeaveFactory,
    ShiftFactory,
    SkillFactory,
    StaffFactory,
    StaffSkillFactory,
    WorkProfileFactory,
)

HOUR = timedelta(hours=1)
# NOON is a Friday, 15:00 where the house stands.
FRIDAY = date(2026, 11, 20)
SUNDAY_MORNING = NOON + timedelta(days=2) - 6 * HOUR


def test_without_shifts_somebody_works_by_the_house(agent_user: User) -> None:
    by_day = duties_of([agent_user.pk], NOON)[agent_user.pk]
    at_night = duties_of([agent_user.pk], NOON + 6 * HOUR)[agent_user.pk]

    assert by_day.is_on_shift
    assert not at_night.is_on_shift


def test_without_a_profile_the_defaults_count(agent_user: User) -> None:
    duty = duties_of([agent_user.pk], NOON)[agent_user.pk]

    assert (duty.is_taking, duty.capacity, duty.skills) == (True, 12, frozenset())
    assert duty.may_take


@pytest.mark.parametrize(
    ("hours", "at", "is_on_shift"),
    [
        ((8 * 60, 17 * 60), NOON, True),
        ((15 * 60, 24 * 60), NOON, True),
        ((8 * 60, 15 * 60), NOON, False),
        ((18 * 60, 24 * 60), NOON + 8 * HOUR + timedelta(minutes=59), True),
        ((0, 24 * 60), NOON + 9 * HOUR, False),
    ],
    ids=["within", "its first minute", "its last minute", "23:59", "the day after"],
)
def test_a_shift_holds_from_its_first_minute_to_its_last(
    agent_user: User, hours: tuple[int, int], at: datetime, is_on_shift: bool
) -> None:
    ShiftFactory(
        user=agent_user, weekday=Weekday.FRIDAY, starts=hours[0], ends=hours[1]
    )

    assert duties_of([agent_user.pk], at)[agent_user.pk].is_on_shift is is_on_shift


def test_shifts_may_lie_where_the_house_is_closed(agent_user: User) -> None:
    ShiftFactory(user=agent_user, weekday=Weekday.SUNDAY)

    assert duties_of([agent_user.pk], SUNDAY_MORNING)[agent_user.pk].is_on_shift


def test_whoever_has_a_plan_is_off_on_its_other_days(agent_user: User) -> None:
    ShiftFactory(user=agent_user, weekday=Weekday.MONDAY)

    assert not duties_of([agent_user.pk], NOON)[agent_user.pk].is_on_shift


@pytest.mark.parametrize(
    "span",
    [
        {"valid_from": FRIDAY + timedelta(days=1)},
        {"valid_until": FRIDAY - timedelta(days=1)},
    ],
    ids=["not yet", "no longer"],
)
def test_outside_its_days_a_plan_leaves_the_hours_of_the_house(
    agent_user: User, span: dict[str, date]
) -> None:
    ShiftFactory(user=agent_user, weekday=Weekday.MONDAY, **span)

    assert duties_of([agent_user.pk], NOON)[agent_user.pk].is_on_shift


def test_on_a_holiday_no_shift_holds(agent_user: User) -> None:
    calendar = open_default_calendar(actor=SYSTEM, at=NOON)
    days = ExceptionalDays(FRIDAY, FRIDAY, ExceptionKind.CLOSED, "Kiểm kê")
    add_exception(calendar, days, actor=SYSTEM, at=NOON)
    ShiftFactory(user=agent_user, weekday=Weekday.FRIDAY, starts=0, ends=1440)

    assert not duties_of([agent_user.pk], NOON)[agent_user.pk].is_on_shift


@pytest.mark.parametrize(
    ("starts", "ends", "is_on_leave"),
    [(NOON, NOON + HOUR, True), (NOON - HOUR, NOON, False), (NOON + HOUR, None, False)],
    ids=["from its first instant", "until its end", "not before"],
)
def test_leave_counts_by_its_time(
    agent_user: User, starts: datetime, ends: datetime | None, is_on_leave: bool
) -> None:
    LeaveFactory(user=agent_user, starts_at=starts, ends_at=ends or starts + HOUR)

    duty = duties_of([agent_user.pk], NOON)[agent_user.pk]

    assert duty.is_on_leave is is_on_leave
    assert duty.may_take is not is_on_leave


def test_a_cancelled_leave_counts_for_nothing(agent_user: User) -> None:
    LeaveFactory(
        user=agent_user,
        starts_at=NOON - HOUR,
        ends_at=NOON + HOUR,
        state=LeaveState.CANCELLED,
    )

    assert not duties_of([agent_user.pk], NOON)[agent_user.pk].is_on_leave


def test_an_expired_skill_and_a_closed_one_no_longer_count(agent_user: User) -> None:
    for_good = StaffSkillFactory(user=agent_user)
    to_this_day = StaffSkillFactory(user=agent_user, valid_until=FRIDAY)
    StaffSkillFactory(user=agent_user, valid_until=FRIDAY - timedelta(days=1))
    StaffSkillFactory(user=agent_user, skill=SkillFactory(is_active=False))

    duty = duties_of([agent_user.pk], NOON)[agent_user.pk]

    assert duty.skills == {for_good.skill.code, to_this_day.skill.code}


def test_whoever_paused_takes_nothing(agent_user: User) -> None:
    WorkProfileFactory(user=agent_user, capacity=3, is_taking=False)

    duty = duties_of([agent_user.pk], NOON)[agent_user.pk]

    assert (duty.capacity, duty.is_taking, duty.may_take) == (3, False, False)


def test_a_closed_login_is_never_on_shift(db: None) -> None:
    gone = StaffFactory(is_active=False)

    assert not duties_of([gone.pk], NOON)[gone.pk].is_on_shift


def test_people_can_be_asked_for_by_a_queryset(
    agent_user: User, lead_user: User
) -> None:
    found = duties_of(User.objects.filter(name__startswith="Trần"), NOON)

    assert found.keys() == {agent_user.pk}


@pytest.mark.parametrize("n_people", [1, 50])
def test_any_number_of_people_costs_three_queries(db: None, n_people: int) -> None:
    open_default_calendar(actor=SYSTEM, at=NOON)
    people = StaffFactory.create_batch(n_people)
    LeaveFactory(user=people[0], starts_at=NOON, ends_at=NOON + HOUR)
    duties_of([], NOON)  # compiles the calendar

    with CaptureQueriesContext(connection) as asked:
        found = duties_of([user.pk for user in people], NOON)

    assert len(found) == n_people
    assert len(asked) == 3
