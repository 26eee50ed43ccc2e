"""The chip of a clock: what is left of a promise, in the time that counts. Pure.

Painted from timestamps, never from a stored label, so that a list is right however
late the sweep is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _, ngettext, pgettext

from foundation.calendars.schedule import Schedule
from foundation.calendars.working_time import count_working
from foundation.core.formats import DAY, HOUR, MINUTE, duration, duration_long
from tickets.enums import Basis, Verdict, WaitReason
from tickets.sla.clock import Clock

# From how much of the target on a clock asks for attention, and for action.
ATTENTION, RISK = 50, 75
TONES = {
    "plenty": "off",
    "attn": "info",
    "risk": "warn",
    "breach": "bad",
    "paused": "off",
    "met": "ok",
    "late": "bad",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """State and words of a chip, what the page says it measures, and the share used."""

    state: str
    words: str
    caption: str = ""
    percent: int = 0
    # By how much it is late, in seconds that count.
    late_seconds: int = 0

    @property
    def tone(self) -> str:
        """The colour of the bar below the chip."""
        return TONES[self.state]


def chip_of(
    clock: Clock,
    schedule: Schedule,
    at: datetime,
    *,
    wait_reason: str = "",
    is_long: bool = False,
) -> Chip:
    """The chip of a promise at `at`, by the schedule that it counts by."""

    def told(seconds: int) -> str:
        return span_words(seconds, clock.target.basis, is_long=is_long)

    if not clock.is_live:
        return _ended(clock, told)
    until = clock.paused_at or at
    left = count_working(until, clock.due_at, schedule)
    percent = min(100 - round(100 * left / clock.target.seconds), 100)
    if clock.paused_at is not None:
        reason = WaitReason(wait_reason).label if wait_reason else _("Đang dừng")
        return Chip("paused", str(reason), percent=max(percent, 0))
    if at > clock.due_at:
        late = count_working(clock.due_at, at, schedule)
        words = _("Trễ %(time)s") % {"time": told(late)}
        return Chip("breach", words, percent=100, late_seconds=late)
    words = _("Còn %(time)s") % {"time": told(left)}
    return Chip(_state_at(percent), words, percent=max(percent, 0))


def span_words(seconds: int, basis: str, *, is_long: bool = False) -> str:
    """A stretch in a chip: by the wall clock a day has 24 hours, by ours eight."""
    if basis == Basis.WALL and seconds >= DAY:
        n = seconds // DAY
        return ngettext("%(n)s ngày", "%(n)s ngày", n) % {"n": n}
    if basis == Basis.WALL and seconds >= HOUR:
        return hours_words(seconds, is_long=is_long)
    return (duration_long if is_long else duration)(seconds)


def hours_words(seconds: int, *, is_long: bool = True) -> str:
    """6 giờ · 24 giờ · 2 giờ 46 · 35 phút: never in days."""
    hours, minutes = seconds // HOUR, seconds % HOUR // MINUTE
    if not hours:
        return (duration_long if is_long else duration)(seconds)
    if is_long:
        whole = ngettext("%(n)s giờ", "%(n)s giờ", hours) % {"n": hours}
    else:
        whole = pgettext("duration", "%(n)s g") % {"n": hours}
    return f"{whole} {minutes:02}" if minutes else whole


def _ended(clock: Clock, told: Callable[[int], str]) -> Chip:
    used, target = clock.worked_seconds or 0, clock.target.seconds
    percent = min(round(100 * used / target), 100)
    if clock.verdict == Verdict.STOPPED:
        return Chip("plenty", _("Dừng, không tính"), percent=percent)
    if clock.verdict == Verdict.LATE:
        late = max(used - target, 0)
        said = _("Xong, trễ %(time)s") % {"time": told(late)}
        return Chip("late", said, percent=100, late_seconds=late)
    words = {"used": told(used), "target": told(target)}
    return Chip("met", _("Xong %(used)s / %(target)s") % words, percent=percent)


def _state_at(percent: int) -> str:
    if percent >= RISK:
        return "risk"
    return "attn" if percent >= ATTENTION else "plenty"
