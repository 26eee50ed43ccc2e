"""Until when something is out of sight, as people say it."""

from datetime import datetime, timedelta, timezone

import pytest

from automation.snoozes import SNOOZES, until
from tests.conftest import NOON

HANOI = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("code", "ends"),
    [
        ("hour", datetime(2026, 11, 20, 16, 0, tzinfo=HANOI)),
        ("four_hours", datetime(2026, 11, 20, 19, 0, tzinfo=HANOI)),
        ("tomorrow", datetime(2026, 11, 21, 8, 0, tzinfo=HANOI)),
        ("three_days", datetime(2026, 11, 23, 15, 0, tzinfo=HANOI)),
        ("monday", datetime(2026, 11, 23, 8, 0, tzinfo=HANOI)),
        ("reply", None),
    ],
)
def test_a_friday_afternoon_ends_when_people_mean(
    code: str, ends: datetime | None
) -> None:
    assert until(code, NOON) == ends


def test_next_monday_is_never_today() -> None:
    monday = datetime(2026, 11, 23, 7, 0, tzinfo=HANOI)

    assert until("monday", monday) == datetime(2026, 11, 30, 8, 0, tzinfo=HANOI)


def test_everything_offered_has_an_end() -> None:
    assert [code for code in SNOOZES if until(code, NOON) is None] == ["reply"]
