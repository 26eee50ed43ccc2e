"""What a customer was promised, in words; never what we aim at among ourselves."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.calendars.enums import Weekday
from tickets.enums import Metric, Side, WaitReason
from tickets.models import Ticket, TicketClock


@dataclass(frozen=True, slots=True)
class Promise:
    """One sentence that counts, and what goes with it."""

    text: str
    detail: str = ""


def promise_of(ticket: Ticket, at: datetime) -> Promise | None:
    """By when the case was promised to be done; nothing once it is. One query."""
    clock = (
        TicketClock.objects.live()
        .filter(ticket=ticket, side=Side.PROMISED, metric=Metric.RESOLUTION)
        .first()
    )
    if clock is None:
        return None
    if clock.is_paused:
        return _stands_still(ticket.wait_reason)
    due = _("Hẹn xong trước %(due)s") % {"due": _due(clock.due_at, at)}
    if clock.due_at < at:
        return Promise(
            _("Chúng tôi trễ hẹn với bạn và xin lỗi về điều này."),
            _("%(due)s. Chúng tôi vẫn đang xử lý và nhắn bạn tại đây khi có tin mới.")
            % {"due": due},
        )
    return Promise(due)


def _stands_still(wait_reason: str) -> Promise:
    if wait_reason == WaitReason.CUSTOMER:
        return Promise(
            _("Đang chờ bạn trả lời; thời gian chờ không tính."),
            _("Có câu trả lời, chúng tôi tính tiếp giờ hẹn xong."),
        )
    return Promise(
        _("Thời gian chờ tới lịch hẹn không tính."),
        _("Sau buổi hẹn, chúng tôi tính tiếp giờ hẹn xong."),
    )


def _due(due: datetime, at: datetime) -> str:
    local, today = timezone.localtime(due), timezone.localdate(at)
    words = {"time": f"{local.hour:02}:{local.minute:02}"}
    if local.date() == today:
        return _("%(time)s hôm nay") % words
    if local.date() == today + timedelta(days=1):
        return _("%(time)s ngày mai") % words
    day = f"{Weekday(local.weekday()).label} {local.day:02}/{local.month:02}"
    return f"{words['time']} {day}"
