"""The chip of a ticket that no promise was made for: how long its customer has waited."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from foundation.calendars.schedule import Schedule
from foundation.calendars.working_time import count_working
from foundation.core.formats import MINUTE, duration
from tickets.chips import Chip
from tickets.enums import TicketStatus, WaitReason

# What it is computed from.
CLOCK_FIELDS = ("status", "wait_reason", "waiting_since", "opened_at", "resolved_at")
FINISHED = (TicketStatus.RESOLVED, TicketStatus.CLOSED)
Told = Callable[[float], str]


def clock_of(
    ticket: Mapping[str, Any],
    schedule: Schedule,
    at: datetime,
    *,
    told: Told = duration,
) -> Chip:
    """The chip of a ticket with CLOCK_FIELDS that no promise was made for."""
    if ticket["status"] in FINISHED:
        taken = count_working(ticket["opened_at"], ticket["resolved_at"], schedule)
        words = _told(_("Xong %(time)s"), _("Xong ngay"), taken, told)
        return Chip("met", words, _("Thời gian xử lý"))
    answer = _("Trả lời khách")
    if ticket["status"] == TicketStatus.WAITING:
        return Chip("paused", str(WaitReason(ticket["wait_reason"]).label), answer)
    if ticket["waiting_since"] is None:
        return Chip("plenty", _("Đã trả lời"), answer)
    waited = count_working(ticket["waiting_since"], at, schedule)
    words = _told(_("Chờ %(time)s"), _("Vừa nhắn"), waited, told)
    return Chip("plenty", words, answer)


def _told(words: str, at_once: str, seconds: int, told: Told) -> str:
    """A chip stays as wide as its neighbours: "under a minute" is too long for it."""
    return at_once if seconds < MINUTE else words % {"time": told(seconds)}
