"""The share of promises kept, and what is said about it."""

import pytest

from insights.in_time import GOAL, InTime, points, together


def test_nothing_decided_has_no_share_and_no_place() -> None:
    nothing = InTime()

    assert (nothing.share, nothing.place, nothing.is_below) == (None, None, False)


@pytest.mark.parametrize(
    ("met", "n", "is_below"), [(27, 30, True), (28, 30, False), (0, 29, False)]
)
def test_the_goal_is_missed_only_by_enough(met: int, n: int, is_below: bool) -> None:
    assert InTime(met, n).is_below is is_below


@pytest.mark.parametrize(
    ("met", "n", "place"),
    [(100, 100, 1.0), (90, 100, 0.5), (80, 100, 0.0), (1, 9, 0.0)],
)
def test_the_scale_is_cut_at_eighty(met: int, n: int, place: float) -> None:
    assert InTime(met, n).place == pytest.approx(place)


def test_parts_make_the_whole() -> None:
    assert together([InTime(3, 4), InTime(1, 6)]) == InTime(4, 10)


def test_a_change_is_in_points() -> None:
    assert points(InTime(9, 10), InTime(8, 10)) == pytest.approx(10)
    assert points(InTime(9, 10), InTime()) is None


def test_the_goal_is_on_the_scale() -> None:
    assert GOAL > 0.8
