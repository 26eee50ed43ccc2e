"""Who gets a ticket, and what spoke against everybody else. No database."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from fractions import Fraction

from foundation.accounts.rosters import Duty
from tickets.enums import RouteReason

# Whoever never had a ticket has been idle longest.
NEVER = datetime.min.replace(tzinfo=UTC)


class VerdictCode(StrEnum):
    """What was found about one candidate."""

    CHOSEN = "chosen"
    MISSING_SKILL = "missing_skill"
    ON_LEAVE = "on_leave"
    OFF_SHIFT = "off_shift"
    NOT_TAKING = "not_taking"
    FULL = "full"
    # They have just put this very ticket back into the queue, or it was taken from them.
    GAVE_BACK = "gave_back"
    # The ticket may change hands no more without a lead who answers for it.
    HANDOFF_LIMIT = "handoff_limit"
    # Could have taken it, but the customer knows somebody else.
    NOT_KNOWN = "not_known"
    BUSIER = "busier"
    ASSIGNED_MORE_RECENTLY = "assigned_more_recently"
    # Equal in everything; somebody has to be first.
    EQUAL = "equal"


@dataclass(frozen=True, slots=True)
class Need:
    """What a ticket asks of whoever takes it."""

    skills: frozenset[str] = frozenset()
    previous_handler: int | None = None
    given_back_by: int | None = None
    # Whose it was, once it may change hands no more.
    bound_to: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who might take a ticket, as things stand."""

    duty: Duty
    load: int
    last_assigned_at: datetime | None = None

    @property
    def user_id(self) -> int:
        """Whose row it is."""
        return self.duty.user_id

    @property
    def has_room(self) -> bool:
        """Whether one more ticket fits."""
        return self.load < self.duty.capacity

    @property
    def is_able(self) -> bool:
        """Whether they can take some ticket, whatever it asks for."""
        return self.duty.may_take and self.has_room


@dataclass(frozen=True, slots=True)
class Verdict:
    """One line of the answer to "why not them?": codes and numbers, never words."""

    user_id: int
    code: VerdictCode
    load: int
    capacity: int
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """Who takes it and by which rule; `verdicts` holds everybody considered, the
    nearest first."""

    user_id: int | None
    reason: RouteReason
    verdicts: tuple[Verdict, ...]


Test = Callable[[Candidate, Need], bool]

# In this order: the first that fails is what is said.
HURDLES: tuple[tuple[VerdictCode, Test], ...] = (
    (VerdictCode.MISSING_SKILL, lambda one, need: need.skills <= one.duty.skills),
    (VerdictCode.ON_LEAVE, lambda one, _need: not one.duty.is_on_leave),
    (VerdictCode.OFF_SHIFT, lambda one, _need: one.duty.is_on_shift),
    (VerdictCode.NOT_TAKING, lambda one, _need: one.duty.is_taking),
    (VerdictCode.FULL, lambda one, _need: one.has_room),
    (VerdictCode.GAVE_BACK, lambda one, need: one.user_id != need.given_back_by),
    (
        VerdictCode.HANDOFF_LIMIT,
        lambda one, need: need.bound_to in {None, one.user_id},
    ),
)


def choose(need: Need, candidates: Iterable[Candidate]) -> Choice:
    """The one who takes a ticket: able to, then known to the customer, then the least
    loaded for their capacity, then the longest idle. Nobody, if nobody can.

    The same candidates in any order give the same answer.
    """
    ranked = sorted(candidates, key=_rank)
    stopped = {one.user_id: code for one in ranked if (code := hurdle_of(one, need))}
    able = [one for one in ranked if one.user_id not in stopped]
    if not able:
        verdicts = [_verdict(one, stopped[one.user_id], need) for one in ranked]
        return Choice(None, RouteReason.NOBODY, tuple(verdicts))
    known = next((one for one in able if one.user_id == need.previous_handler), None)
    best = known or able[0]
    reason = RouteReason.PREVIOUS_HANDLER if known else RouteReason.LEAST_LOADED
    codes = stopped | {one.user_id: _behind(one, best, reason) for one in able}
    codes[best.user_id] = VerdictCode.CHOSEN
    order = [best, *(one for one in able if one is not best)]
    order += [one for one in ranked if one.user_id in stopped]
    verdicts = [_verdict(one, codes[one.user_id], need) for one in order]
    return Choice(best.user_id, reason, tuple(verdicts))


def hurdle_of(one: Candidate, need: Need) -> VerdictCode | None:
    """The first thing that keeps somebody from taking it; None if nothing does."""
    return next((code for code, passes in HURDLES if not passes(one, need)), None)


def _rank(one: Candidate) -> tuple[Fraction, int, datetime, int]:
    """Lower is sooner: share of capacity, load, last assignment, id."""
    share = Fraction(one.load, max(one.duty.capacity, 1))
    return share, one.load, one.last_assigned_at or NEVER, one.user_id


def _behind(one: Candidate, best: Candidate, reason: RouteReason) -> VerdictCode:
    """Why somebody who could have taken it did not."""
    if reason == RouteReason.PREVIOUS_HANDLER:
        return VerdictCode.NOT_KNOWN
    if _rank(one)[:2] > _rank(best)[:2]:
        return VerdictCode.BUSIER
    if _rank(one)[2] > _rank(best)[2]:
        return VerdictCode.ASSIGNED_MORE_RECENTLY
    return VerdictCode.EQUAL


def _verdict(one: Candidate, code: VerdictCode, need: Need) -> Verdict:
    lacks = need.skills - one.duty.skills
    missing = tuple(sorted(lacks)) if code == VerdictCode.MISSING_SKILL else ()
    return Verdict(one.user_id, code, one.load, one.duty.capacity, missing)
