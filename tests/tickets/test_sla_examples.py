"""Every row of docs/sla-examples.md is what the clocks do."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from foundation.calendars.holiday_list import LUNAR_NEW_YEAR, holidays_of
from tests.tickets.sla_examples import (
    Row,
    UnreadableError,
    calendars,
    moment,
    read_rows,
    targets_of,
)
from tests.tickets.sla_story import Story

ROWS = read_rows()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.number} {row.situation}")
def test_the_clocks_do_what_the_page_says(row: Row) -> None:
    assert Story(row).play().failures() == []


def test_the_page_has_its_forty_examples_and_numbers_them() -> None:
    assert len(ROWS) >= 40
    assert [row.number for row in ROWS] == list(range(1, len(ROWS) + 1))


def test_every_example_says_what_comes_out() -> None:
    assert all(row.outcomes and row.situation for row in ROWS)


def test_a_row_that_says_something_else_is_seen() -> None:
    wrong = replace(ROWS[0], outcomes=("due 10:31", "paused", "used 1 h at 10:30"))

    assert len(Story(wrong).play().failures()) == 3


@pytest.mark.parametrize(
    "text", ["wait for better days", "resolve", "policy 3 at 10:00"]
)
def test_a_happening_that_nobody_can_read_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        Story(replace(ROWS[0], happenings=(text,))).play()


@pytest.mark.parametrize("text", ["due soon", "used much", "somewhat late"])
def test_an_outcome_that_nobody_can_read_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        Story(replace(ROWS[0], outcomes=(text,))).failures()


def test_a_weekday_that_its_date_is_not_is_refused() -> None:
    with pytest.raises(UnreadableError, match="T6"):
        moment("T5 20/11/2026 08:00", calendars()["office"])


def test_a_target_that_nobody_can_read_is_refused() -> None:
    with pytest.raises(UnreadableError):
        targets_of("resolution 2 days business")


def test_tet_of_the_page_is_tet_of_the_list_of_holidays() -> None:
    tet = next(own for own in holidays_of(2027) if own.name == LUNAR_NEW_YEAR)
    office = calendars()["office"]
    before, after = tet.starts_on - timedelta(days=1), tet.ends_on + timedelta(days=1)

    assert (tet.starts_on, tet.ends_on) == (date(2027, 2, 4), date(2027, 2, 10))
    assert not office.windows_on(tet.starts_on)
    assert not office.windows_on(tet.ends_on)
    assert office.windows_on(before)
    assert office.windows_on(after)


def test_the_swap_of_the_page_is_in_the_list_of_holidays() -> None:
    swap = next(own for own in holidays_of(2026) if own.worked_on)

    assert swap.starts_on == date(2026, 8, 31)
    assert swap.worked_on == date(2026, 8, 22)
