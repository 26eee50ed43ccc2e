"""The day that is proposed to whoever leaves a thing with us."""

from datetime import timedelta
from typing import Any

import pytest

from desk.claim_promises import proposed_day
from foundation.calendars.enums import Weekday
from foundation.calendars.models import Calendar, CalendarWindow
from foundation.places.models import ServicePoint
from tests.factories.claims import NOON, submitted
from tests.factories.warranty import published
from warranty.claim_enums import ClaimMode
from warranty.models import Claim

pytestmark = pytest.mark.django_db

EVENING = NOON + timedelta(hours=2, minutes=30)


def promising(days: int, **opening: Any) -> Claim:
    published(tat_days=days)
    return submitted(mode=ClaimMode.COUNTER, **opening)


def test_the_policy_names_the_day() -> None:
    assert proposed_day(promising(7), NOON) == EVENING + timedelta(days=7)


def test_a_sunday_gives_way_to_the_saturday_before() -> None:
    assert proposed_day(promising(9), NOON) == EVENING + timedelta(days=8)


def test_a_place_with_hours_of_its_own_is_asked_for_them() -> None:
    calendar = Calendar.objects.create(name="Sáng thứ Hai", timezone="Asia/Ho_Chi_Minh")
    CalendarWindow.objects.create(
        calendar=calendar, weekday=Weekday.MONDAY, starts=8 * 60, ends=12 * 60
    )
    point = ServicePoint.objects.create(
        name="Trạm Quận 1", address="12 Lê Lợi", city="TP.HCM", calendar=calendar
    )

    proposed = proposed_day(promising(7, service_point=point), NOON)

    # Monday the 23rd at noon, before Friday the 27th.
    assert proposed == NOON + timedelta(days=2, hours=21)
