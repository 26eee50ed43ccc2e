"""How long one line lasts: its term, the days in the workshop, the days given, the roll."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from foundation.calendars.period import Days, RestDays, add_months, rolled
from warranty.coverage.values import Rules, Spec
from warranty.enums import LengthUnit

DAY = timedelta(days=1)
NO_REST = RestDays(weekend=frozenset())


@dataclass(frozen=True, slots=True)
class Lasting:
    """The three ends of a line, and what was added to the first."""

    base_end_on: date
    raw_end_on: date
    ends_on: date
    paused_days: int


def rest_of(rules: Rules, rest: RestDays) -> RestDays:
    """The rest days that move an end; none where the policy publishes so."""
    return rest if rules.rolls else NO_REST


def base_end(start_on: date, spec: Spec, rules: Rules) -> date:
    """The last day by the term alone; the first day is not counted."""
    if spec.unit == LengthUnit.DAYS:
        end = start_on + timedelta(days=spec.length)
    else:
        end = add_months(start_on, spec.length)
    return end - DAY if rules.minus_one_day else end


def lasting(
    base_end_on: date,
    *,
    counts_from: date,
    custody: Sequence[Days],
    granted: int,
    rest: RestDays,
) -> Lasting:
    """How long a line lasts with every day in the workshop that began while it lasted.

    `custody` are runs that neither overlap nor are out of order (`united`); what of them
    lies before `counts_from` adds nothing.
    """
    raw, paused = base_end_on + timedelta(days=granted), 0
    for run in custody:
        first = max(run.first, counts_from)
        if first > run.last:
            continue
        # One that begins on the last covered day still counts.
        if first > rolled(raw, rest):
            break
        days = (run.last - first).days + 1
        paused += days
        raw += timedelta(days=days)
    return Lasting(base_end_on, raw, rolled(raw, rest), paused)


def united(runs: Sequence[Days]) -> tuple[Days, ...]:
    """The runs in order, those that overlap as one: no day counts twice."""
    merged: list[Days] = []
    for run in sorted(runs):
        if merged and run.first <= merged[-1].last:
            last = merged.pop()
            run = Days(last.first, max(last.last, run.last))
        merged.append(run)
    return tuple(merged)
