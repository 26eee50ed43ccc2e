"""The chip of a ticket: what is left of a promise, in the time that counts. Pure.

Painted from timestamps, never from a stored label, so that a list is right however
late the sweep is. A ticket without clocks shows how long its customer has waited.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _, ngettext, pgettext

from foundation.calendars.schedule import Schedule
from foundation.calendars.working_time import count_working
from foundation.core.formats import DAY, HOUR, duration, duration_long
from tickets.enums import Basis, TicketStatus, Verdict, WaitReason
from tickets.sla.clock import Clock as SlaClock

# What a ticket's chip is computed from where no clock runs.
CLOCK_FIELDS = ("status", "wait_reason", "waiting_since", "opened_at", "resolved_at")
MINUTE = 60
FINISHED = (TicketStatus.RESOLVED, TicketStatus.CLOSED)
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

Told = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Clock:
    """State and words of a chip, what the page says it measures, and the share used."""

    state: str
    words: str
    caption: str = ""
    percent: int = 0

    @property
    def tone(self) -> str:
        """The colour of the bar below the chip."""
        return TONES[self.state]


def chip_of(
    clock: SlaClock,
    schedule: Schedule,
    at: datetime,
    *,
    wait_reason: str = "",
    is_long: bool = False,
) -> Clock:
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
        return Clock("paused", str(reason), percent=max(percent, 0))
    if at > clock.due_at:
        late = count_working(clock.due_at, at, schedule)
        return Clock("breach", _("Trễ %(time)s") % {"time": told(late)}, percent=100)
    words = _("Còn %(time)s") % {"time": told(left)}
    return Clock(_state_at(percent), words, percent=max(percent, 0))


def clock_of(
    ticket: Mapping[str, Any],
    schedule: Schedule,
    at: datetime,
    *,
    told: Told = duration,
) -> Clock:
    """The chip of a ticket with CLOCK_FIELDS that no promise was made for."""
    if ticket["status"] in FINISHED:
        taken = count_working(ticket["opened_at"], ticket["resolved_at"], schedule)
        words = _told(_("Xong %(time)s"), _("Xong ngay"), taken, told)
        return Clock("met", words, _("Thời gian xử lý"))
    answer = _("Trả lời khách")
    if ticket["status"] == TicketStatus.WAITING:
        return Clock("paused", str(WaitReason(ticket["wait_reason"]).label), answer)
    if ticket["waiting_since"] is None:
        return Clock("plenty", _("Đã trả lời"), answer)
    waited = count_working(ticket["waiting_since"], at, schedule)
    words = _told(_("Chờ %(time)s"), _("Vừa nhắn"), waited, told)
    return Clock("plenty", words, answer)


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


def _ended(clock: SlaClock, told: Callable[[int], str]) -> Clock:
    used, target = clock.worked_seconds or 0, clock.target.seconds
    percent = min(round(100 * used / target), 100)
    if clock.verdict == Verdict.STOPPED:
        return Clock("plenty", _("Dừng, không tính"), percent=percent)
    if clock.verdict == Verdict.LATE:
        late = {"time": told(max(used - target, 0))}
        return Clock("late", _("Xong, trễ %(time)s") % late, percent=100)
    words = {"used": told(used), "target": told(target)}
    return Clock("met", _("Xong %(used)s / %(target)s") % words, percent=percent)


def _state_at(percent: int) -> str:
    if percent >= RISK:
        return "risk"
    return "attn" if percent >= ATTENTION else "plenty"


def _told(words: str, at_once: str, seconds: int, told: Told) -> str:
    """A chip stays as wide as its neighbours: "under a minute" is too long for it."""
    return at_once if seconds < MINUTE else words % {"time": told(seconds)}
