"""What must hold of every cover, whatever happened to it."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings, strategies as st

from foundation.calendars.period import Days, RestDays, count_days
from warranty.coverage import Cover, Happened, fold
from warranty.coverage.counting import united
from warranty.enums import CoverKind

OPENED_ON = date(2025, 1, 6)
days = st.integers(0, 900).map(lambda n: OPENED_ON + timedelta(days=n))
components = st.sampled_from([None, 7, 8])
terms = st.fixed_dictionaries(
    {
        "component": components,
        "length": st.integers(1, 30),
        "unit": st.sampled_from(["months", "days"]),
    }
)
rests = st.sampled_from(
    [
        RestDays(),
        RestDays(frozenset(OPENED_ON + timedelta(days=9 * n) for n in range(120))),
    ]
)
bases = st.sampled_from(["activation", "installation", "delivery", "invoice"])
facts = st.dictionaries(
    st.sampled_from(["delivery", "invoice", "installation", "production"]),
    days.map(date.isoformat),
    max_size=3,
)
openings = st.fixed_dictionaries(
    {
        "rules": st.fixed_dictionaries({"basis": bases, "rolls": st.booleans()}),
        "terms": st.lists(terms, min_size=1, max_size=3),
        "facts": facts,
    }
)
claims = st.sampled_from(["a", "b", "c"])
steps = st.one_of(
    st.tuples(
        st.just(CoverKind.DATED),
        days,
        st.sampled_from(["delivery", "invoice", "installation"]).map(
            lambda fact: {"fact": fact}
        ),
    ),
    st.tuples(st.just(CoverKind.ACTIVATED), days, st.just({})),
    st.tuples(st.just(CoverKind.PAUSED), days, claims.map(lambda c: {"claim": c})),
    st.tuples(st.just(CoverKind.RESUMED), days, claims.map(lambda c: {"claim": c})),
    st.tuples(
        st.just(CoverKind.GOODWILL),
        days,
        st.fixed_dictionaries({"days": st.integers(1, 60)}),
    ),
    st.tuples(
        st.just(CoverKind.EXTENDED),
        days,
        st.fixed_dictionaries(
            {"spec": st.just({"component": None, "length": 12, "unit": "months"})}
        ),
    ),
    st.tuples(
        st.just(CoverKind.RESTARTED), days, terms.map(lambda term: {"spec": term})
    ),
)


def events_of(opening: Any, happened: Sequence[Any]) -> list[Happened]:
    first = Happened(1, CoverKind.CREATED, OPENED_ON, opening)
    rest = [
        Happened(number, kind, on, data)
        for number, (kind, on, data) in enumerate(happened, start=2)
    ]
    return [first, *rest]


def ends_of(cover: Cover) -> dict[str, date]:
    return {line.key: line.ends_on for line in cover.lines}


@settings(max_examples=300)
@given(opening=openings, happened=st.lists(steps, max_size=8), rest=rests)
def test_nothing_that_happens_shortens_a_line(
    opening: Any, happened: Any, rest: RestDays
) -> None:
    events = events_of(opening, happened)

    covers = [fold(events[:n], rest) for n in range(1, len(events) + 1)]

    shortened = [
        (key, before, after)
        for earlier, later in pairwise(map(ends_of, covers))
        for key, before in earlier.items()
        for after in [later[key]]
        if after < before
    ]
    assert shortened == []


@settings(max_examples=200)
@given(
    opening=openings,
    happened=st.lists(steps, max_size=6),
    component=components,
    on=days,
    rest=rests,
)
def test_a_refusal_taken_back_leaves_no_trace(
    opening: Any, happened: Any, component: int | None, on: date, rest: RestDays
) -> None:
    before = events_of(opening, happened)
    number = len(before) + 1
    void = Happened(
        number, CoverKind.VOIDED, on, {"component": component, "reason": "power"}
    )
    back = Happened(number + 1, CoverKind.REINSTATED, on, {"void": number})

    plain, voided = fold(before, rest), fold([*before, void], rest)
    returned = fold([*before, void, back], rest)

    assert ends_of(voided) == ends_of(plain)
    assert (returned.status, returned.lines) == (plain.status, plain.lines)


@given(
    st.lists(
        st.tuples(days, st.integers(0, 40)).map(
            lambda run: Days(run[0], run[0] + timedelta(days=run[1]))
        ),
        max_size=8,
    )
)
def test_overlapping_custody_never_counts_a_day_twice(runs: list[Days]) -> None:
    merged = united(runs)

    total = sum((run.last - run.first).days + 1 for run in merged)
    assert total == count_days(runs)
    assert all(one.last < other.first for one, other in pairwise(merged))


@given(opening=openings, happened=st.lists(steps, max_size=8), rest=rests)
def test_the_same_story_is_always_the_same_cover(
    opening: Any, happened: Any, rest: RestDays
) -> None:
    events = events_of(opening, happened)

    assert fold(events, rest) == fold(list(events), rest)
