"""Why drafts, answers on their way and mentions are refused."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import ConflictError, DomainError
from tickets.errors import StaleReplyError
from tickets.models import Draft


class ReplyInFlightError(StaleReplyError):
    """A colleague's answer is on its way, and the writer had not read it."""

    code = "reply_in_flight"
    default_message = _(
        "Một đồng nghiệp vừa gửi câu trả lời. Hãy đọc câu đó rồi gửi lại."
    )


class DraftChangedError(ConflictError):
    """The same person wrote on in another window; both texts are kept."""

    code = "draft_changed"
    default_message = _("Bản nháp này vừa được sửa ở cửa sổ khác.")

    def __init__(self, draft: Draft) -> None:
        super().__init__(field="body")
        self.draft = draft


class PendingEndedError(ConflictError):
    """Sent, taken back or held meanwhile."""

    code = "pending_ended"
    default_message = _("Câu trả lời này đã được gửi hoặc đã được thu hồi.")


class NotYourReplyError(DomainError):
    """Whose words they are takes them back, or whoever hands out the work."""

    code = "not_your_reply"
    default_message = _("Chỉ người viết hoặc trưởng nhóm thu hồi được câu trả lời này.")


class SendPastError(DomainError):
    """A moment that is over already."""

    code = "send_past"
    default_message = _("Hãy chọn một thời điểm trong tương lai.")


class SendFarError(DomainError):
    """So far ahead that nobody remembers it."""

    code = "send_far"
    default_message = _("Chỉ hẹn gửi trong vòng 90 ngày tới.")


class AuthorGoneError(DomainError):
    """Whoever wrote it may not answer customers any more."""

    code = "author_gone"
    default_message = _("Người viết không còn quyền trả lời khách ở phiếu này.")


class TooManyFilesError(DomainError):
    """More than one message may carry."""

    code = "too_many_files"
    status = 413
    default_message = _("Mỗi tin gửi kèm tối đa 10 tệp, tổng cộng 50 MB.")
