"""How long a ticket may stay out of sight: what the menu offers, with each moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from automation import snoozes
from automation.snoozes import MONDAY, MORNING, UNTIL_REPLY
from foundation.calendars.schedule import Schedule
from foundation.core import formats
from tickets.models import Ticket

HOURS, N_HOURS = "hours", 3


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
    """What the menu offers now: no moment twice, and tomorrow only where we work then."""
    found: dict[datetime, Preset] = {}
    for code in LABELS:
        until = moment_of(code, hours, at)
        # Of two that mean one moment the later name says more: a Saturday's tomorrow is
        # the beginning of next week.
        found[until] = Preset(code, _label(code, until, at), moment_words(until, at))
    return [*found.values(), Preset(UNTIL_REPLY, gettext_lazy("Tới khi khách nhắn"))]


def moment_of(code: str, hours: Schedule, at: datetime) -> datetime:
    """When a preset chosen at `at` ends, by the working time of the house."""
    if code == HOURS:
        return snoozes.working_hours(N_HOURS, hours, at)
    return snoozes.moment_of(code, hours, at)


def _label(code: str, until: datetime, at: datetime) -> str | Promise:
    tomorrow = timezone.localdate(at) + timedelta(days=1)
    if code == MORNING and timezone.localdate(until) != tomorrow:
        return gettext_lazy("Đầu ngày làm việc tới")
    return LABELS[code]


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
