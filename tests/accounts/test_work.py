"""Skills, capacity and shifts, as those who plan set them."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from foundation.accounts import verbs
from foundation.accounts.actions.shifts import plan_shifts
from foundation.accounts.actions.skills import (
    Held,
    NewSkill,
    close_skill,
    create_skill,
    rename_skill,
    reopen_skill,
    set_skills,
)
from foundation.accounts.actions.work import set_taking, set_work_profile
from foundation.accounts.enums import SkillDimension
from foundation.accounts.errors import (
    AlreadySoError,
    CapacityError,
    NotStaffError,
    PastDayError,
    SkillClosedError,
    SkillTakenError,
)
from foundation.accounts.models import Shift, User
from foundation.calendars.enums import Weekday
from foundation.calendars.errors import InvalidHoursError, OverlappingWindowsError
from foundation.calendars.hours import Hours, WeeklyHours
from foundation.core.actor import Actor
from foundation.events.models import Event
from tests.conftest import NOON
from tests.factories.accounts import (
    CustomerLoginFactory,
    ShiftFactory,
    SkillFactory,
    StaffFactory,
)

TODAY = date(2026, 11, 20)
MORNING, LATE = Hours(8 * 60, 12 * 60), Hours(20 * 60, 24 * 60)
MONDAYS = [WeeklyHours(Weekday.MONDAY, MORNING)]
FRIDAYS = [WeeklyHours(Weekday.FRIDAY, LATE), WeeklyHours(Weekday.FRIDAY, MORNING)]


def last_event() -> Event:
    return Event.objects.latest("pk")


def rows(user: User) -> list[tuple[object, ...]]:
    found = Shift.objects.filter(user=user).order_by("valid_from", "weekday", "starts")
    return list(found.values_list("weekday", "starts", "valid_from", "valid_until"))


@pytest.mark.parametrize(
    ("code", "kept"), [("", "dieu-hoa"), ("air_conditioner", "air_conditioner")]
)
def test_a_skill_has_a_code_of_its_own_or_of_its_name(
    lead: Actor, code: str, kept: str
) -> None:
    new = NewSkill("  Điều hòa ", SkillDimension.PRODUCT_LINE, code)

    skill = create_skill(new, actor=lead, at=NOON)

    assert (skill.name, skill.code) == ("Điều hòa", kept)
    assert last_event().verb == verbs.SKILL_CREATED


@pytest.mark.parametrize(
    "new",
    [
        NewSkill("Tivi", SkillDimension.PRODUCT_LINE, "khac"),
        NewSkill("Khác", SkillDimension.LANGUAGE, "tv"),
    ],
    ids=["its name", "its code"],
)
def test_a_skill_is_offered_once(lead: Actor, new: NewSkill) -> None:
    create_skill(
        NewSkill("Tivi", SkillDimension.PRODUCT_LINE, "tv"), actor=lead, at=NOON
    )

    with pytest.raises(SkillTakenError):
        create_skill(new, actor=lead, at=NOON)


def test_a_renamed_skill_keeps_its_code(lead: Actor) -> None:
    skill = rename_skill(
        SkillFactory(code="tv"), name="Ti vi, màn hình", actor=lead, at=NOON
    )

    assert (skill.name, skill.code) == ("Ti vi, màn hình", "tv")
    assert last_event().verb == verbs.SKILL_RENAMED


def test_a_skill_is_closed_once_and_can_come_back(lead: Actor) -> None:
    skill = close_skill(SkillFactory(), actor=lead, at=NOON)

    with pytest.raises(AlreadySoError):
        close_skill(skill, actor=lead, at=NOON)
    assert reopen_skill(skill, actor=lead, at=NOON).is_active


def test_setting_skills_replaces_them_and_is_recorded_once(
    lead: Actor, agent_user: User
) -> None:
    one, two = SkillFactory(), SkillFactory()
    set_skills(agent_user, [Held(one)], actor=lead, at=NOON)

    held = set_skills(agent_user, [Held(two, TODAY)], actor=lead, at=NOON)
    set_skills(agent_user, [Held(two, TODAY)], actor=lead, at=NOON)

    assert [(each.skill, each.valid_until) for each in held] == [(two, TODAY)]
    assert Event.objects.filter(verb=verbs.STAFF_SKILLS_SET).count() == 2
    assert last_event().data == {"skill_ids": [two.pk], "old_skill_ids": [one.pk]}


def test_a_closed_skill_cannot_be_given_but_stays_with_who_has_it(
    lead: Actor, agent_user: User
) -> None:
    old = SkillFactory()
    set_skills(agent_user, [Held(old)], actor=lead, at=NOON)
    close_skill(old, actor=lead, at=NOON)

    with pytest.raises(SkillClosedError):
        set_skills(agent_user, [Held(old)], actor=lead, at=NOON)
    set_skills(agent_user, [], actor=lead, at=NOON)

    assert agent_user.staff_skills.get().skill == old


@pytest.mark.parametrize("capacity", [0, 201])
def test_nobody_carries_nothing_or_more_than_anybody_can(
    lead: Actor, agent_user: User, capacity: int
) -> None:
    with pytest.raises(CapacityError):
        set_work_profile(
            agent_user, capacity=capacity, is_taking=True, actor=lead, at=NOON
        )


def test_capacity_and_pause_are_kept_and_recorded(
    lead: Actor, agent: Actor, agent_user: User
) -> None:
    set_work_profile(agent_user, capacity=5, is_taking=True, actor=lead, at=NOON)

    profile = set_taking(agent_user, is_taking=False, actor=agent, at=NOON)
    set_taking(agent_user, is_taking=False, actor=agent, at=NOON)

    assert (profile.capacity, profile.is_taking, profile.changed_at) == (5, False, NOON)
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)) == [
        verbs.STAFF_WORK_PROFILE_SET,
        verbs.STAFF_TAKING_SWITCHED,
    ]


def test_what_says_the_defaults_writes_nothing(lead: Actor, agent_user: User) -> None:
    set_work_profile(agent_user, capacity=12, is_taking=True, actor=lead, at=NOON)

    assert not Event.objects.exists()


def test_a_customer_takes_no_work(lead: Actor) -> None:
    with pytest.raises(NotStaffError):
        set_taking(CustomerLoginFactory(), is_taking=True, actor=lead, at=NOON)


def test_a_week_holds_from_its_day_for_good(lead: Actor, agent_user: User) -> None:
    plan_shifts(agent_user, FRIDAYS, valid_from=TODAY, actor=lead, at=NOON)

    assert rows(agent_user) == [(4, 480, TODAY, None), (4, 1200, TODAY, None)]
    assert last_event().data == {
        "valid_from": "2026-11-20",
        "week": [[4, 480, 720], [4, 1200, 1440]],
    }


def test_the_next_week_ends_the_one_before_and_replaces_later_ones(
    lead: Actor, agent_user: User
) -> None:
    next_week, week_after = TODAY + timedelta(days=7), TODAY + timedelta(days=14)
    plan_shifts(agent_user, FRIDAYS[:1], valid_from=TODAY, actor=lead, at=NOON)
    plan_shifts(agent_user, [], valid_from=week_after, actor=lead, at=NOON)

    plan_shifts(agent_user, MONDAYS, valid_from=next_week, actor=lead, at=NOON)

    assert rows(agent_user) == [
        (4, 1200, TODAY, next_week - timedelta(days=1)),
        (0, 480, next_week, None),
    ]


def test_an_empty_week_gives_back_the_hours_of_the_house(
    lead: Actor, agent_user: User
) -> None:
    plan_shifts(agent_user, MONDAYS, valid_from=TODAY, actor=lead, at=NOON)

    plan_shifts(agent_user, [], valid_from=TODAY, actor=lead, at=NOON)

    assert rows(agent_user) == []


def test_the_same_week_again_changes_nothing(lead: Actor, agent_user: User) -> None:
    plan_shifts(agent_user, FRIDAYS, valid_from=TODAY, actor=lead, at=NOON)

    tomorrow = TODAY + timedelta(days=1)
    plan_shifts(agent_user, FRIDAYS, valid_from=tomorrow, actor=lead, at=NOON)

    assert Event.objects.count() == 1


def test_what_has_been_worked_is_not_planned(lead: Actor, agent_user: User) -> None:
    yesterday = TODAY - timedelta(days=1)

    with pytest.raises(PastDayError):
        plan_shifts(agent_user, MONDAYS, valid_from=yesterday, actor=lead, at=NOON)


@pytest.mark.parametrize(
    ("hours", "refusal"),
    [
        ([MORNING, Hours(11 * 60, 13 * 60)], OverlappingWindowsError),
        ([Hours(12 * 60, 8 * 60)], InvalidHoursError),
    ],
)
def test_hours_of_a_day_are_in_order_and_apart(
    lead: Actor, agent_user: User, hours: list[Hours], refusal: type[Exception]
) -> None:
    week = [WeeklyHours(Weekday.MONDAY, window) for window in hours]

    with pytest.raises(refusal):
        plan_shifts(agent_user, week, valid_from=TODAY, actor=lead, at=NOON)


def test_whoever_left_is_planned_no_more(lead: Actor) -> None:
    gone = StaffFactory(is_active=False)

    with pytest.raises(NotStaffError):
        plan_shifts(gone, MONDAYS, valid_from=TODAY, actor=lead, at=NOON)


def test_the_database_refuses_shifts_that_overlap_on_the_same_days(
    agent_user: User,
) -> None:
    ShiftFactory(user=agent_user, valid_until=TODAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        ShiftFactory(user=agent_user, starts=11 * 60, ends=13 * 60, valid_from=TODAY)
    after = TODAY + timedelta(days=1)
    assert ShiftFactory(user=agent_user, starts=660, ends=780, valid_from=after).pk
