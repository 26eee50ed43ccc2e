"""Whether a cost is covered on a day, why, and what would change it. Pure.

Advice to staff, binding for money: goodwill is possible, with somebody who approves it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from warranty.coverage.fold import covering
from warranty.coverage.values import Cover, Line
from warranty.enums import CostClass, CoverStatus, LineKind, StartBasis

WHOLE = 100
Name = TypeVar("Name", bound=StrEnum)


class Outcome(StrEnum):
    """What is said about a cost."""

    IN = "in"
    OUT = "out"
    GREY = "grey"


class Reason(StrEnum):
    """Why a verdict is what it is."""

    COVERED = "covered"
    PARTLY = "partly"
    IN_SHOP = "in_shop"
    NEW_PART = "new_part"
    PLAN = "plan"
    ENDED = "ended"
    NOT_STARTED = "not_started"
    NOT_PAID = "not_paid"
    VOIDED = "voided"
    SUPERSEDED = "superseded"
    NOT_TRANSFERABLE = "not_transferable"
    BLOCKED = "blocked"
    DISPUTED = "disputed"
    NO_POLICY = "no_policy"
    ASSUMED_START = "assumed_start"
    NOT_ACTIVATED = "not_activated"


class Remedy(StrEnum):
    """What would change a verdict."""

    ACTIVATE = "activate"
    BRING_PROOF = "bring_proof"
    PLAN = "plan"
    GOODWILL = "goodwill"
    APPEAL = "appeal"
    REVIEW = "review"
    EXCLUSION = "exclusion"
    SHOP_DAYS = "shop_days"
    NEW_UNIT = "new_unit"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said about one cost of one component on a day."""

    outcome: Outcome
    component: int | None
    cost: CostClass
    percent: int
    ends_on: date | None
    line_key: str
    reasons: tuple[Reason, ...]
    remedies: tuple[Remedy, ...]


def judge(
    cover: Cover | None,
    component: int | None,
    cost: CostClass,
    on: date,
    *,
    is_disputed: bool = False,
    is_blocked: bool = False,
) -> Verdict:
    """The verdict on one cost of a component (None: the thing as a whole) on a day."""
    if cover is None:
        whys = _those({Reason.BLOCKED: is_blocked, Reason.NO_POLICY: True})
        return _said(Outcome.GREY, component, cost, None, whys, [Remedy.PUBLISH])
    lines = deciding(cover, component, cost)
    live = [line for line in lines if is_live(line, cover, component, on)]
    best = _best(live or lines, cost)
    if best is None:
        return _said(
            Outcome.OUT, component, cost, None, [Reason.NOT_PAID], [Remedy.GOODWILL]
        )
    if not live:
        refused = _refused(cover, component, cost, best, on, is_disputed=is_disputed)
        # No line pays: what a review may change, nobody has promised.
        return replace(refused, percent=0)
    reasons, remedies = _why_in(cover, best, cost)
    outcome = Outcome.IN
    if is_disputed or is_blocked:
        outcome = Outcome.GREY
        reasons = [Reason.BLOCKED if is_blocked else Reason.DISPUTED, *reasons]
        remedies = [Remedy.REVIEW]
    return _said(outcome, component, cost, best, reasons, remedies)


def _best(lines: list[Line], cost: CostClass) -> Line | None:
    """The one that pays most, of those the one that ends last."""
    return max(
        lines,
        key=lambda line: (line.spec.percent(cost), line.ends_on),
        default=None,
    )


def deciding(cover: Cover, component: int | None, cost: CostClass) -> list[Line]:
    """The lines that pay this cost: the component's own term decides what it pays of."""
    paying = [line for line in cover.lines if line.spec.percent(cost)]
    if component is None:
        return [line for line in paying if line.is_of_whole]
    own = covering(component, paying)
    plans = [line for line in paying if line.kind == LineKind.PLAN]
    return own + [line for line in plans if line not in own]


def is_live(line: Line, cover: Cover, component: int | None, on: date) -> bool:
    """Whether a line pays on a day: begun, not over (or in the workshop since), not refused."""
    if line.status != CoverStatus.LIVE:
        return False
    if any(void.component in {None, component} for void in cover.voids):
        return False
    in_shop = cover.in_shop_since is not None and cover.in_shop_since <= line.ends_on
    return line.starts_on <= on and (on <= line.ends_on or in_shop)


def _why_in(
    cover: Cover, line: Line, cost: CostClass
) -> tuple[list[Reason], list[Remedy]]:
    whys = {
        Reason.COVERED: True,
        Reason.PARTLY: line.spec.percent(cost) < WHOLE,
        Reason.IN_SHOP: cover.in_shop_since is not None,
        Reason.NEW_PART: line.kind == LineKind.RESTART,
        Reason.PLAN: line.kind == LineKind.PLAN,
        Reason.ASSUMED_START: cover.basis == StartBasis.PRODUCTION,
        Reason.NOT_ACTIVATED: cover.status == CoverStatus.PENDING,
    }
    changes = {
        Remedy.EXCLUSION: True,
        Remedy.SHOP_DAYS: cover.in_shop_since is not None,
        Remedy.BRING_PROOF: cover.basis == StartBasis.PRODUCTION,
        Remedy.ACTIVATE: cover.status == CoverStatus.PENDING,
    }
    return _those(whys), _those(changes)


def _refused(
    cover: Cover,
    component: int | None,
    cost: CostClass,
    line: Line,
    on: date,
    *,
    is_disputed: bool,
) -> Verdict:
    is_voided = any(void.component in {None, component} for void in cover.voids)
    is_gone = cover.status == CoverStatus.SUPERSEDED
    is_grey = is_disputed and not is_gone
    whys = {
        Reason.DISPUTED: is_grey,
        Reason.SUPERSEDED: is_gone,
        Reason.VOIDED: is_voided,
        Reason.NOT_TRANSFERABLE: cover.status == CoverStatus.ENDED,
        Reason.NOT_STARTED: on < line.starts_on,
        Reason.ENDED: on > line.ends_on,
        Reason.ASSUMED_START: cover.basis == StartBasis.PRODUCTION,
    }
    changes = {
        Remedy.REVIEW: is_grey,
        Remedy.NEW_UNIT: is_gone,
        Remedy.APPEAL: is_voided,
        Remedy.BRING_PROOF: cover.basis == StartBasis.PRODUCTION,
        Remedy.GOODWILL: not is_gone,
    }
    outcome = Outcome.GREY if is_grey else Outcome.OUT
    return _said(outcome, component, cost, line, _those(whys), _those(changes))


def _said(
    outcome: Outcome,
    component: int | None,
    cost: CostClass,
    line: Line | None,
    reasons: Sequence[Reason],
    remedies: Sequence[Remedy],
) -> Verdict:
    return Verdict(
        outcome=outcome,
        component=component,
        cost=cost,
        percent=line.spec.percent(cost) if line is not None else 0,
        ends_on=line.ends_on if line is not None else None,
        line_key=line.key if line is not None else "",
        reasons=tuple(reasons),
        remedies=tuple(remedies),
    )


def _those(holding: Mapping[Name, bool]) -> list[Name]:
    return [name for name, holds in holding.items() if holds]
