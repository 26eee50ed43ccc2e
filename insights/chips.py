"""The chip of a clock in a list: what is left, by how much it is late, how it ended."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _, ngettext, pgettext

from foundation.calendars.working_time import count_working
from foundation.core.formats import (
    DAY,
    HOUR,
    MINUTE,
    WORKING_DAY,
    duration,
    duration_long,
)
from tickets.enums import Basis, Verdict, WaitReason
from tickets.models import Ticket, TicketClock
from tickets.policy_book import target_of
from tickets.sla.terms import Hours, Target

# Shares of the target at which a clock looks different.
ATTENTION, RISK = 0.5, 0.75


@dataclass(frozen=True, slots=True)
class Chip:
    """State and words of a chip; how late it is, in seconds that count."""

    state: str
    words: str
    late_seconds: int = 0


def chip_of(clock: TicketClock, ticket: Ticket, at: datetime, hours: Hours) -> Chip:
    """The chip of a clock of `ticket`, computed from its instants."""
    target = target_of(clock.target_id)
    if clock.ended_at is not None:
        return _ended(clock, target)
    if clock.paused_at is not None:
        reason = ticket.wait_reason
        words = str(WaitReason(reason).label) if reason else _("Tạm dừng")
        return Chip("paused", words)
    if clock.due_at < at:
        late = late_seconds_of(clock, at, hours)
        return Chip("breach", _("Trễ %(time)s") % {"time": told(late, target)}, late)
    left = count_working(at, clock.due_at, hours.of(target))
    words = _("Còn %(time)s") % {"time": told(left, target)}
    return Chip(_state(1 - left / target.seconds), words)


def late_seconds_of(clock: TicketClock, at: datetime, hours: Hours) -> int:
    """By how much a clock is late, in the time by which it counts; 0 if it is not."""
    target = target_of(clock.target_id)
    if clock.ended_at is not None:
        return max(0, (clock.worked_seconds or 0) - target.seconds)
    ran_until = clock.paused_at or at
    return count_working(clock.due_at, ran_until, hours.of(target))


def told(seconds: int, target: Target) -> str:
    """A stretch as a chip says it: a day of working time has eight hours, a day 24."""
    if target.basis == Basis.BUSINESS or seconds < WORKING_DAY:
        return duration(seconds)
    if seconds < DAY:
        whole = pgettext("duration", "%(n)s g") % {"n": seconds // HOUR}
        minutes = seconds % HOUR // MINUTE
        return f"{whole} {minutes:02}" if minutes else whole
    n = seconds // DAY
    return ngettext("%(n)s ngày", "%(n)s ngày", n) % {"n": n}


def told_long(seconds: int, target: Target) -> str:
    """The same in a sentence, naming working time where it is that."""
    if target.basis == Basis.BUSINESS:
        return _("%(time)s làm việc") % {"time": duration_long(seconds)}
    return duration_long(seconds) if seconds < WORKING_DAY else told(seconds, target)


def _ended(clock: TicketClock, target: Target) -> Chip:
    used = clock.worked_seconds or 0
    if clock.verdict == Verdict.LATE:
        late = max(0, used - target.seconds)
        return Chip("late", _("Trễ %(time)s") % {"time": told(late, target)}, late)
    if used < MINUTE:
        return Chip("met", _("Xong ngay"))
    return Chip("met", _("Xong %(time)s") % {"time": told(used, target)})


def _state(used: float) -> str:
    if used < ATTENTION:
        return "plenty"
    return "attn" if used < RISK else "risk"
