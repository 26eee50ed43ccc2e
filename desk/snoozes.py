"""How long a ticket may stay out of sight: what the menu offers, with each moment."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from foundation.calendars.errors import NoWorkingTimeError
from foundation.calendars.schedule import Schedule
from foundation.calendars.working_time import add_working
from foundation.core import formats
from tickets.models import Ticket

UNTIL_REPLY = "reply"
HOURS, MORNING, MONDAY = "hours", "tomorrow", "monday"
THREE_HOURS = 3 * 3600
LOOKED_AHEAD = 21  # days; Tết is shorter


@dataclass(frozen=True, slots=True)
class Preset:
    """One line of the menu: what it is called, and the moment it stands for now."""

    code: str
    label: str | Promise
    moment: str = ""


LABELS = {
    HOURS: gettext_lazy("Sau 3 giờ làm việc"),
    MORNING: gettext_lazy("Sáng mai"),
    MONDAY: gettext_lazy("Đầu tuần sau"),
}


def presets(hours: Schedule, at: datetime) -> list[Preset]:
    """What the menu offers now; a moment that never comes is left out."""
    found = [
        Preset(code, label, moment_words(until, at))
        for code, label in LABELS.items()
        if (until := moment_of(code, hours, at)) is not None
    ]
    return [*found, Preset(UNTIL_REPLY, gettext_lazy("Tới khi khách nhắn"))]


def moment_of(code: str, hours: Schedule, at: datetime) -> datetime | None:
    """When a preset chosen at `at` ends, by the working time of the house."""
    if code == HOURS:
        try:
            return add_working(at, THREE_HOURS, hours)
        except NoWorkingTimeError:
            return None
    today = timezone.localdate(at)
    days = 1 if code == MORNING else 7 - today.weekday()
    return _opening(hours, today + timedelta(days=days))


def moment_words(until: datetime | None, at: datetime) -> str:
    """A moment as the menu says it: Thứ Hai, 23/11, 08:00."""
    if until is None:
        return _("khi khách nhắn")
    day = date_format(timezone.localtime(until), "l")
    return f"{day}, {formats.due(until, at)}"


def strip_words(ticket: Ticket, at: datetime) -> str:
    """What the strip of a ticket out of sight says."""
    if ticket.snoozed_until is None:
        return _("Tạm ẩn tới khi khách nhắn.")
    when = moment_words(ticket.snoozed_until, at)
    return _("Tạm ẩn tới %(when)s.") % {"when": when}


def _opening(hours: Schedule, day: date) -> datetime | None:
    """The first working moment of `day`, or of the first day after it that has one."""
    days = [day + timedelta(days=n) for n in range(LOOKED_AHEAD)]
    spans = (span for each in days for span in hours.spans_on(each))
    first = next(spans, None)
    return datetime.fromtimestamp(first.start, UTC) if first else None
