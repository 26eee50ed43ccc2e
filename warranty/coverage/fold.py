"""The cover of a unit as a fold of everything that happened to it.

Replayed over the same events and the same rest days it is always the same cover. No
event makes a line end sooner but a transfer under terms that do not pass to a new owner;
a refusal changes what a line is good for and none of its days, so it can be taken back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from foundation.calendars.period import Days, RestDays, add_months
from warranty.coverage.counting import DAY, Lasting, base_end, lasting, rest_of, united
from warranty.coverage.starting import activate_by
from warranty.coverage.story import Story, read
from warranty.coverage.values import Cover, Happened, Line, Spec
from warranty.enums import CoverStatus, LineKind, StartBasis


def fold(events: Iterable[Happened], rest: RestDays) -> Cover:
    """The cover after `events`, the first of which opened it, in the order of their numbers."""
    story = read(events)
    custody = united(story.custody)
    weighed = rest_of(story.rules, rest)
    lines = _term_lines(story, custody, weighed)
    lines += _plan_lines(story, lines, custody, weighed)
    lines += _restart_lines(story, lines, custody, weighed)
    lines = [_settled(line, story) for line in lines]
    return Cover(
        status=_status(story),
        rules=story.rules,
        basis=story.basis,
        starts_on=story.starts_on,
        ends_on=_end_of(lines),
        lines=tuple(lines),
        custody=custody,
        voids=tuple(story.voids.values()),
        activated_on=story.facts.get(StartBasis.ACTIVATION),
        activate_by=activate_by(story.rules, story.facts),
        in_shop_since=min(story.in_shop.values(), default=None),
        n_events=story.n_events,
    )


def _term_lines(story: Story, custody: Sequence[Days], rest: RestDays) -> list[Line]:
    lines = []
    for place, spec in enumerate(story.terms, start=1):
        key = f"t{place}"
        granted = story.granted.get(None, 0) + story.granted.get(key, 0)
        lasts = lasting(
            base_end(story.starts_on, spec, story.rules),
            counts_from=story.counts_from,
            custody=custody,
            granted=granted,
            rest=rest,
        )
        line = _line(key, LineKind.TERM, spec, story.starts_on, lasts)
        lines.append(_promised(replace(line, granted_days=granted), story))
    return lines


def _plan_lines(
    story: Story, terms: Sequence[Line], custody: Sequence[Days], rest: RestDays
) -> list[Line]:
    """Each plan goes on where the cover before it ends, and moves with it."""
    lines, before_on = [], _end_of(terms)
    for number, spec in story.plans:
        key, starts_on = f"p{number}", before_on + DAY
        lasts = lasting(
            add_months(before_on, spec.length),
            counts_from=starts_on,
            custody=custody,
            granted=story.granted.get(key, 0),
            rest=rest,
        )
        line = _line(key, LineKind.PLAN, spec, starts_on, lasts)
        line = _promised(replace(line, granted_days=story.granted.get(key, 0)), story)
        lines.append(line)
        before_on = line.ends_on
    return lines


def _restart_lines(
    story: Story, others: Sequence[Line], custody: Sequence[Days], rest: RestDays
) -> list[Line]:
    """A part put in new has its full term again, and never less than it had before."""
    lines: list[Line] = []
    for number, on, spec in story.restarts:
        key = f"r{number}"
        granted = story.granted.get(key, 0)
        lasts = lasting(
            base_end(on, spec, story.rules),
            counts_from=on + DAY,
            custody=custody,
            granted=granted,
            rest=rest,
        )
        line = _line(key, LineKind.RESTART, spec, on, lasts)
        line = replace(line, granted_days=granted)
        # One that pays less goes on beside it, and does not make this one pay longer.
        above = covering(spec.component, [*others, *lines])
        parents = [each for each in above if each.spec.pays_as_much_as(spec)]
        line = replace(
            line,
            raw_end_on=max([line.raw_end_on, *(each.raw_end_on for each in parents)]),
            ends_on=max([line.ends_on, *(each.ends_on for each in parents)]),
        )
        lines.append(_promised(line, story))
    return lines


def covering(component: int | None, lines: Sequence[Line]) -> list[Line]:
    """The lines that a component stands under: its own, else those of the whole thing."""
    own = [line for line in lines if line.spec.component == component]
    has_term = any(line.kind == LineKind.TERM for line in own)
    return own if has_term else own + [line for line in lines if line.is_of_whole]


def _line(
    key: str, kind: LineKind, spec: Spec, starts_on: date, lasts: Lasting
) -> Line:
    return Line(
        key=key,
        kind=kind,
        spec=spec,
        starts_on=starts_on,
        base_end_on=lasts.base_end_on,
        raw_end_on=lasts.raw_end_on,
        ends_on=lasts.ends_on,
        paused_days=lasts.paused_days,
        granted_days=0,
        status=CoverStatus.LIVE,
    )


def _promised(line: Line, story: Story) -> Line:
    """An end that somebody was told stays, whatever became of the calendar since."""
    told = story.promised.get(line.key, line.ends_on)
    return replace(line, ends_on=max(line.ends_on, told))


def _settled(line: Line, story: Story) -> Line:
    """With what it is good for now; a transfer that it does not survive ends it."""
    if story.closed_on is not None:
        ends_on = min(line.ends_on, story.closed_on)
        line = replace(line, ends_on=ends_on, status=CoverStatus.ENDED)
    if any(
        void.component in {None, line.spec.component} for void in story.voids.values()
    ):
        line = replace(line, status=CoverStatus.VOIDED)
    if story.is_superseded:
        line = replace(line, status=CoverStatus.SUPERSEDED)
    return line


def _status(story: Story) -> CoverStatus:
    is_activated = StartBasis.ACTIVATION in story.facts
    waits = story.rules.basis == StartBasis.ACTIVATION and not is_activated
    stands = {
        CoverStatus.SUPERSEDED: story.is_superseded,
        CoverStatus.VOIDED: any(
            void.component is None for void in story.voids.values()
        ),
        CoverStatus.ENDED: story.closed_on is not None,
        CoverStatus.PAUSED: bool(story.in_shop),
        CoverStatus.PENDING: waits and StartBasis.SWAP not in story.facts,
    }
    return next((status for status, holds in stands.items() if holds), CoverStatus.LIVE)


def _end_of(lines: Sequence[Line]) -> date:
    """The last day of the thing as a whole; of its longest line if none is of the whole."""
    whole = [line.ends_on for line in lines if line.is_of_whole]
    return max(whole or [line.ends_on for line in lines])
