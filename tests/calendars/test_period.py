"""The legal period rule, by the worked checks of docs/domain.md and by properties."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from foundation.calendars.errors import NoWorkingTimeError
from foundation.calendars.holiday_list import holidays_of
from foundation.calendars.period import (
    Days,
    PeriodEnd,
    RestDays,
    add_months,
    count_days,
    end_after_days,
    end_after_months,
    period_end,
    rolled,
)

REST = RestDays(
    holidays=frozenset(
        holiday.starts_on + timedelta(days=ahead)
        for year in (2025, 2026, 2027, 2028)
        for holiday in holidays_of(year)
        for ahead in range((holiday.ends_on - holiday.starts_on).days + 1)
    )
)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def test_twenty_four_months_and_twenty_five_days_in_custody_end_on_a_monday() -> None:
    base = add_months(date(2025, 3, 10), 24)
    custody = count_days([Days(date(2026, 6, 5), date(2026, 6, 29))])

    end = period_end(base + timedelta(days=custody), REST)

    assert base == date(2027, 3, 10)
    assert custody == 25
    assert end == PeriodEnd(raw_on=date(2027, 4, 4), rolled_on=date(2027, 4, 5))


def test_a_part_replaced_has_its_own_sixty_months() -> None:
    assert end_after_months(date(2028, 2, 1), 60, REST).raw_on == date(2033, 2, 1)


def test_overlapping_claims_pause_a_day_only_once() -> None:
    claims = [
        Days(date(2026, 5, 1), date(2026, 5, 10)),
        Days(date(2026, 5, 6), date(2026, 5, 15)),
    ]

    assert count_days(claims) == 15


def test_a_month_without_the_day_ends_the_period_on_its_last() -> None:
    end = end_after_months(date(2026, 8, 31), 6, REST)

    assert end == PeriodEnd(raw_on=date(2027, 2, 28), rolled_on=date(2027, 3, 1))


def test_a_return_window_does_not_count_the_day_of_delivery() -> None:
    end = end_after_days(date(2026, 6, 5), 7, REST)

    assert end == PeriodEnd(raw_on=date(2026, 6, 12), rolled_on=date(2026, 6, 12))


def test_a_period_that_ends_in_tet_ends_after_it() -> None:
    end = end_after_days(date(2026, 2, 9), 7, REST)

    assert end == PeriodEnd(raw_on=date(2026, 2, 16), rolled_on=date(2026, 2, 23))


def test_a_saturday_worked_in_exchange_is_a_day_to_end_on() -> None:
    swap = RestDays(
        holidays=frozenset({date(2026, 8, 31)}), worked=frozenset({date(2026, 8, 22)})
    )

    assert rolled(date(2026, 8, 22), swap) == date(2026, 8, 22)
    assert rolled(date(2026, 8, 29), swap) == date(2026, 9, 1)


def test_a_policy_may_name_its_own_rest_days() -> None:
    none = RestDays(weekend=frozenset())

    assert rolled(date(2027, 2, 28), none) == date(2027, 2, 28)


def test_a_year_without_a_working_day_is_refused() -> None:
    with pytest.raises(NoWorkingTimeError):
        rolled(date(2026, 1, 1), RestDays(weekend=frozenset(range(7))))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 11, 30), 0, date(2026, 11, 30)),
    ],
)
def test_months_are_counted_by_the_calendar(
    start: date, months: int, end: date
) -> None:
    assert add_months(start, months) == end


@given(DAYS, st.integers(min_value=0, max_value=120))
def test_a_rolled_end_is_never_earlier_and_never_a_rest_day(
    start: date, months: int
) -> None:
    end = end_after_months(start, months, REST)

    assert end.rolled_on >= end.raw_on
    assert end.rolled_on not in REST


@given(st.lists(st.tuples(DAYS, st.integers(-3, 40)), max_size=8))
def test_days_covered_are_the_days_of_the_union(runs: list[tuple[date, int]]) -> None:
    spans = [Days(first, first + timedelta(days=n)) for first, n in runs]
    union = {
        first + timedelta(days=ahead) for first, n in runs for ahead in range(n + 1)
    }

    assert count_days(spans) == len(union)
