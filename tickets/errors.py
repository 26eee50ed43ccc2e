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
