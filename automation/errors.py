"""Why a canned reply, a macro or a bulk run is refused."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import ConflictError, DomainError


class VariableRefusedError(DomainError):
    """A variable that does not exist; the sentence says where and what was meant."""

    code = "variable_refused"


class UnfilledVariableError(DomainError):
    """Words to a customer with a gap in them."""

    code = "unfilled_variable"
    default_message = _(
        "Nội dung còn biến chưa có giá trị ở phiếu này. Hãy điền hoặc bỏ biến đó."
    )


class ToolUnnamedError(DomainError):
    """Something for reuse that nobody could find again."""

    code = "tool_unnamed"
    default_message = _("Hãy đặt tên.")


class ShortcutTakenError(DomainError):
    """Two replies under one shortcut among the same people."""

    code = "shortcut_taken"
    default_message = _(
        "Gõ tắt này đã có câu khác dùng trong cùng phạm vi. Hãy chọn chữ khác."
    )


class SharingRefusedError(DomainError):
    """Sharing with others is for those who look after the tools."""

    code = "sharing_refused"
    default_message = _("Bạn chưa có quyền chia sẻ. Hãy nhờ trưởng nhóm.")


class TeamNeededError(DomainError):
    """Shared with a team that is not named."""

    code = "team_needed"
    default_message = _("Hãy chọn nhóm được dùng.")


class ToolChangedError(ConflictError):
    """Somebody else saved it since this editor looked."""

    code = "tool_changed"
    default_message = _(
        "Mục này vừa được người khác sửa. Hãy xem lại bản mới rồi lưu lần nữa; những gì "
        "bạn nhập vẫn còn đây."
    )


class ToolForeignError(DomainError):
    """Another's, and not in one's care."""

    code = "tool_foreign"
    default_message = _("Bạn không sửa được mục này. Hãy tạo một bản sao cho mình.")


class StepsRefusedError(DomainError):
    """Steps that cannot be, or not together; the sentence says which."""

    code = "steps_refused"


class MacroRetiredError(ConflictError):
    """A macro that is no longer in use."""

    code = "macro_retired"
    default_message = _("Macro này không còn dùng.")


class CannedRetiredError(ConflictError):
    """A step's canned reply that is no longer there."""

    code = "canned_retired"
    default_message = _("Câu trả lời mẫu trong macro không còn dùng. Hãy sửa macro.")


class NotAllowedError(DomainError):
    """The role of whoever asks does not include it."""

    code = "not_allowed"
    default_message = _("Vai trò của bạn không làm được việc này.")


class NoTicketsError(DomainError):
    """A run over nothing."""

    code = "no_tickets"
    default_message = _("Hãy chọn ít nhất một phiếu.")


class TooManyTicketsError(DomainError):
    """More than one run carries."""

    code = "too_many_tickets"
    default_message = _("Mỗi lượt làm tối đa 500 phiếu. Hãy chọn ít hơn.")


class OrderRefusedError(DomainError):
    """What is to be done to the tickets is not said, or says nothing."""

    code = "order_refused"
    default_message = _("Hãy chọn việc cần làm.")


class OutOfSightError(DomainError):
    """A ticket that whoever asked does not see any more."""

    code = "out_of_sight"
    default_message = _("Bạn không còn thấy phiếu này.")


class ChangedMeanwhileError(ConflictError):
    """Somebody else moved the ticket on since; what they did stays."""

    code = "changed_meanwhile"
    default_message = _("Phiếu đã được người khác đổi sau đó, nên được giữ nguyên.")


class NotUndoableError(DomainError):
    """What customers have read, or what has no way back."""

    code = "not_undoable"
    default_message = _("Việc này không hoàn tác được.")


class RunStandsError(ConflictError):
    """Ended already."""

    code = "run_stands"
    default_message = _("Lượt này đã xong hoặc đã dừng.")


class RunUnderWayError(ConflictError):
    """Still going on."""

    code = "run_under_way"
    default_message = _("Lượt này đang chạy. Hãy dừng hoặc đợi xong rồi hoàn tác.")


class BrokenItemError(DomainError):
    """A fault of ours at one ticket; the others go on."""

    code = "broken_item"
    default_message = _("Hệ thống gặp lỗi ở phiếu này. Hãy thử riêng phiếu này.")
