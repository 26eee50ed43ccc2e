"""Nobody is asked to come when the door is shut."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from foundation.calendars.closing import open_moment
from foundation.calendars.queries import first_week
from foundation.calendars.schedule import Schedule

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def on(day: int, clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day:02}T{clock}").replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("since", "due", "named"),
    [
        # The 20th is a Friday; Sundays are closed.
        pytest.param(on(20, "09:00"), on(24, "10:30"), on(24, "10:30"), id="open"),
        pytest.param(on(20, "09:00"), on(24, "03:00"), on(23, "17:30"), id="night"),
        pytest.param(on(20, "09:00"), on(23, "03:00"), on(21, "17:30"), id="sunday"),
        pytest.param(on(20, "09:00"), on(24, "12:30"), on(24, "12:00"), id="noon"),
        pytest.param(on(20, "16:45"), on(21, "02:45"), on(21, "17:30"), id="too soon"),
        pytest.param(on(21, "16:45"), on(22, "02:45"), on(23, "17:30"), id="weekend"),
        pytest.param(on(20, "09:00"), on(24, "17:30"), on(24, "17:30"), id="closing"),
        pytest.param(on(20, "09:00"), on(20, "20:00"), on(21, "17:30"), id="evening"),
    ],
)
def test_the_moment_that_is_named(
    since: datetime, due: datetime, named: datetime
) -> None:
    assert open_moment(due, since, first_week()) == named


def test_what_stays_shut_names_the_moment_itself() -> None:
    shut = Schedule.build("Asia/Ho_Chi_Minh", {})
    due = on(24, "03:00")

    assert open_moment(due, on(20, "09:00"), shut) == due
