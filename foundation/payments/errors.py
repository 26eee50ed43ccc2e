"""Why money is not owed, not paid or not taken back."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import ConflictError, DomainError


class AmountError(DomainError):
    """Money is owed in whole đồng, above zero and below what the column holds."""

    code = "amount"
    default_message = _("Số tiền phải là số đồng lớn hơn 0.")


class CeilingError(DomainError):
    """More would go out than the case may give back."""

    code = "refund_ceiling"


class PaymentKeyError(ConflictError):
    """The same promise was made before, with another sum or for another case."""

    code = "payment_key"
    default_message = _("Khoản này đã được ghi trước đó với nội dung khác.")


class DeciderMissingError(DomainError):
    """What goes out is decided by a person of the house."""

    code = "decider_missing"
    default_message = _("Khoản chi phải do một nhân viên quyết định.")


class PaymentSettledError(ConflictError):
    """The money has moved: what was done stands, a correction is another payment."""

    code = "payment_settled"
    default_message = _("Khoản này đã xong nên không đổi được nữa.")


class PaymentCancelledError(ConflictError):
    """Nobody owes it any more."""

    code = "payment_cancelled"
    default_message = _("Khoản này đã bị hủy.")


class SecondPersonError(DomainError):
    """Whoever decides that money goes out does not also hand it over."""

    code = "second_person"
    default_message = _(
        "Bạn là người quyết định khoản chi này, nên một người khác phải chi."
    )


class MethodError(DomainError):
    """Money changes hands in some way."""

    code = "payment_method"
    default_message = _("Hãy chọn cách thanh toán.")


class ReferenceMissingError(DomainError):
    """A transfer or a card payment is found again by its number."""

    code = "reference_missing"
    default_message = _("Hãy ghi mã giao dịch của ngân hàng hoặc máy quẹt thẻ.")


class PayeeMissingError(DomainError):
    """A transfer goes to somebody's account."""

    code = "payee_missing"
    default_message = _(
        "Chưa đủ tên người nhận, ngân hàng và số tài khoản. Hãy ghi người nhận trước."
    )


class PayeeChangedError(ConflictError):
    """The account is not the one that stood on the page."""

    code = "payee_changed"
    default_message = _(
        "Người nhận vừa được đổi. Hãy xem lại tài khoản rồi xác nhận lần nữa."
    )


class AccountNumberError(DomainError):
    """Letters and digits only: a bank takes nothing else."""

    code = "account_number"
    default_message = _("Số tài khoản chỉ gồm chữ không dấu và số, tối đa 34 ký tự.")


class ReasonMissingError(DomainError):
    """Money that is not owed any more needs a why."""

    code = "reason_missing"
    default_message = _("Hãy ghi lý do.")
