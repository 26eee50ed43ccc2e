"""Whose turn it is, without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from parts.turns import Coming, foreseen, missing, served

FIRST = date(2026, 11, 20)
QUANTITIES = st.lists(st.integers(1, 9), max_size=8)
LINES = st.lists(
    st.builds(
        Coming,
        line_id=st.integers(1, 99),
        quantity=st.integers(1, 9),
        on=st.integers(0, 30).map(lambda n: FIRST + timedelta(days=n)),
        is_confirmed=st.booleans(),
    ),
    max_size=5,
    unique_by=lambda line: line.line_id,
)


@pytest.mark.parametrize(
    ("free", "wanted", "expected"),
    [
        (0, [], 0),
        (5, [], 0),
        (0, [1], 0),
        (1, [1], 1),
        (1, [1, 1], 1),
        (3, [1, 2], 2),
        (2, [3, 1], 0),
        (4, [1, 4, 1], 1),
    ],
)
def test_those_in_turn_are_served_as_far_as_it_goes(
    free: int, wanted: list[int], expected: int
) -> None:
    assert served(free, wanted) == expected


@pytest.mark.parametrize(
    ("free", "wanted", "coming", "expected"),
    [(0, [], 0, 0), (0, [2, 1], 0, 3), (1, [2], 0, 1), (0, [2], 1, 1), (0, [2], 9, 0)],
)
def test_what_nobody_brings_is_missing(
    free: int, wanted: list[int], coming: int, expected: int
) -> None:
    assert missing(free, wanted, coming) == expected


def test_each_in_turn_counts_on_the_delivery_that_completes_theirs() -> None:
    late = Coming(1, 2, FIRST + timedelta(days=9), is_confirmed=False)
    soon = Coming(2, 2, FIRST + timedelta(days=2), is_confirmed=True)

    assert foreseen(0, [1, 2, 1, 1], [late, soon]) == [soon, late, late, None]


def test_what_is_free_already_comes_first() -> None:
    soon = Coming(2, 1, FIRST, is_confirmed=True)

    assert foreseen(2, [3, 1], [soon]) == [soon, None]


@given(free=st.integers(0, 20), wanted=QUANTITIES)
def test_no_more_is_served_than_there_is_and_the_next_does_not_fit(
    free: int, wanted: list[int]
) -> None:
    count = served(free, wanted)

    left = free - sum(wanted[:count])
    assert left >= 0
    assert all(quantity > left for quantity in wanted[count : count + 1])


@given(free=st.integers(0, 20), wanted=QUANTITIES, coming=LINES)
def test_nobody_hopes_for_an_earlier_day_than_whoever_is_before_them(
    free: int, wanted: list[int], coming: list[Coming]
) -> None:
    beyond = served(free, wanted)
    left, waiting = free - sum(wanted[:beyond]), wanted[beyond:]

    days = [each.on if each else date.max for each in foreseen(left, waiting, coming)]

    assert days == sorted(days)


@given(free=st.integers(0, 20), wanted=QUANTITIES, coming=LINES)
def test_once_what_is_missing_is_asked_for_everybody_has_a_day(
    free: int, wanted: list[int], coming: list[Coming]
) -> None:
    beyond = served(free, wanted)
    waiting, left = wanted[beyond:], free - sum(wanted[:beyond])
    lack = missing(left, waiting, sum(each.quantity for each in coming))
    more = [Coming(100, lack, FIRST + timedelta(days=40), is_confirmed=False)]

    found = foreseen(left, waiting, [*coming, *(more if lack else [])])

    assert None not in found
