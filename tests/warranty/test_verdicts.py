"""Whether a cost is covered on a day, why, and what would change it."""

from typing import Any

import pytest

from foundation.calendars.period import RestDays
from tests.warranty.telling import COMPRESSOR, HOSE, WHOLE, Told, day, sold, term
from warranty.enums import CostClass, CoverKind
from warranty.verdict_words import verdict_face
from warranty.verdicts import Reason, Remedy, judge

PART, LABOUR, TRAVEL = CostClass.PART, CostClass.LABOUR, CostClass.TRAVEL
EVERY_DAY = RestDays(weekend=frozenset())
TERMS = (
    term(WHOLE, 24, travel=0),
    term(COMPRESSOR, 120, labour=0, travel=0),
    term(HOSE, 6, travel=0),
)


def machine(*terms: Any, **rules: Any) -> Told:
    return sold("10/3/2026", *(terms or TERMS), rest=EVERY_DAY, **rules)


REFUSED = machine().and_then(
    CoverKind.VOIDED, "1/5/2026", component=COMPRESSOR, reason="power"
)
IN_SHOP = machine().and_then(CoverKind.PAUSED, "9/3/2028", claim="a")
# What happened, which component, which cost, on which day: outcome, percent, first reason.
CASES = {
    "in time": (machine(), WHOLE, PART, "1/5/2027", "in", 100, Reason.COVERED),
    "on the last day": (machine(), WHOLE, PART, "10/3/2028", "in", 100, Reason.COVERED),
    "a day late": (machine(), WHOLE, PART, "11/3/2028", "out", 0, Reason.ENDED),
    "a cost that no term pays": (
        machine(),
        WHOLE,
        TRAVEL,
        "1/5/2027",
        "out",
        0,
        Reason.NOT_PAID,
    ),
    "parts in, labour out": (
        machine(),
        COMPRESSOR,
        LABOUR,
        "1/5/2029",
        "out",
        0,
        Reason.ENDED,
    ),
    "and the part itself": (
        machine(),
        COMPRESSOR,
        PART,
        "1/5/2029",
        "in",
        100,
        Reason.COVERED,
    ),
    "labour on the compressor while the whole is covered": (
        machine(),
        COMPRESSOR,
        LABOUR,
        "1/5/2027",
        "in",
        100,
        Reason.COVERED,
    ),
    "what wears out has its own short term": (
        machine(),
        HOSE,
        PART,
        "1/5/2027",
        "out",
        0,
        Reason.ENDED,
    ),
    "half the labour": (
        machine(term(WHOLE, 24, labour=50)),
        WHOLE,
        LABOUR,
        "1/5/2027",
        "in",
        50,
        Reason.COVERED,
    ),
    "refused for one component": (
        REFUSED,
        COMPRESSOR,
        PART,
        "1/5/2027",
        "out",
        0,
        Reason.VOIDED,
    ),
    "and for no other": (REFUSED, WHOLE, PART, "1/5/2027", "in", 100, Reason.COVERED),
    "over, but in the workshop since before": (
        IN_SHOP,
        WHOLE,
        PART,
        "1/4/2028",
        "in",
        100,
        Reason.COVERED,
    ),
}


@pytest.mark.parametrize(
    ("told", "component", "cost", "on", "outcome", "percent", "reason"),
    CASES.values(),
    ids=CASES.keys(),
)
def test_a_verdict(
    told: Told,
    component: int | None,
    cost: CostClass,
    on: str,
    outcome: str,
    percent: int,
    reason: Reason,
) -> None:
    verdict = judge(told.cover(), component, cost, day(on))

    assert (verdict.outcome, verdict.percent) == (outcome, percent)
    assert verdict.reasons[0] == reason


def test_without_a_policy_nobody_can_say() -> None:
    verdict = judge(None, WHOLE, PART, day("1/5/2027"))

    assert (verdict.outcome, verdict.reasons) == ("grey", (Reason.NO_POLICY,))


def test_an_open_review_makes_it_grey_and_says_so() -> None:
    verdict = judge(machine().cover(), WHOLE, PART, day("1/5/2027"), is_disputed=True)

    assert verdict.outcome == "grey"
    assert Reason.DISPUTED in verdict.reasons
    assert verdict.remedies == (Remedy.REVIEW,)


def test_a_start_that_is_assumed_says_what_would_move_it() -> None:
    told = sold("1/6/2026", TERMS[0], facts={"production": "15/9/2025"})

    verdict = judge(told.cover(), WHOLE, PART, day("1/5/2029"))

    assert Remedy.BRING_PROOF in verdict.remedies


def test_what_ended_may_be_paid_out_of_goodwill() -> None:
    verdict = judge(machine().cover(), WHOLE, PART, day("1/5/2029"))

    assert Remedy.GOODWILL in verdict.remedies


def test_a_verdict_reads_as_people_speak() -> None:
    face = verdict_face(judge(machine().cover(), WHOLE, PART, day("1/5/2027")))

    assert (face.cost, face.outcome) == ("Linh kiện", "Được bảo hành")
    assert (face.share, face.until) == ("100%", "tới 10/03/2028")
    assert face.reasons == ("Còn trong hạn",)


@pytest.mark.parametrize(("cost", "percent"), [(PART, 50), (LABOUR, 0)])
def test_a_plan_that_pays_half_does_not_make_a_new_part_pay_all(
    cost: CostClass, percent: int
) -> None:
    plan = {"component": None, "length": 12, "unit": "months", "part": 50, "labour": 0}
    told = (
        machine(term(WHOLE, 24))
        .and_then(CoverKind.EXTENDED, "1/5/2027", spec=plan)
        .and_then(CoverKind.RESTARTED, "1/6/2027", spec=term(COMPRESSOR, 3))
    )

    verdict = judge(told.cover(), COMPRESSOR, cost, day("1/5/2028"))

    assert verdict.percent == percent


def test_what_is_over_and_in_dispute_promises_nothing_and_says_why() -> None:
    verdict = judge(machine().cover(), WHOLE, PART, day("1/5/2029"), is_disputed=True)

    assert (verdict.outcome, verdict.percent) == ("grey", 0)
    assert verdict.reasons[0] == Reason.DISPUTED
    assert verdict.remedies[0] == Remedy.REVIEW


def test_a_blocked_number_is_said_to_be_so_without_any_cover() -> None:
    verdict = judge(None, WHOLE, PART, day("1/5/2027"), is_blocked=True)

    assert verdict.reasons == (Reason.BLOCKED, Reason.NO_POLICY)


def test_what_ended_is_not_said_to_hold_until_then() -> None:
    face = verdict_face(judge(machine().cover(), WHOLE, PART, day("1/5/2039")))

    assert face.until.startswith("hết ngày ")
