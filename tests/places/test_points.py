"""Where something can be brought, and whether anybody is there now."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from foundation.calendars.queries import first_week
from foundation.places.admin import ServicePointForm
from foundation.places.queries import points_for
from tests.conftest import NOON
from tests.factories.calendars import CalendarFactory, CalendarWindowFactory
from tests.factories.places import ServicePointFactory

pytestmark = pytest.mark.django_db
FRIDAY = 4


def names(brand: str = "Nami") -> list[str]:
    return [one.point.name for one in points_for(brand, NOON)]


def test_a_point_without_a_list_takes_things_of_every_brand() -> None:
    ServicePointFactory(name="Thủ Đức")

    assert names("Nami") == ["Thủ Đức"]


def test_a_point_of_one_brand_takes_no_other() -> None:
    ServicePointFactory(brands=["Nami"])

    assert names("Sao Mai") == []


def test_a_point_that_closed_for_good_is_gone() -> None:
    ServicePointFactory(is_active=False)

    assert names() == []


def test_a_point_keeps_the_hours_of_its_calendar() -> None:
    shop = CalendarFactory()
    CalendarWindowFactory(calendar=shop, weekday=FRIDAY, starts=8 * 60, ends=20 * 60)
    ServicePointFactory(calendar=shop)

    (found,) = points_for("Nami", NOON)

    assert (found.is_open, found.hours) == (True, "Mở cửa tới 20:00")


def test_a_point_without_a_calendar_keeps_ordinary_hours() -> None:
    ServicePointFactory()

    (found,) = points_for("Nami", NOON)

    assert found.is_open is first_week().is_working_at(NOON)


def test_a_point_at_lunch_says_when_it_opens_again() -> None:
    ServicePointFactory()

    (found,) = points_for("Nami", NOON - timedelta(hours=2, minutes=30))

    assert (found.is_open, found.hours) == (False, "Mở lại 13:30")


def test_those_open_now_come_first() -> None:
    ServicePointFactory(name="Đang nghỉ", position=0, calendar=CalendarFactory())
    ServicePointFactory(name="Đang mở", position=1)

    assert names() == ["Đang mở", "Đang nghỉ"]


@pytest.mark.parametrize("count", [1, 20])
def test_any_number_of_points_costs_two_queries(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ServicePointFactory.create_batch(count)
    points_for("Nami", NOON)

    with django_assert_num_queries(2):
        points_for("Nami", NOON)


def typed(**changes: str) -> dict[str, str]:
    return {
        "name": "Thủ Đức",
        "address": "128 Võ Văn Ngân",
        "city": "TP. Hồ Chí Minh",
        "position": "0",
        "latitude": "10.85022",
        "longitude": "106.75830",
        **changes,
    }


def test_a_point_may_stand_without_a_position() -> None:
    assert ServicePointForm(typed(latitude="", longitude="")).is_valid()


@pytest.mark.parametrize(
    "broken", [{"latitude": ""}, {"latitude": "95.0"}, {"longitude": "200.5"}]
)
def test_a_position_is_whole_and_on_earth(broken: dict[str, str]) -> None:
    assert ServicePointForm(typed()).is_valid()
    assert not ServicePointForm(typed(**broken)).is_valid()


def test_an_administrator_keeps_the_list(admin_client: Client) -> None:
    answer = admin_client.get("/admin/places/servicepoint/")

    assert answer.status_code == 200
