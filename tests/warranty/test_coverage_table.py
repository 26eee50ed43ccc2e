"""The worked checks of docs/domain.md 2.3 and what else can happen to a cover, in a table."""

from datetime import date
from typing import Any

import pytest

from foundation.calendars.period import RestDays, end_after_days
from tests.warranty.telling import (
    COMPRESSOR,
    HOSE,
    WEEKENDS,
    WHOLE,
    Told,
    day,
    sold,
    term,
)
from warranty.enums import CoverKind, CoverStatus

TET = RestDays(frozenset(date(2027, 2, n) for n in range(4, 12)))
EVERY_DAY = RestDays(weekend=frozenset())
MONTHS_24 = term(WHOLE, 24)
MONTHS_12 = term(WHOLE, 12)
PLAN = {"spec": term(WHOLE, 12)}


def plain(*terms: Any, **rules: Any) -> Told:
    """Delivered on Tuesday 10 March 2026; the days are counted without rest days."""
    return sold("10/3/2026", *(terms or [MONTHS_12]), rest=EVERY_DAY, **rules)


# What happened, which line is asked for, and its last day.
CASES = {
    # --- the worked checks of the design
    "a: 25 days in the workshop, off a Sunday": (
        sold("10/3/2025", MONTHS_24).custody("5/6/2026", "29/6/2026"),
        "t1",
        "5/4/2027",
    ),
    "b: a compressor put in new has its 60 months again": (
        sold("10/3/2025", MONTHS_24, term(COMPRESSOR, 60)).and_then(
            CoverKind.RESTARTED, "1/2/2028", spec=term(COMPRESSOR, 60)
        ),
        "r2",
        "1/2/2033",
    ),
    "b: and the cabinet keeps its day": (
        sold("10/3/2025", MONTHS_24, term(COMPRESSOR, 60)).and_then(
            CoverKind.RESTARTED, "1/2/2028", spec=term(COMPRESSOR, 60)
        ),
        "t1",
        "10/3/2027",
    ),
    "c: two cases that overlap count each day once": (
        plain()
        .custody("1/5/2026", "10/5/2026", "a")
        .custody("6/5/2026", "15/5/2026", "b"),
        "t1",
        "25/3/2027",
    ),
    "d: the last of August and six months, off a Sunday": (
        sold("31/8/2026", term(WHOLE, 6)),
        "t1",
        "1/3/2027",
    ),
    # --- where it starts
    "a leap day and twelve months end on the last of February": (
        sold("29/2/2024", MONTHS_12, rest=EVERY_DAY),
        "t1",
        "28/2/2025",
    ),
    "a term in days": (plain(term(WHOLE, 90, "days")), "t1", "8/6/2026"),
    "a policy that takes a day off": (plain(minus_one_day=True), "t1", "9/3/2027"),
    "a policy that does not roll": (
        sold("31/8/2026", term(WHOLE, 6), rolls=False),
        "t1",
        "28/2/2027",
    ),
    "Tết moves an end to the first working day": (
        sold("5/2/2026", MONTHS_12, rest=TET),
        "t1",
        "12/2/2027",
    ),
    "the invoice decides where the policy says so": (
        sold(
            "10/3/2026",
            MONTHS_12,
            basis="invoice",
            facts={"invoice": "1/3/2026", "delivery": "10/3/2026"},
            rest=EVERY_DAY,
        ),
        "t1",
        "1/3/2027",
    ),
    "without a delivery the invoice decides": (
        sold("1/3/2026", MONTHS_12, facts={"invoice": "1/3/2026"}, rest=EVERY_DAY),
        "t1",
        "1/3/2027",
    ),
    "without any proof, production and the months on the shelf": (
        sold(
            "1/6/2026",
            MONTHS_12,
            facts={"production": "15/9/2025"},
            shelf_months=6,
            rest=EVERY_DAY,
        ),
        "t1",
        "15/3/2027",
    ),
    "and nothing is sold later than on the day we heard of it": (
        sold(
            "1/6/2026",
            MONTHS_12,
            facts={"production": "15/3/2026"},
            shelf_months=6,
            rest=EVERY_DAY,
        ),
        "t1",
        "1/6/2027",
    ),
    "new from the box, an activation is the first day": (
        sold(
            "1/6/2026",
            MONTHS_12,
            facts={"production": "15/3/2026"},
            basis="activation",
            shelf_months=6,
            rest=EVERY_DAY,
        ).and_then(CoverKind.ACTIVATED, "1/6/2026"),
        "t1",
        "1/6/2027",
    ),
    "knowing nothing, the day we heard of it": (
        sold("1/6/2026", MONTHS_12, facts={}, rest=EVERY_DAY),
        "t1",
        "1/6/2027",
    ),
    "an activation within its days starts it": (
        plain(basis="activation").and_then(CoverKind.ACTIVATED, "25/3/2026"),
        "t1",
        "25/3/2027",
    ),
    "an activation on the last of its days starts it": (
        plain(basis="activation", activation_days=30).and_then(
            CoverKind.ACTIVATED, "9/4/2026"
        ),
        "t1",
        "9/4/2027",
    ),
    "an activation a day late leaves the delivery": (
        plain(basis="activation", activation_days=30).and_then(
            CoverKind.ACTIVATED, "10/4/2026"
        ),
        "t1",
        "10/3/2027",
    ),
    "an activation in the shop, before the delivery, costs nothing": (
        plain(basis="activation").and_then(CoverKind.ACTIVATED, "8/3/2026"),
        "t1",
        "10/3/2027",
    ),
    "nobody activated": (plain(basis="activation"), "t1", "10/3/2027"),
    "an installation learnt later starts it": (
        plain(basis="installation").and_then(
            CoverKind.DATED, "20/3/2026", fact="installation"
        ),
        "t1",
        "20/3/2027",
    ),
    "a receipt found later never shortens": (
        plain().and_then(CoverKind.DATED, "1/2/2026", fact="delivery"),
        "t1",
        "10/3/2027",
    ),
    "a unit given for another starts on the day of the swap": (
        sold(
            "1/6/2026",
            MONTHS_12,
            basis="activation",
            facts={"swap": "1/6/2026"},
            rest=EVERY_DAY,
        ),
        "t1",
        "1/6/2027",
    ),
    # --- in the workshop
    "one day in the workshop is one day": (
        plain().custody("5/6/2026", "5/6/2026"),
        "t1",
        "11/3/2027",
    ),
    "a pause that begins on the last covered day counts": (
        plain().custody("10/3/2027", "14/3/2027"),
        "t1",
        "15/3/2027",
    ),
    "a pause that begins a day later does not": (
        plain().custody("11/3/2027", "14/3/2027"),
        "t1",
        "10/3/2027",
    ),
    "the last covered day is the rolled one": (
        # 28 February 2027 is a Sunday; on Monday the thing is still covered.
        sold("31/8/2026", term(WHOLE, 6)).custody("1/3/2027", "3/3/2027"),
        "t1",
        "3/3/2027",
    ),
    "a pause may reach into the next": (
        plain()
        .custody("10/3/2027", "12/3/2027", "a")
        .custody("13/3/2027", "14/3/2027", "b"),
        "t1",
        "15/3/2027",
    ),
    "one case inside another adds nothing": (
        plain()
        .custody("1/5/2026", "20/5/2026", "a")
        .custody("5/5/2026", "9/5/2026", "b"),
        "t1",
        "30/3/2027",
    ),
    "an open pause counts when the thing goes home": (
        plain().and_then(CoverKind.PAUSED, "1/5/2026", claim="a"),
        "t1",
        "10/3/2027",
    ),
    "a case that was none under warranty adds nothing": (
        plain()
        .and_then(CoverKind.PAUSED, "1/5/2026", claim="a")
        .and_then(CoverKind.RESUMED, "9/5/2026", claim="a", counts=False),
        "t1",
        "10/3/2027",
    ),
    "the line that had ended is not woken by the line that goes on": (
        plain(term(WHOLE, 12), term(COMPRESSOR, 60)).custody("1/5/2028", "9/5/2028"),
        "t1",
        "10/3/2027",
    ),
    "the line that goes on has the days": (
        plain(term(WHOLE, 12), term(COMPRESSOR, 60)).custody("1/5/2028", "9/5/2028"),
        "t2",
        "19/3/2031",
    ),
    # --- given and bought
    "goodwill adds days": (
        plain().and_then(CoverKind.GOODWILL, "1/5/2026", days=30),
        "t1",
        "9/4/2027",
    ),
    "goodwill to one line leaves the others": (
        plain(term(WHOLE, 12), term(HOSE, 6)).and_then(
            CoverKind.GOODWILL, "1/5/2026", days=30, line="t2"
        ),
        "t1",
        "10/3/2027",
    ),
    "goodwill and the workshop add up": (
        plain()
        .and_then(CoverKind.GOODWILL, "1/5/2026", days=30)
        .custody("5/4/2027", "9/4/2027"),
        "t1",
        "14/4/2027",
    ),
    "a plan goes on where the cover ends": (
        plain().and_then(CoverKind.EXTENDED, "1/5/2026", **PLAN),
        "p2",
        "10/3/2028",
    ),
    "a plan moves when the cover does": (
        plain()
        .and_then(CoverKind.EXTENDED, "1/5/2026", **PLAN)
        .custody("1/6/2026", "10/6/2026"),
        "p2",
        "20/3/2028",
    ),
    "the workshop in the time of a plan prolongs the plan": (
        plain()
        .and_then(CoverKind.EXTENDED, "1/5/2026", **PLAN)
        .custody("1/6/2027", "10/6/2027"),
        "p2",
        "20/3/2028",
    ),
    "and not the cover before it": (
        plain()
        .and_then(CoverKind.EXTENDED, "1/5/2026", **PLAN)
        .custody("1/6/2027", "10/6/2027"),
        "t1",
        "10/3/2027",
    ),
    "a second plan follows the first": (
        plain()
        .and_then(CoverKind.EXTENDED, "1/5/2026", **PLAN)
        .and_then(CoverKind.EXTENDED, "1/5/2026", **PLAN),
        "p3",
        "10/3/2029",
    ),
    # --- parts
    "a new part never ends before the thing it is in": (
        plain(MONTHS_24).and_then(
            CoverKind.RESTARTED, "1/4/2026", spec=term(COMPRESSOR, 6)
        ),
        "r2",
        "10/3/2028",
    ),
    "what is left of the repair after the new part counts for it": (
        plain(term(COMPRESSOR, 12))
        .custody("1/6/2026", "10/6/2026")
        .and_then(CoverKind.RESTARTED, "4/6/2026", spec=term(COMPRESSOR, 12)),
        "r4",
        "10/6/2027",
    ),
    # --- refused, handed over, held
    "a refusal leaves the day": (
        plain().and_then(CoverKind.VOIDED, "1/5/2026", component=None, reason="liquid"),
        "t1",
        "10/3/2027",
    ),
    "a transfer leaves the day": (
        plain().and_then(CoverKind.TRANSFERRED, "1/5/2026"),
        "t1",
        "10/3/2027",
    ),
    "a transfer under terms that do not pass on ends it": (
        plain(is_transferable=False).and_then(CoverKind.TRANSFERRED, "1/5/2026"),
        "t1",
        "1/5/2026",
    ),
    "a day that was told is held": (
        plain().and_then(CoverKind.HELD, "1/5/2026", ends={"t1": "2027-03-15"}),
        "t1",
        "15/3/2027",
    ),
}


@pytest.mark.parametrize(("told", "line", "expected"), CASES.values(), ids=CASES.keys())
def test_the_last_day_of_a_line(told: Told, line: str, expected: str) -> None:
    assert told.line(line).ends_on == day(expected)


def test_the_raw_end_and_the_rolled_one_are_kept_apart() -> None:
    line = sold("10/3/2025", MONTHS_24).custody("5/6/2026", "29/6/2026").line()

    assert (line.base_end_on, line.paused_days) == (day("10/3/2027"), 25)
    assert (line.raw_end_on, line.ends_on) == (day("4/4/2027"), day("5/4/2027"))


def test_e_a_return_window_is_the_same_period_rule() -> None:
    assert end_after_days(day("5/6/2026"), 7, WEEKENDS).rolled_on == day("12/6/2026")


STANDS = {
    "live": (plain(), CoverStatus.LIVE),
    "not activated": (plain(basis="activation"), CoverStatus.PENDING),
    "activated": (
        plain(basis="activation").and_then(CoverKind.ACTIVATED, "12/3/2026"),
        CoverStatus.LIVE,
    ),
    "in the workshop": (
        plain().and_then(CoverKind.PAUSED, "1/5/2026", claim="a"),
        CoverStatus.PAUSED,
    ),
    "refused": (
        plain().and_then(CoverKind.VOIDED, "1/5/2026", component=None, reason="x"),
        CoverStatus.VOIDED,
    ),
    "one part refused": (
        plain(MONTHS_12, term(HOSE, 6)).and_then(
            CoverKind.VOIDED, "1/5/2026", component=HOSE, reason="x"
        ),
        CoverStatus.LIVE,
    ),
    "refused and given back": (
        plain()
        .and_then(CoverKind.VOIDED, "1/5/2026", component=None, reason="x")
        .and_then(CoverKind.REINSTATED, "2/5/2026", void=2),
        CoverStatus.LIVE,
    ),
    "replaced": (
        plain().and_then(CoverKind.SUPERSEDED, "1/5/2026"),
        CoverStatus.SUPERSEDED,
    ),
    "ended with its owner": (
        plain(is_transferable=False).and_then(CoverKind.TRANSFERRED, "1/5/2026"),
        CoverStatus.ENDED,
    ),
}


@pytest.mark.parametrize(("told", "status"), STANDS.values(), ids=STANDS.keys())
def test_how_a_cover_stands(told: Told, status: CoverStatus) -> None:
    assert told.cover().status == status
