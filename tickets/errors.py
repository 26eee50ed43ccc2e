"""Why a ticket, a message or a file is refused."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import ConflictError, DomainError


class EmptyMessageError(DomainError):
    """Neither words nor a file."""

    code = "empty_message"
    default_message = _("Hãy viết nội dung tin.")


class MessageTooLongError(DomainError):
    """More words than anybody reads."""

    code = "message_too_long"
    default_message = _("Nội dung dài quá 20.000 ký tự. Hãy rút gọn hoặc gửi kèm tệp.")


class EmptySubjectError(DomainError):
    """A ticket that says nothing of what it is about."""

    code = "empty_subject"
    default_message = _("Hãy ghi ngắn gọn bạn cần hỗ trợ điều gì.")


class StaleReplyError(ConflictError):
    """Something was said on the ticket that the writer had not read."""

    code = "stale_reply"
    default_message = _(
        "Trong lúc bạn viết, phiếu đã có tin mới. Hãy đọc tin đó rồi gửi lại."
    )


class TicketClosedError(ConflictError):
    """Closed: nobody works on it any more."""

    code = "ticket_closed"
    default_message = _("Phiếu này đã đóng. Hãy mở lại phiếu trước.")


class TicketMergedError(ConflictError):
    """It goes on in another ticket."""

    code = "ticket_merged"
    default_message = _(
        "Phiếu này đã gộp vào phiếu khác. Hãy làm tiếp ở phiếu đó, hoặc bỏ gộp trước."
    )


class ReopenWindowClosedError(ConflictError):
    """Closed for so long that a new ticket is due."""

    code = "reopen_window_closed"
    default_message = _(
        "Phiếu này đã đóng hơn 30 ngày nên không mở lại được. Hãy gửi yêu cầu mới."
    )


class AlreadyTakenError(ConflictError):
    """A colleague was quicker."""

    code = "already_taken"
    default_message = _("Một đồng nghiệp vừa nhận phiếu này.")


class NoOwnerError(DomainError):
    """One owner or one queue, never none."""

    code = "no_owner"
    default_message = _("Hãy chọn một người hoặc một nhóm nhận phiếu.")


class AgentUnavailableError(DomainError):
    """Whoever left or is no member of staff can own nothing."""

    code = "agent_unavailable"
    default_message = _("Người này không còn nhận phiếu được.")


class TeamUnavailableError(DomainError):
    """A team that is no longer in use."""

    code = "team_unavailable"
    default_message = _("Nhóm này không còn dùng.")


class CategoryUnavailableError(DomainError):
    """A category that is no longer in use."""

    code = "category_unavailable"
    default_message = _("Nhóm nội dung này không còn dùng.")


class SummaryRequiredError(DomainError):
    """A ticket changes hands without a word for whoever takes over."""

    code = "summary_required"
    default_message = _(
        "Hãy tóm tắt cho người nhận: vấn đề, đã thử gì, đã hứa gì, việc tiếp theo."
    )


class HandoffLimitError(DomainError):
    """Changed hands as often as it may; a lead has to answer for more."""

    code = "handoff_limit"
    default_message = _(
        "Phiếu đã hết lượt chuyển. Chuyển thêm cần trưởng nhóm duyệt và chịu trách nhiệm."
    )


class ApprovalNotNeededError(DomainError):
    """The ticket may still be handed over as it is."""

    code = "approval_not_needed"
    default_message = _("Phiếu vẫn còn lượt chuyển, bạn giao thẳng được.")


class ApprovalPendingError(ConflictError):
    """A lead has been asked already."""

    code = "approval_pending"
    default_message = _("Phiếu này đang có một yêu cầu chờ trưởng nhóm duyệt.")


class RequestDecidedError(ConflictError):
    """Decided, taken back, or out of date because the ticket moved on."""

    code = "request_decided"
    default_message = _(
        "Yêu cầu này không còn chờ duyệt: đã có người quyết định, hoặc phiếu đã đổi "
        "người phụ trách."
    )


class TicketFinishedError(ConflictError):
    """The work has ended meanwhile."""

    code = "ticket_finished"
    default_message = _("Phiếu này đã xử lý xong nên không cần nữa.")


class StageUnknownError(DomainError):
    """A part of the work to which the ticket's promise gives no time."""

    code = "stage_unknown"
    default_message = _("Cam kết của phiếu này không đặt hạn cho công đoạn đó.")


class ConsultSelfError(DomainError):
    """Asking oneself needs no note."""

    code = "consult_self"
    default_message = _("Hãy chọn một đồng nghiệp khác để hỏi.")


class ConsultOpenError(ConflictError):
    """The same colleague still owes an answer on this ticket."""

    code = "consult_open"
    default_message = _("Người này đang có một câu hỏi chưa trả lời ở phiếu này.")


class ConsultEndedError(ConflictError):
    """Answered or taken back."""

    code = "consult_ended"
    default_message = _("Câu hỏi này đã được trả lời hoặc đã rút.")


class NotAskedError(DomainError):
    """Only whoever was asked answers."""

    code = "not_asked"
    default_message = _("Câu hỏi này dành cho người khác.")


class CallDoneError(ConflictError):
    """Somebody has already made this call."""

    code = "call_done"
    default_message = _("Cuộc gọi này đã được ghi nhận.")


class FileRefusedError(DomainError):
    """A file we do not keep; the sentence says which and why."""

    code = "file_refused"


class FileTooLargeError(FileRefusedError):
    """More than any photo, and more than a short film of a fault needs."""

    code = "file_too_large"
    status = 413


class RoutingTermsError(DomainError):
    """A number with which routing would never rest, or never wake."""

    code = "routing_terms"
    default_message = _("Số này không hợp lý. Hãy kiểm tra lại.")


class NotTalkedError(DomainError):
    """Only an answered call is talked in."""

    code = "not_talked"
    default_message = _("Chỉ cuộc gọi đã nói chuyện mới có thời gian nói chuyện.")


class CallOutcomeError(DomainError):
    """Nobody misses a call of their own."""

    code = "call_outcome"
    default_message = _("Cuộc gọi đi không thể là gọi nhỡ hay khách gác máy.")


class CallWithNobodyError(DomainError):
    """A call went out, and nobody knows to whom."""

    code = "call_with_nobody"
    default_message = _("Hãy ghi số đã gọi.")


class CallFutureError(DomainError):
    """A call that has not been yet."""

    code = "call_future"
    default_message = _("Cuộc gọi chưa diễn ra thì chưa ghi được.")
