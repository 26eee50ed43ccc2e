"""The steps to a due time as lines that people read, and moments in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _, pgettext

from foundation.calendars.enums import Weekday
from foundation.core.formats import HOUR, MINUTE
from tickets.chips import hours_words, span_words
from tickets.enums import Basis, PauseReason
from tickets.models import Ticket
from tickets.sla.clock import Clock as SlaClock
from tickets.sla.explain import Explanation, StepKind, Told

ICONS = {
    StepKind.WORK: "clock",
    StepKind.LUNCH: "utensils",
    StepKind.NIGHT: "moon",
    StepKind.DAY_OFF: "calendar-clock",
    StepKind.HOLIDAY: "calendar-clock",
    StepKind.PAUSE: "pause",
    StepKind.MANY: "ellipsis",
}


@dataclass(frozen=True, slots=True)
class StepLine:
    """One stretch on the way to a due time."""

    icon: str
    label: str
    detail: str
    value: str
    look: str  # counted, gap, pause or total


def step_lines(
    ticket: Ticket, clock: SlaClock, told: Explanation, names: Mapping[int | None, str]
) -> list[StepLine]:
    """Every step of `told`; `names` are those of the people who set pauses."""
    lines: list[StepLine] = []
    day: date | None = None
    for step in told.steps:
        detail = _span(step, day)
        if step.by in names:
            detail += " · " + _("%(who)s đặt") % {"who": names[step.by]}
        icon, label, look = _said(ticket, clock, step, told.steps)
        lines.append(StepLine(icon, label, detail, _value(step), look))
        day = timezone.localdate(step.end)
    return lines


def _span(step: Told, day: date | None) -> str:
    """Thứ Sáu 20/11, 08:00 tới 08:52; a day is named where it begins to be another."""
    starts, ends = timezone.localdate(step.start), timezone.localdate(step.end)
    words = _("%(start)s tới %(end)s") % {
        "start": time_words(step.start),
        "end": _("nay") if step.is_open else time_words(step.end),
    }
    if starts != day:
        words = f"{_day(starts)}, {words}"
    return words if step.is_open or ends == starts else f"{words} {_day(ends)}"


def _value(step: Told) -> str:
    if step.kind == StepKind.PAUSE:
        return span_words(step.length, Basis.WALL)
    if step.kind in {StepKind.WORK, StepKind.MANY}:
        return f"+{step.seconds // HOUR}:{step.seconds % HOUR // MINUTE:02}"
    return "—"


def _said(
    ticket: Ticket, clock: SlaClock, step: Told, steps: Sequence[Told]
) -> tuple[str, str, str]:
    """Icon, words and look of a step."""
    icon = ICONS[step.kind]
    if step.kind == StepKind.PAUSE:
        reason = str(PauseReason(step.name).label).lower()
        return icon, _("Dừng: %(why)s") % {"why": reason}, "pause"
    if step.kind not in {StepKind.WORK, StepKind.MANY}:
        return icon, _gap(step), "gap"
    if step is steps[-1] and clock.is_live and clock.paused_at is None:
        total = {"time": hours_words(clock.target.seconds)}
        return "flag", _("Đủ %(time)s") % total, "total"
    if step is steps[0]:
        at_once = clock.started_at == ticket.opened_at
        words = _("Bắt đầu khi phiếu tới") if at_once else _("Bắt đầu")
        return "play", words, "counted"
    return icon, _work(clock, step), "counted"


def due_words(due: datetime, at: datetime) -> str:
    """15:26 today, else T2 23/11 08:30."""
    local, time = timezone.localtime(due), time_words(due)
    if local.date() == timezone.localdate(at):
        return time
    return f"{_short_day(local.weekday())} {local.day:02}/{local.month:02} {time}"


def day_words(moment_: datetime, at: datetime) -> str:
    """hôm nay · ngày mai · Thứ Sáu 20/11."""
    day, today = timezone.localdate(moment_), timezone.localdate(at)
    if day == today:
        return _("hôm nay")
    if day == today + timedelta(days=1):
        return _("ngày mai")
    return _day(day)


def _work(clock: SlaClock, step: Told) -> str:
    if step.kind == StepKind.MANY:
        return _("Nhiều ngày ở giữa")
    return _("Tính suốt") if clock.target.basis == Basis.WALL else _("Trong ca")


def _gap(step: Told) -> str:
    if step.kind == StepKind.HOLIDAY:
        return _("%(holiday)s, không tính") % {"holiday": step.name}
    if step.kind == StepKind.LUNCH:
        return _("Nghỉ trưa, không tính")
    if step.kind == StepKind.DAY_OFF:
        return _("Ngày nghỉ, không tính")
    return _("Ngoài giờ, không tính")


def time_words(moment_: datetime) -> str:
    """15:26."""
    return timezone.localtime(moment_).strftime("%H:%M")


def _day(day: date) -> str:
    return f"{Weekday(day.weekday()).label} {day.day:02}/{day.month:02}"


def _short_day(weekday: int) -> str:
    days = (
        pgettext("weekday", "T2"),
        pgettext("weekday", "T3"),
        pgettext("weekday", "T4"),
        pgettext("weekday", "T5"),
        pgettext("weekday", "T6"),
        pgettext("weekday", "T7"),
        pgettext("weekday", "CN"),
    )
    return days[weekday]
