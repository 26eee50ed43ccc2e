"""How long something may be put out of sight, as people say it. Pure."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

UNTIL_REPLY = "reply"
SNOOZES: Mapping[str, str | Promise] = {
    "hour": _("1 giờ"),
    "four_hours": _("4 giờ"),
    "tomorrow": _("Tới 8:00 sáng mai"),
    "three_days": _("3 ngày"),
    "monday": _("Tới 8:00 thứ Hai tới"),
    UNTIL_REPLY: _("Tới khi khách nhắn"),
}
MORNING = time(8)
HOURS = {"hour": 1, "four_hours": 4, "three_days": 72}


def until(code: str, at: datetime) -> datetime | None:
    """The moment a snooze asked for at `at` ends; None: when the customer writes."""
    if code in HOURS:
        return at + timedelta(hours=HOURS[code])
    if code == UNTIL_REPLY:
        return None
    today = timezone.localdate(at)
    days = 1 if code == "tomorrow" else 7 - today.weekday()
    morning = datetime.combine(today + timedelta(days=days), MORNING)
    return morning.replace(tzinfo=timezone.get_current_timezone())
