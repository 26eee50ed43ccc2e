"""Where a case stands, in four stops that a customer understands. Pure."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from foundation.core.formats import moment, vndate
from tickets.enums import TicketStatus, WaitReason
from tickets.models import Ticket
from tickets.workflow import CLOSE_AFTER


@dataclass(frozen=True, slots=True)
class Stage:
    """One stop: words, a date or what comes, and whether it is done, now or later."""

    label: str
    detail: str
    state: str


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the stage line is drawn from."""

    status: TicketStatus
    opened_at: datetime
    wait_reason: str = ""
    is_reopened: bool = False
    first_response_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None

    @classmethod
    def of(cls, ticket: Ticket) -> "CaseFacts":
        """The facts of a ticket."""
        return cls(
            status=ticket.current_status,
            opened_at=ticket.opened_at,
            wait_reason=ticket.wait_reason,
            is_reopened=ticket.episode > 1,
            first_response_at=ticket.first_response_at,
            resolved_at=ticket.resolved_at,
            closed_at=ticket.closed_at,
        )


# Which stop is now; past the last one everything is done.
STOP_OF = {
    TicketStatus.NEW: 0,
    TicketStatus.OPEN: 1,
    TicketStatus.WAITING: 1,
    TicketStatus.RESOLVED: 2,
    TicketStatus.CLOSED: 4,
}


def stages_of(case: CaseFacts, at: datetime) -> list[Stage]:
    """Received, in work, done, closed; exactly one is now unless all are done."""
    here = STOP_OF[case.status]
    stops = [
        (_("Đã tiếp nhận"), moment(case.opened_at, at)),
        (_("Đang xử lý"), _work(case, at)),
        (_("Đã xử lý"), moment(case.resolved_at, at) or _("chúng tôi báo bạn")),
        (_("Đã đóng"), _end(case, at)),
    ]
    return [
        Stage(label, detail, _state(index, here))
        for index, (label, detail) in enumerate(stops)
    ]


def _state(index: int, here: int) -> str:
    if index == here:
        return "now"
    return "done" if index < here else "later"


def _work(case: CaseFacts, at: datetime) -> str:
    if case.status == TicketStatus.NEW:
        return _("bước tiếp theo")
    if case.resolved_at:
        return moment(case.first_response_at or case.resolved_at, at)
    if case.status == TicketStatus.WAITING:
        return _waits(case.wait_reason)
    return _("Đã mở lại") if case.is_reopened else _("Đang làm")


def _waits(reason: str) -> str:
    # Whether a partner or a colleague keeps us waiting is our business.
    words = {
        WaitReason.CUSTOMER.value: _("Chờ bạn trả lời"),
        WaitReason.PART.value: _("Chờ linh kiện"),
        WaitReason.VISIT.value: _("Đã hẹn lịch"),
    }
    return words.get(reason) or _("Đang kiểm tra thêm")


def _end(case: CaseFacts, at: datetime) -> str:
    if case.closed_at:
        return moment(case.closed_at, at)
    if case.resolved_at:
        day = vndate(case.resolved_at + CLOSE_AFTER)
        return _("dự kiến %(day)s") % {"day": day}
    return _("khi bạn thấy ổn")
