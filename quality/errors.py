"""What judging refuses."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import ConflictError, DomainError


class MonthNotOverError(DomainError):
    """A month is drawn once it is over: before, its first cases would be drawn too often."""

    code = "month_not_over"
    default_message = _("Tháng này chưa hết nên chưa rút mẫu được.")


class OwnWorkError(DomainError):
    """Nobody judges themselves."""

    code = "own_work"
    default_message = _("Bạn không chấm phiếu do chính mình xử lý.")


class MarkError(DomainError):
    """Not a mark on the scale, or no verdict."""

    code = "invalid_mark"
    default_message = _("Hãy chọn từ 1 đến 5.")


class VerdictError(DomainError):
    """Neither right, nor partly, nor wrong."""

    code = "invalid_verdict"
    default_message = _("Hãy chọn tư vấn đúng, đúng một phần hay sai.")


class ErrorTypeError(DomainError):
    """What is not right has a kind of error; what is right has none."""

    code = "invalid_error_type"
    default_message = _("Hãy chọn loại lỗi.")
    right_message = _("Tư vấn đúng thì không có loại lỗi.")


class CommentMissingError(DomainError):
    """Whoever made a mistake has to learn which."""

    code = "comment_missing"
    default_message = _("Hãy ghi điều chưa đúng để người xử lý rút kinh nghiệm.")


class SkipReasonError(DomainError):
    """A case is put aside for a reason that is known."""

    code = "invalid_skip_reason"
    default_message = _("Hãy chọn lý do bỏ qua.")


class SampleTakenError(ConflictError):
    """Somebody else reads it just now."""

    code = "sample_taken"
    default_message = _("Đồng nghiệp đang chấm phiếu này. Hãy chọn phiếu khác.")


class SampleDoneError(ConflictError):
    """It was judged or put aside meanwhile."""

    code = "sample_done"
    default_message = _("Phiếu này vừa được đồng nghiệp chấm hoặc bỏ qua.")


class AmendClosedError(ConflictError):
    """Only whoever judged it changes their mind, and not for ever."""

    code = "amend_closed"
    default_message = _("Chỉ người đã chấm sửa được, trong 14 ngày.")
