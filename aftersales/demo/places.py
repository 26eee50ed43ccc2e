"""The service points of the demo shop, with opening hours of their own."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from foundation.calendars.actions.hours import open_calendar, set_weekly_hours
from foundation.calendars.enums import Weekday
from foundation.calendars.hours import Hours, WeeklyHours
from foundation.calendars.models import Calendar
from foundation.core.actor import SYSTEM
from foundation.places.models import ServicePoint

NAMI = ("Nami",)
ALL_DAY = (Hours(8 * 60, 20 * 60),)
WITH_LUNCH = (Hours(8 * 60, 11 * 60 + 45), Hours(13 * 60 + 30, 17 * 60 + 30))
EVERY_DAY = tuple(Weekday)
NOT_ON_SUNDAY = tuple(day for day in Weekday if day != Weekday.SUNDAY)


class Place(NamedTuple):
    """A shop of the house, or a workshop of a brand."""

    name: str
    address: str
    city: str
    phone: str
    north: str
    east: str
    hours: str = "Giờ cửa hàng"
    brands: tuple[str, ...] = ()


SAIGON, HANOI = "TP. Hồ Chí Minh", "Hà Nội"
PLACES = [
    Place("Hồng Hà Thủ Đức", "128 Võ Văn Ngân", SAIGON, "+842871006868", "10.85022", "106.75830"),
    Place("Hồng Hà Bình Thạnh", "45 Xô Viết Nghệ Tĩnh", SAIGON, "+842871006869", "10.79640", "106.71120"),
    Place("Trung tâm Nami Quận 7", "300 Nguyễn Văn Linh", SAIGON, "+842871006870", "10.72950", "106.72160", "Giờ xưởng", NAMI),
    Place("Hồng Hà Cần Thơ", "90 đường 30 Tháng 4", "Cần Thơ", "+842927106868", "10.02690", "105.77310"),
    Place("Hồng Hà Đà Nẵng", "210 Nguyễn Văn Linh", "Đà Nẵng", "+842367106868", "16.06030", "108.20940"),
    Place("Hồng Hà Cầu Giấy", "175 Cầu Giấy", HANOI, "+842471006868", "21.03370", "105.79850"),
    Place("Trung tâm Nami Hà Đông", "12 Quang Trung", HANOI, "+842471006870", "20.97010", "105.77560", "Giờ xưởng", NAMI),
]  # fmt: skip


def open_places(at: datetime) -> None:
    """Where things can be brought, from the first day on."""
    calendars = {
        "Giờ cửa hàng": _calendar("Giờ cửa hàng", EVERY_DAY, ALL_DAY, at),
        "Giờ xưởng": _calendar("Giờ xưởng", NOT_ON_SUNDAY, WITH_LUNCH, at),
    }
    for position, place in enumerate(PLACES):
        ServicePoint.objects.create(
            name=place.name,
            address=place.address,
            city=place.city,
            phone=place.phone,
            brands=list(place.brands),
            calendar=calendars[place.hours],
            latitude=Decimal(place.north),
            longitude=Decimal(place.east),
            position=position,
        )


def _calendar(
    name: str, days: tuple[Weekday, ...], hours: tuple[Hours, ...], at: datetime
) -> Calendar:
    calendar = open_calendar(name, "Asia/Ho_Chi_Minh", actor=SYSTEM, at=at)
    week = [WeeklyHours(day, window) for day in days for window in hours]
    return set_weekly_hours(
        calendar, week, seen_version=calendar.version, actor=SYSTEM, at=at
    )
