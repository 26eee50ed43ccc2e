"""What refusals, replacements, refunds, loaners and recoveries refuse."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import ConflictError, DomainError


class NotYoursToDecideError(DomainError):
    """Somebody else decides this."""

    code = "not_yours_to_decide"
    status = 403
    default_message = _("Bạn không được quyết định việc này. Hãy nhờ quản lý bảo hành.")


class ReasonError(DomainError):
    """A refusal names what the policy excludes, or says in words why."""

    code = "reason_needed"
    default_message = _("Hãy chọn điều loại trừ của chính sách, hoặc ghi rõ lý do.")


class ExclusionError(DomainError):
    """Words of another version bind nobody."""

    code = "exclusion_of_other_version"
    default_message = _("Điều loại trừ này không thuộc bản chính sách của hồ sơ.")


class AppealDecidedError(ConflictError):
    """An appeal is answered once."""

    code = "appeal_decided"
    default_message = _("Khiếu nại này đã được trả lời.")


class SameDeciderError(ConflictError):
    """Nobody judges their own refusal while somebody else can."""

    code = "same_decider"
    default_message = _(
        "Người đã từ chối không tự xem lại quyết định của mình. Hãy nhờ người khác."
    )


class ThingHereError(ConflictError):
    """What is with us goes back before its claim is over."""

    code = "thing_here"
    default_message = _("Máy còn ở chỗ chúng ta. Trả máy cho khách rồi mới đóng hồ sơ.")


class RemedyElsewhereError(ConflictError):
    """A unit is replaced or paid back once."""

    code = "remedy_elsewhere"
    default_message = _("Máy này đã được đổi hoặc hoàn tiền ở một hồ sơ khác.")


class NotSaleableError(ConflictError):
    """Only what nobody has and nothing is wrong with is given for another."""

    code = "not_saleable"
    default_message = _("Máy này không nằm trong kho bán. Hãy chọn máy khác.")


class OtherProductError(DomainError):
    """Another product is given with a word why."""

    code = "other_product"
    default_message = _("Máy này khác mẫu máy của khách. Hãy ghi vì sao đổi mẫu khác.")


class RefundAmountError(DomainError):
    """Nobody gets back more than they paid."""

    code = "refund_amount"
    default_message = _("Số tiền phải lớn hơn 0 và không quá giá khách đã trả.")


class CeilingNeededError(DomainError):
    """Without a receipt a manager says how much it can be."""

    code = "ceiling_needed"
    default_message = _(
        "Máy này không có hóa đơn của cửa hàng. Hãy ghi mức hoàn tối đa."
    )


class RefundUnderWayError(ConflictError):
    """The money of this claim is owed, or paid."""

    code = "refund_under_way"
    default_message = _("Khoản hoàn tiền của hồ sơ này đã được ghi.")


class LoanerUnavailableError(ConflictError):
    """A loaner is with one customer at a time."""

    code = "loaner_unavailable"
    default_message = _("Máy này đang cho mượn, hoặc không dùng để cho mượn nữa.")


class LoanerLentError(ConflictError):
    """A claim has one loaner out."""

    code = "loaner_lent"
    default_message = _("Khách đang giữ một máy mượn. Hãy nhận lại máy đó trước.")


class LendingOverError(ConflictError):
    """A loaner comes back once."""

    code = "lending_over"
    default_message = _("Máy mượn này đã được nhận lại.")


class AlarmDecidedError(ConflictError):
    """An entitlement is decided once."""

    code = "alarm_decided"
    default_message = _("Quyền này đã được quyết định.")


class CustomerWordError(DomainError):
    """The repair goes on when the customer says so."""

    code = "customer_word_needed"
    default_message = _("Hãy ghi khách đã đồng ý sửa tiếp ra sao, lúc nào.")


class GoodwillError(DomainError):
    """Not a share that can be given."""

    code = "goodwill_amount"
    default_message = _("Số tiền phải lớn hơn 0 và không quá phần khách trả.")


class NoBudgetError(ConflictError):
    """Nothing is given away without a budget."""

    code = "no_budget"
    default_message = _("Tháng này chưa có ngân sách thiện chí.")


class BudgetSpentError(ConflictError):
    """A budget is not overdrawn."""

    code = "budget_spent"
    default_message = _("Ngân sách thiện chí của tháng không đủ.")


class RecoveryAmountError(DomainError):
    """A supplier gives back at most what was asked."""

    code = "recovery_amount"
    default_message = _("Số tiền chấp nhận phải từ 0 tới số đã đòi.")
