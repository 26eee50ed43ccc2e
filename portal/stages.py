"""Where a case stands, in four stops that a customer understands. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from foundation.core.formats import moment
from tickets.enums import TicketStatus, WaitReason


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
    wait_reason: str
    opened_at: datetime
    first_response_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None

    @classmethod
    def of(cls, ticket: Any) -> "CaseFacts":
        """The facts of a ticket."""
        return cls(
            status=ticket.current_status,
            wait_reason=ticket.wait_reason,
            opened_at=ticket.opened_at,
            first_response_at=ticket.first_response_at,
            resolved_at=ticket.resolved_at,
            closed_at=ticket.closed_at,
        )


def stages_of(case: CaseFacts, at: datetime) -> list[Stage]:
    """Received, in work, done, closed; exactly one is now unless all are done."""
    is_new = case.status == TicketStatus.NEW
    is_finished = case.resolved_at is not None
    received = Stage(
        _("Đã tiếp nhận"), moment(case.opened_at, at), "now" if is_new else "done"
    )
    work = Stage(_("Đang xử lý"), _work_detail(case, at), _work_state(case))
    done = Stage(
        _("Đã xử lý"),
        moment(case.resolved_at, at) if is_finished else "",
        _done_state(case),
    )
    closed = Stage(
        _("Đã đóng"),
        moment(case.closed_at, at) if case.closed_at else _last_detail(case),
        "done" if case.closed_at else "later",
    )
    return [received, work, done, closed]


def _work_detail(case: CaseFacts, at: datetime) -> str:
    if case.status == TicketStatus.NEW:
        return _("sắp tới")
    if case.status == TicketStatus.WAITING:
        return _waits(case.wait_reason)
    return moment(case.first_response_at, at) or _("đang làm")


def _waits(reason: str) -> str:
    return {
        WaitReason.CUSTOMER: _("chờ bạn trả lời"),
        WaitReason.PART: _("chờ linh kiện"),
        WaitReason.PARTNER: _("chờ đối tác"),
        WaitReason.VISIT: _("đã hẹn lịch"),
    }.get(WaitReason(reason), _("đang làm"))


def _work_state(case: CaseFacts) -> str:
    if case.status == TicketStatus.NEW:
        return "later"
    return "done" if case.resolved_at else "now"


def _done_state(case: CaseFacts) -> str:
    if case.closed_at:
        return "done"
    return "now" if case.resolved_at else "later"


def _last_detail(case: CaseFacts) -> str:
    return _("sau 7 ngày nếu ổn") if case.resolved_at else ""
