"""Why tickets are not merged, taken apart or split."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import ConflictError, DomainError


class MergeIntoItselfError(DomainError):
    """A ticket and itself."""

    code = "merge_into_itself"
    default_message = _("Không gộp phiếu vào chính nó được. Hãy chọn một phiếu khác.")


class OtherCustomerError(DomainError):
    """Merging shows one customer the words of another."""

    code = "other_customer"
    default_message = _(
        "Hai phiếu này của hai khách khác nhau. Nếu đó là một người, hãy gộp hai hồ sơ "
        "khách trước."
    )


class TargetMergedError(ConflictError):
    """What is to go on in it would have to look for it twice."""

    code = "target_merged"
    default_message = _(
        "Phiếu được chọn đã gộp vào phiếu khác. Hãy gộp vào phiếu đang đi tiếp."
    )


class HoldsOthersError(ConflictError):
    """Others go on in it: it goes on itself."""

    code = "holds_others"
    default_message = _(
        "Phiếu này đang nhận các phiếu khác gộp vào. Hãy gộp theo chiều ngược lại, hoặc "
        "bỏ gộp các phiếu đó trước."
    )


class TargetFinishedError(ConflictError):
    """What goes on nowhere would be forgotten."""

    code = "target_finished"
    default_message = _(
        "Phiếu được chọn đã xử lý xong. Hãy mở lại phiếu đó, hoặc gộp theo chiều ngược lại."
    )


class TargetHiddenError(DomainError):
    """Its customer would be led to a part of the work that they know nothing of."""

    code = "target_hidden"
    default_message = _(
        "Phiếu được chọn là phiếu con nội bộ, khách không thấy. Hãy gộp theo chiều ngược lại."
    )


class NotMergedError(ConflictError):
    """Nothing to take apart, or somebody did it already."""

    code = "not_merged"
    default_message = _("Phiếu này không còn gộp vào phiếu nào.")


class TakeAlongClosedError(ConflictError):
    """What was put away long ago takes no words back."""

    code = "take_along_closed"
    default_message = _(
        "Phiếu này đã đóng hơn 30 ngày nên không nhận lại tin. Hãy bỏ gộp và để tin ở "
        "lại."
    )


class SplitNoteError(DomainError):
    """A note is ours; a request begins with words of the customer."""

    code = "split_note"
    default_message = _(
        "Chỉ tách được tin của khách. Ghi chú và câu trả lời thì chép lại bằng tay."
    )


class SplitAlreadyError(ConflictError):
    """The same message was taken out already."""

    code = "split_already"
    default_message = _("Tin này đã được tách thành phiếu riêng.")
