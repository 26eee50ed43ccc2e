"""What the events of a unit say, read once and in order, before any day is counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from foundation.calendars.period import Days
from warranty.coverage.starting import start_of
from warranty.coverage.values import Happened, Rules, Spec, Void
from warranty.enums import CoverKind, LengthUnit, StartBasis


@dataclass(slots=True)
class Story:
    """Everything that bears on a cover, gathered from its events."""

    rules: Rules = field(default_factory=Rules)
    terms: list[Spec] = field(default_factory=list)
    facts: dict[StartBasis, date] = field(default_factory=dict)
    known_on: date = date.min
    starts_on: date = date.min
    # The first start anybody was told: days in the workshop count from then on.
    counts_from: date = date.min
    basis: StartBasis = StartBasis.PRODUCTION
    custody: list[Days] = field(default_factory=list)
    in_shop: dict[str, date] = field(default_factory=dict)
    # Days given: to one line by its key, or under None to every term.
    granted: dict[str | None, int] = field(default_factory=dict)
    restarts: list[tuple[int, date, Spec]] = field(default_factory=list)
    plans: list[tuple[int, Spec]] = field(default_factory=list)
    voids: dict[int, Void] = field(default_factory=dict)
    promised: dict[str, date] = field(default_factory=dict)
    closed_on: date | None = None
    is_superseded: bool = False
    n_events: int = 0


def read(events: Iterable[Happened]) -> Story:
    """The story of a unit's cover; events must be in the order of their numbers."""
    story = Story()
    for event in events:
        READERS[event.kind](story, event)
        story.n_events = event.number
    return story


def rules_of(data: Mapping[str, Any]) -> Rules:
    """The rules as an event keeps them."""
    return Rules(**{**data, "basis": StartBasis(data["basis"])})


def spec_of(data: Mapping[str, Any]) -> Spec:
    """A term as an event keeps it."""
    return Spec(**{**data, "unit": LengthUnit(data["unit"])})


def _created(story: Story, event: Happened) -> None:
    story.rules = rules_of(event.data["rules"])
    story.terms = [spec_of(term) for term in event.data["terms"]]
    story.known_on = event.on
    for fact, day in event.data["facts"].items():
        story.facts[StartBasis(fact)] = date.fromisoformat(day)
    _start(story)
    story.counts_from = story.starts_on


def _dated(story: Story, event: Happened) -> None:
    story.facts[StartBasis(event.data["fact"])] = event.on
    _start(story)


def _activated(story: Story, event: Happened) -> None:
    story.facts[StartBasis.ACTIVATION] = event.on
    _start(story)


def _start(story: Story) -> None:
    """What is learnt later never makes a cover shorter."""
    day, basis = start_of(story.rules, story.facts, story.known_on)
    if day >= story.starts_on:
        story.starts_on, story.basis = day, basis


def _paused(story: Story, event: Happened) -> None:
    story.in_shop.setdefault(event.data["claim"], event.on)


def _resumed(story: Story, event: Happened) -> None:
    since = story.in_shop.pop(event.data["claim"], None)
    if since is not None and event.data.get("counts", True):
        story.custody.append(Days(since, max(since, event.on)))


def _goodwill(story: Story, event: Happened) -> None:
    line = event.data.get("line")
    story.granted[line] = story.granted.get(line, 0) + event.data["days"]


def _extended(story: Story, event: Happened) -> None:
    story.plans.append((event.number, spec_of(event.data["spec"])))


def _restarted(story: Story, event: Happened) -> None:
    story.restarts.append((event.number, event.on, spec_of(event.data["spec"])))


def _superseded(story: Story, _event: Happened) -> None:
    story.is_superseded = True


def _transferred(story: Story, event: Happened) -> None:
    if not story.rules.is_transferable and story.closed_on is None:
        story.closed_on = event.on


def _voided(story: Story, event: Happened) -> None:
    component, reason = event.data.get("component"), event.data["reason"]
    story.voids[event.number] = Void(event.number, component, reason, event.on)


def _reinstated(story: Story, event: Happened) -> None:
    story.voids.pop(event.data["void"], None)


def _held(story: Story, event: Happened) -> None:
    for key, day in event.data["ends"].items():
        told = date.fromisoformat(day)
        story.promised[key] = max(told, story.promised.get(key, told))


READERS = {
    CoverKind.CREATED: _created,
    CoverKind.DATED: _dated,
    CoverKind.ACTIVATED: _activated,
    CoverKind.PAUSED: _paused,
    CoverKind.RESUMED: _resumed,
    CoverKind.GOODWILL: _goodwill,
    CoverKind.EXTENDED: _extended,
    CoverKind.RESTARTED: _restarted,
    CoverKind.SUPERSEDED: _superseded,
    CoverKind.TRANSFERRED: _transferred,
    CoverKind.VOIDED: _voided,
    CoverKind.REINSTATED: _reinstated,
    CoverKind.HELD: _held,
}
