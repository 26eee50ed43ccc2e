"""Working hours and holidays as a manager sees and sets them."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from foundation.accounts.models import User
from foundation.calendars.actions.holidays import seed_holidays, years_around
from foundation.calendars.actions.hours import open_default_calendar
from foundation.calendars.enums import ExceptionSource
from foundation.calendars.models import Calendar, CalendarException
from foundation.core.actor import SYSTEM
from tests.conftest import NOON
from tests.factories.calendars import CalendarExceptionFactory, CalendarFactory

WEEK = {f"day_{weekday}": "08:00 – 12:00" for weekday in range(7)}
DAY = {"name": "Kiểm kê", "starts_on": "2026-12-24", "kind": "closed", "year": "2026"}
TET = date(2027, 2, 4)


@pytest.fixture
def calendar(db: None) -> Calendar:
    opened = open_default_calendar(actor=SYSTEM, at=NOON)
    return seed_holidays(opened, years_around(NOON), actor=SYSTEM, at=NOON)


def page(calendar: Calendar) -> str:
    return reverse("calendars:detail", args=[calendar.pk])


def tet(calendar: Calendar) -> CalendarException:
    return calendar.exceptions.get(starts_on=TET)


def test_the_list_shows_each_calendar_with_its_week_in_words(
    manager_client: Client, calendar: Calendar
) -> None:
    response = manager_client.get(reverse("calendars:list"))

    assert response.status_code == 200
    assert "Thứ Hai – Thứ Bảy" in response.content.decode()
    assert (
        "08:00\u00a0–\u00a012:00, 13:30\u00a0–\u00a017:30" in response.content.decode()
    )


def test_a_calendar_page_shows_week_and_holidays_of_the_year(
    manager_client: Client, calendar: Calendar
) -> None:
    response = manager_client.get(page(calendar) + "?year=2027")

    shown = response.content.decode()
    assert "Tết Nguyên Đán" in shown
    assert "04/02 – 10/02/2027" in shown
    assert 'value="08:00 – 12:00, 13:30 – 17:30"' in shown


@pytest.mark.parametrize("year", ["", "0", "99999", "-1", "٢٠٢٦", "abc", "1999"])
def test_a_year_that_is_none_shows_this_one(
    manager_client: Client, calendar: Calendar, year: str
) -> None:
    response = manager_client.get(page(calendar), {"year": year})

    assert response.status_code == 200


def test_setting_the_week_takes_effect(
    manager_client: Client, calendar: Calendar
) -> None:
    typed = {**WEEK, "seen_version": calendar.version, "day_6": "", "year": "2027"}

    response = manager_client.post(
        reverse("calendars:hours", args=[calendar.pk]), typed
    )

    assert response.headers["Location"] == page(calendar) + "?year=2027"
    assert calendar.windows.count() == 6


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("8 giờ tới 12 giờ", "Không đọc được giờ này"),
        ("08:00 – 12:00, 11:00 – 15:00", "bị chồng lên nhau"),
        ("12:00 – 08:00", "Giờ kết thúc phải sau giờ bắt đầu"),
    ],
)
def test_hours_that_cannot_be_come_back_as_typed(
    manager_client: Client, calendar: Calendar, typed: str, words: str
) -> None:
    data = {**WEEK, "seen_version": calendar.version, "day_0": typed}

    response = manager_client.post(reverse("calendars:hours", args=[calendar.pk]), data)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert f'value="{typed}"' in response.content.decode()
    assert calendar.windows.count() == 12


def test_the_second_of_two_editors_sees_what_the_first_saved(
    manager_client: Client, calendar: Calendar
) -> None:
    url = reverse("calendars:hours", args=[calendar.pk])
    seen = calendar.version
    manager_client.post(url, {**WEEK, "seen_version": seen})

    late = {**WEEK, "seen_version": seen, "day_0": "09:00 – 10:00"}
    refused = manager_client.post(url, late)
    accepted = manager_client.post(url, {**late, "seen_version": seen + 1})

    assert refused.status_code == 409
    assert "Hiện là: 08:00 – 12:00" in refused.content.decode()
    assert f'value="{seen + 1}"' in refused.content.decode()
    assert accepted.status_code == 302


def test_days_are_added_by_hand_and_taken_back(
    manager_client: Client, calendar: Calendar
) -> None:
    manager_client.post(reverse("calendars:add_days", args=[calendar.pk]), DAY)
    added = calendar.exceptions.get(source=ExceptionSource.MANUAL)
    assert (added.starts_on, added.ends_on) == (date(2026, 12, 24), date(2026, 12, 24))

    response = manager_client.post(reverse("calendars:remove_days", args=[added.pk]))

    assert response.status_code == 302
    assert not calendar.exceptions.filter(pk=added.pk).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_on": "2026-02-30"},
        {"starts_on": ""},
        {"ends_on": "2026-12-01"},
        {"kind": "sometimes"},
        {"kind": "replaced"},
        {"hours": "08:00 – 12:00"},
        {"name": "\u202e"},
        {"name": "x" * 121},
        {"starts_on": "0001-01-01"},
    ],
)
def test_days_that_make_no_sense_come_back_with_a_reason(
    manager_client: Client, calendar: Calendar, wrong: dict[str, str]
) -> None:
    response = manager_client.post(
        reverse("calendars:add_days", args=[calendar.pk]), {**DAY, **wrong}
    )

    assert response.status_code == 422
    assert "field-err" in response.content.decode()
    assert not calendar.exceptions.filter(source=ExceptionSource.MANUAL).exists()


def test_a_holiday_is_switched_off_and_on(
    manager_client: Client, calendar: Calendar
) -> None:
    manager_client.post(reverse("calendars:switch_off", args=[tet(calendar).pk]))
    assert not tet(calendar).is_active

    manager_client.post(reverse("calendars:switch_on", args=[tet(calendar).pk]))
    assert tet(calendar).is_active


def test_a_listed_holiday_is_not_removed(
    manager_client: Client, calendar: Calendar
) -> None:
    response = manager_client.post(
        reverse("calendars:remove_days", args=[tet(calendar).pk])
    )

    assert response.status_code == 422
    assert "chỉ có thể tắt" in response.content.decode()
    assert tet(calendar).is_active


def test_another_calendar_is_opened_renamed_and_made_the_default(
    manager_client: Client, calendar: Calendar
) -> None:
    data = {"name": "Trạm Berlin", "timezone": "Europe/Berlin"}
    manager_client.post(reverse("calendars:create"), data)
    opened = Calendar.objects.get(name="Trạm Berlin")

    manager_client.post(
        reverse("calendars:details", args=[opened.pk]), {**data, "name": "Trạm Đức"}
    )
    manager_client.post(
        reverse("calendars:hours", args=[opened.pk]), {**WEEK, "seen_version": 2}
    )
    manager_client.post(reverse("calendars:default", args=[opened.pk]))

    default = Calendar.objects.default()
    assert (default.pk, default.name) == (opened.pk, "Trạm Đức")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"name": "", "timezone": "Asia/Ho_Chi_Minh"}, "field-err"),
        ({"name": "Lịch", "timezone": "Hà Nội"}, "Múi giờ không tồn tại"),
    ],
)
def test_a_calendar_that_cannot_be_opened_comes_back_as_typed(
    manager_client: Client, calendar: Calendar, data: dict[str, str], words: str
) -> None:
    response = manager_client.post(reverse("calendars:create"), data)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert Calendar.objects.count() == 1


def test_the_holidays_are_read_again_on_request(
    manager_client: Client, calendar: Calendar
) -> None:
    calendar.exceptions.all().delete()

    manager_client.post(reverse("calendars:holidays", args=[calendar.pk]))

    assert calendar.exceptions.filter(name="Tết Nguyên Đán").exists()


@pytest.mark.parametrize("client_name", ["agent_client", "lead_client"])
def test_only_those_who_manage_calendars_may_look(
    request: pytest.FixtureRequest, calendar: Calendar, client_name: str
) -> None:
    client: Client = request.getfixturevalue(client_name)

    assert client.get(page(calendar)).status_code == 403


def test_an_unknown_calendar_is_not_found(manager_client: Client, db: None) -> None:
    assert manager_client.get("/desk/calendars/99/").status_code == 404
    assert manager_client.get(f"/desk/calendars/{10**30}/").status_code == 404


@pytest.mark.parametrize("n_more", [0, 50])
def test_the_pages_cost_the_same_for_many_rows(
    django_assert_num_queries: DjangoAssertNumQueries,
    manager_client: Client,
    manager_user: User,
    calendar: Calendar,
    n_more: int,
) -> None:
    CalendarFactory.create_batch(n_more)
    days = [date(2026, 6, 1 + n % 30) for n in range(n_more)]
    CalendarException.objects.bulk_create(
        CalendarExceptionFactory.build(
            calendar=calendar, starts_on=day, ends_on=day, is_active=False
        )
        for day in days
    )

    with django_assert_num_queries(5):
        manager_client.get(reverse("calendars:list"))
    with django_assert_num_queries(8):
        manager_client.get(page(calendar) + "?year=2026")
