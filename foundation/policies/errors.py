"""Why a policy, its draft or its publishing is refused."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import ConflictError, DomainError


class PolicyNameError(DomainError):
    """A policy without a name, or with another's, could not be told apart."""

    code = "policy_name"
    default_message = _("Hãy đặt một tên mà chưa chính sách nào dùng.")


class PolicyCodeError(DomainError):
    """The code stands in the address of the public page, so it is given once."""

    code = "policy_code"
    default_message = _(
        "Mã chỉ gồm chữ thường không dấu, số và gạch nối, và chưa chính sách nào dùng."
    )


class PolicyChangedError(ConflictError):
    """Somebody else saved, published or dropped a draft since this editor looked."""

    code = "policy_changed"
    default_message = _(
        "Chính sách vừa được người khác sửa. Hãy xem lại rồi lưu lần nữa; những gì bạn "
        "nhập vẫn còn đây."
    )


class NoDraftError(ConflictError):
    """Nothing stands ready to be published."""

    code = "no_draft"
    default_message = _("Chính sách này không có bản nháp nào.")


class PartMissingError(DomainError):
    """The law names six parts, and none of them may be empty."""

    code = "part_missing"


class EffectiveDayError(DomainError):
    """A version begins on a day of its own, and not in the past of another."""

    code = "effective_day"
