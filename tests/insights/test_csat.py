import pytest

from insights.csat import Csat, ratio, wilson


def test_csat_is_the_share_of_four_and_five() -> None:
    csat = Csat({1: 1, 2: 1, 3: 2, 4: 3, 5: 3})

    assert (csat.n, csat.satisfied, csat.dissatisfied) == (10, 6, 2)
    assert csat.share == 0.6


def test_no_answers_are_no_number() -> None:
    csat = Csat({})

    assert (csat.n, csat.share, csat.interval, csat.is_reliable) == (
        0,
        None,
        None,
        False,
    )


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        # Brown, Cai, DasGupta 2001, and R's prop.test without correction.
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),
        (81, 100, 0.7222, 0.8749),
        (1, 1, 0.2065, 1.0),
    ],
)
def test_the_interval_is_wilsons(
    part: int, whole: int, low: float, high: float
) -> None:
    interval = wilson(part, whole)

    assert interval is not None
    assert interval.low == pytest.approx(low, abs=1e-4)
    assert interval.high == pytest.approx(high, abs=1e-4)


@pytest.mark.parametrize(("n", "is_reliable"), [(29, False), (30, True)])
def test_thirty_answers_make_it_reliable(n: int, is_reliable: bool) -> None:
    assert Csat({5: n}).is_reliable is is_reliable


def test_a_share_of_nothing_is_none() -> None:
    assert ratio(0, 0) is None
