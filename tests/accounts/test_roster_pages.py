"""The week of a team, one person's work, and the skills, as people open and set them."""

from datetime import timedelta

import factory
import pytest
from django.test import Client
from django.urls import reverse

from foundation.accounts import verbs
from foundation.accounts.enums import LeaveState, Sight
from foundation.accounts.models import Leave, Shift, Skill, Team, User, WorkProfile
from foundation.accounts.roster_week import asked_monday, roster_week
from foundation.calendars.enums import Weekday
from foundation.core.refs import ref
from foundation.events.models import Event
from foundation.events.things import find_things
from tests.budgets import BUDGETS, queries_of
from tests.conftest import NOON
from tests.factories.accounts import (
    LeaveFactory,
    ShiftFactory,
    SkillFactory,
    StaffFactory,
    StaffSkillFactory,
)

ROSTER = "/desk/roster/"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WEEK = {f"day_{weekday}": "" for weekday in range(7)}
FAR = "2099-01-05"
LEAVE = {
    "kind": "holiday",
    "starts_on": FAR,
    "starts_time": "",
    "ends_on": "2099-01-07",
    "ends_time": "",
    "hand_over": "queue",
    "deputy": "",
    "summary": "Chị Hà chờ bo mạch.",
}


def of(name: str, user: User) -> str:
    return reverse(f"accounts:{name}", args=[user.pk])


def test_a_planner_sees_who_works_when_and_why_somebody_is_away(
    lead_user: User, agent_user: User
) -> None:
    ShiftFactory(user=agent_user, weekday=Weekday.FRIDAY, starts=480, ends=1200)
    LeaveFactory(user=agent_user, starts_at=NOON - DAY, ends_at=NOON - HOUR)

    week = roster_week(lead_user, "", asked_monday("", NOON), NOON)

    row = next(row for row in week.rows if row.user == agent_user)
    assert row.cells[4].hours == ("14:00–20:00",)
    assert row.cells[4].away == "Nghỉ phép"
    assert not row.cells[4].is_by_house
    assert (row.is_here, row.is_away) == (True, False)


def test_a_colleague_sees_that_somebody_is_away_and_not_why(
    agent_user: User, team: Team
) -> None:
    LeaveFactory(
        user=StaffFactory(team=team), kind="sick", starts_at=NOON, ends_at=NOON + HOUR
    )

    week = roster_week(agent_user, "", asked_monday("", NOON), NOON)

    row = next(row for row in week.rows if row.user != agent_user)
    assert row.cells[4].away == "Nghỉ"
    assert (row.is_away, row.may_open) == (True, False)


def test_the_hours_of_the_house_that_nobody_covers_stand_out(
    lead_user: User, agent_user: User
) -> None:
    ShiftFactory(user=lead_user, weekday=Weekday.SATURDAY, starts=480, ends=600)
    ShiftFactory(user=agent_user, weekday=Weekday.SATURDAY, starts=810, ends=1050)

    week = roster_week(lead_user, "", asked_monday("", NOON), NOON)

    assert week.days[5].gaps == ("10:00–12:00",)
    assert week.days[6].gaps == ()
    assert [day.day.isoformat() for day in week.gaps][-1] == "2026-11-21"


def test_a_full_team_leaves_no_gap(lead_user: User) -> None:
    week = roster_week(lead_user, "", asked_monday("", NOON), NOON)

    assert week.gaps == []


@pytest.mark.parametrize(
    ("text", "monday"),
    [
        ("2026-11-29", "2026-11-23"),
        ("", "2026-11-16"),
        ("tuần này", "2026-11-16"),
        ("9999-12-31", "2026-11-16"),
        ("0001-01-01", "2026-11-16"),
    ],
)
def test_the_address_names_a_week_by_any_of_its_days(text: str, monday: str) -> None:
    assert asked_monday(text, NOON).isoformat() == monday


def test_an_agent_opens_no_other_team(
    agent_user: User, other_agent_user: User, other_team: Team
) -> None:
    week = roster_week(agent_user, other_team.code, asked_monday("", NOON), NOON)

    assert [row.user for row in week.rows] == [agent_user]


def test_the_page_shows_the_week_of_the_address(
    lead_client: Client, agent_user: User, other_agent_user: User, other_team: Team
) -> None:
    page = lead_client.get(f"{ROSTER}?week=2026-11-18&team={other_team.code}")

    words = page.content.decode()
    assert "16/11/2026 – 22/11/2026" in words
    assert other_agent_user.name in words
    assert agent_user.name not in words


def test_those_of_no_team_have_a_week_too(
    lead_client: Client, manager_user: User
) -> None:
    words = lead_client.get(f"{ROSTER}?team=-").content.decode()

    assert manager_user.name in words


@pytest.mark.parametrize("n_people", [1, 50])
def test_the_week_of_any_team_asks_as_many_queries(
    lead_client: Client, team: Team, n_people: int
) -> None:
    people = StaffFactory.create_batch(n_people, team=team)
    ShiftFactory(user=people[0])
    LeaveFactory(user=people[0])

    asked = queries_of(lead_client, f"{ROSTER}?week=2026-11-23")

    assert asked == BUDGETS["accounts:roster"]


@pytest.mark.parametrize("n_people", [1, 50])
def test_the_skills_of_any_house_ask_as_many_queries(
    lead_client: Client, team: Team, n_people: int
) -> None:
    skill = SkillFactory()
    StaffSkillFactory.create_batch(n_people, skill=skill, user__team=team)

    assert queries_of(lead_client, f"{ROSTER}skills/") == BUDGETS["accounts:skills"]


@pytest.mark.parametrize("n_rows", [1, 50])
def test_the_page_of_any_person_asks_as_many_queries(
    lead_client: Client, agent_user: User, n_rows: int
) -> None:
    StaffSkillFactory.create_batch(n_rows, user=agent_user)
    starts = [NOON + n * DAY for n in range(n_rows)]
    LeaveFactory.create_batch(
        n_rows,
        user=agent_user,
        starts_at=factory.Iterator(starts),
        ends_at=factory.Iterator([start + HOUR for start in starts]),
    )

    asked = queries_of(lead_client, of("roster_person", agent_user))

    assert asked == BUDGETS["accounts:roster_person"]


def test_a_lead_sets_a_persons_week(lead_client: Client, agent_user: User) -> None:
    typed = {**WEEK, "day_0": "8:00 – 12:00, 13h30-17h30", "valid_from": FAR}

    answer = lead_client.post(of("plan_shifts", agent_user), typed)

    assert answer.headers["Location"] == of("roster_person", agent_user)
    assert list(Shift.objects.values_list("weekday", "starts", "ends")) == [
        (0, 480, 720),
        (0, 810, 1050),
    ]
    assert (
        "Từ ngày 05/01/2099"
        in lead_client.get(of("roster_person", agent_user)).content.decode()
    )


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"day_0": "sáng"}, "Không đọc được giờ này"),
        ({"day_0": "8:00-12:00, 11:00-13:00"}, "chồng lên nhau"),
        ({"valid_from": "2020-01-01"}, "Ngày này đã qua"),
    ],
)
def test_a_week_that_cannot_be_comes_back_with_what_was_typed(
    lead_client: Client, agent_user: User, typed: dict[str, str], says: str
) -> None:
    answer = lead_client.post(
        of("plan_shifts", agent_user), {**WEEK, "valid_from": FAR, **typed}
    )

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Shift.objects.exists()


def test_an_agent_asks_for_leave(agent_client: Client, agent_user: User) -> None:
    agent_client.post(of("plan_leave", agent_user), LEAVE)

    leave = Leave.objects.get()
    assert (leave.user, leave.asked_by) == (agent_user, agent_user)
    assert leave.starts_at.isoformat() == "2099-01-04T17:00:00+00:00"
    assert leave.ends_at.isoformat() == "2099-01-07T17:00:00+00:00"


def test_half_a_day_is_asked_for_by_the_clock(
    agent_client: Client, agent_user: User
) -> None:
    typed = {**LEAVE, "ends_on": "", "starts_time": "13:30", "ends_time": "17:30"}

    agent_client.post(of("plan_leave", agent_user), typed)

    leave = Leave.objects.get()
    assert leave.starts_at.isoformat() == "2099-01-05T06:30:00+00:00"
    assert leave.ends_at.isoformat() == "2099-01-05T10:30:00+00:00"


@pytest.mark.parametrize(
    ("typed", "status", "says"),
    [
        ({"starts_on": "2020-01-01", "ends_on": ""}, 422, "Ngày này đã qua"),
        ({"ends_on": "2099-01-01"}, 422, "Lúc kết thúc phải sau"),
        ({"hand_over": "deputy"}, 422, "Hãy chọn người thay"),
    ],
)
def test_a_leave_that_cannot_be_comes_back_with_what_was_typed(
    agent_client: Client,
    agent_user: User,
    typed: dict[str, str],
    status: int,
    says: str,
) -> None:
    answer = agent_client.post(of("plan_leave", agent_user), {**LEAVE, **typed})

    words = answer.content.decode()
    assert answer.status_code == status
    assert says in words
    assert "Chị Hà chờ bo mạch." in words
    assert not Leave.objects.exists()


def test_a_second_leave_at_the_time_is_refused(
    agent_client: Client, agent_user: User
) -> None:
    agent_client.post(of("plan_leave", agent_user), LEAVE)

    answer = agent_client.post(of("plan_leave", agent_user), LEAVE)

    assert answer.status_code == 409
    assert "đã có một lịch nghỉ khác" in answer.content.decode()


def test_a_leave_is_cancelled_by_its_owner(
    agent_client: Client, agent_user: User
) -> None:
    leave = LeaveFactory(user=agent_user)

    agent_client.post(reverse("accounts:cancel_leave", args=[leave.pk]))

    leave.refresh_from_db()
    assert leave.state == LeaveState.CANCELLED
    again = agent_client.post(reverse("accounts:cancel_leave", args=[leave.pk]))
    assert again.status_code == 409


def test_a_leave_under_way_is_ended_by_a_lead(
    lead_client: Client, agent_user: User
) -> None:
    leave = LeaveFactory(user=agent_user, starts_at=NOON, state=LeaveState.STARTED)

    lead_client.post(reverse("accounts:end_leave", args=[leave.pk]))

    leave.refresh_from_db()
    assert leave.state == LeaveState.ENDED


def test_skills_and_capacity_are_set_on_the_page(
    lead_client: Client, agent_user: User
) -> None:
    skill, other = SkillFactory(name="Máy giặt"), SkillFactory()
    typed = {f"skill_{skill.pk}": "on", f"until_{skill.pk}": "2099-12-31"}

    lead_client.post(of("set_skills", agent_user), typed)
    lead_client.post(of("set_capacity", agent_user), {"capacity": "5"})

    held = agent_user.staff_skills.get()
    assert (held.skill, str(held.valid_until)) == (skill, "2099-12-31")
    profile = WorkProfile.objects.get()
    assert (profile.capacity, profile.is_taking) == (5, False)
    assert "Máy giặt" in lead_client.get(of("roster_person", agent_user)).text
    assert other.name in lead_client.get(of("roster_person", agent_user)).text


def test_a_capacity_of_nothing_is_refused(
    lead_client: Client, agent_user: User
) -> None:
    answer = lead_client.post(of("set_capacity", agent_user), {"capacity": "0"})

    assert answer.status_code == 422


def test_an_agent_reads_their_own_week_and_sets_nothing_of_it(
    agent_client: Client, agent_user: User
) -> None:
    ShiftFactory(user=agent_user)

    words = agent_client.get(of("roster_person", agent_user)).content.decode()

    assert "08:00 – 12:00" in words
    assert of("plan_shifts", agent_user) not in words
    assert of("plan_leave", agent_user) in words


def test_the_switch_pauses_and_comes_back_to_the_page(
    agent_client: Client, agent_user: User
) -> None:
    pause = {"is_taking": "0", "next": "/desk/units/?q=x"}

    answer = agent_client.post("/desk/roster/taking/", pause)

    assert answer.headers["Location"] == "/desk/units/?q=x"
    assert not WorkProfile.objects.get(user=agent_user).is_taking
    assert Event.objects.get().verb == verbs.STAFF_TAKING_SWITCHED
    words = agent_client.get(ROSTER).content.decode()
    assert 'value="0" aria-current="true"' in words


def test_the_switch_leads_to_no_other_house(agent_client: Client) -> None:
    away = {"is_taking": "1", "next": "https://example.com/"}

    answer = agent_client.post("/desk/roster/taking/", away)

    assert answer.headers["Location"] == "/desk/"


def test_the_account_menu_costs_no_query_to_say_who_takes_work(
    agent_client: Client, agent_user: User
) -> None:
    before = queries_of(agent_client, "/desk/units/")

    agent_client.post("/desk/roster/taking/", {"is_taking": "0"})
    agent_client.get("/desk/units/")  # shows and forgets the message

    assert queries_of(agent_client, "/desk/units/") == before == BUDGETS["desk:units"]


def test_skills_are_added_renamed_closed_and_used_again(lead_client: Client) -> None:
    typed = {"name": "Điều hòa", "dimension": "product_line", "code": "air_conditioner"}
    lead_client.post(f"{ROSTER}skills/", typed)
    skill = Skill.objects.get()

    lead_client.post(
        reverse("accounts:rename_skill", args=[skill.pk]), {"name": "Máy lạnh"}
    )
    lead_client.post(reverse("accounts:close_skill", args=[skill.pk]))
    lead_client.post(reverse("accounts:reopen_skill", args=[skill.pk]))

    skill.refresh_from_db()
    assert (skill.name, skill.code, skill.is_active) == (
        "Máy lạnh",
        "air_conditioner",
        True,
    )


@pytest.mark.parametrize(
    ("name", "typed", "status"),
    [
        ("skills", {"name": "Máy giặt", "dimension": "product_line"}, 422),
        ("skills", {"name": " \u200b ", "dimension": "kind"}, 422),
        ("skills", {"name": "Khác", "dimension": "colour"}, 422),
    ],
    ids=["taken", "no name", "no such dimension"],
)
def test_a_skill_that_cannot_be_is_refused(
    lead_client: Client, name: str, typed: dict[str, str], status: int
) -> None:
    SkillFactory(name="Máy giặt")

    answer = lead_client.post(reverse(f"accounts:{name}"), typed)

    assert answer.status_code == status
    assert Skill.objects.count() == 1


def test_a_name_that_is_taken_comes_back_as_a_refusal(lead_client: Client) -> None:
    SkillFactory(name="Máy giặt")
    other = SkillFactory()

    answer = lead_client.post(
        reverse("accounts:rename_skill", args=[other.pk]), {"name": "Máy giặt"}
    )

    assert answer.status_code == 422
    assert "Đã có kỹ năng" in answer.content.decode()


def test_who_has_a_skill_no_longer_is_marked(
    lead_client: Client, agent_user: User
) -> None:
    StaffSkillFactory(user=agent_user, valid_until="2020-01-01")

    words = lead_client.get(f"{ROSTER}skills/").content.decode()

    assert agent_user.name in words
    assert "đã hết hạn" in words


def test_the_person_page_says_what_somebody_can_do(
    admin_client: Client, agent_user: User
) -> None:
    StaffSkillFactory(user=agent_user, skill__name="Máy giặt")

    words = admin_client.get(of("person", agent_user)).content.decode()

    assert "Máy giặt" in words
    assert "Tối đa 12 phiếu cùng lúc" in words
    assert of("roster_person", agent_user) in words


def test_a_lead_who_sees_their_team_plans_nobody_elses(
    lead_user: User, lead_client: Client, other_agent_user: User, agent_user: User
) -> None:
    lead_user.sees = Sight.TEAM
    lead_user.save(update_fields=["sees"])
    leave = LeaveFactory(user=other_agent_user)

    answers = [
        lead_client.get(of("roster_person", other_agent_user)),
        lead_client.post(of("plan_shifts", other_agent_user), WEEK),
        lead_client.post(of("plan_leave", other_agent_user), LEAVE),
        lead_client.post(reverse("accounts:cancel_leave", args=[leave.pk])),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert lead_client.get(of("roster_person", agent_user)).status_code == 200


def test_the_event_log_names_whose_leave_it_is(agent_user: User, team: Team) -> None:
    leave, skill = LeaveFactory(user=agent_user), SkillFactory(name="Máy giặt")
    refs = [ref(leave), ref(skill), ref(agent_user), ref(team)]

    things = find_things(refs)

    assert [things[each].label for each in refs] == [
        "Trần Minh Quân",
        "Máy giặt",
        "Trần Minh Quân",
        "Gia dụng",
    ]
    assert things[refs[0]].path == of("roster_person", agent_user)
