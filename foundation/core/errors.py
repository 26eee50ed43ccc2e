"""What a rule says when it refuses. The sentence is shown to the person as it is."""

from typing import Any

from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """A business rule refuses; `str(error)` is a sentence fit for the user.

    `code` names the refusal for machines; `status` is the HTTP status an API
    answers with: 422 for a rule, 409 where the state forbids it.
    """

    code = "refused"
    status = 422
    default_message: Any = _("Không thể thực hiện thao tác này.")

    def __init__(self, message: Any = None, *, field: str | None = None) -> None:
        super().__init__(message or self.default_message)
        self.message = message or self.default_message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class ConflictError(DomainError):
    """The state of the thing forbids it, or somebody else was first."""

    code = "conflict"
    status = 409
    default_message = _("Ai đó vừa thay đổi mục này. Hãy tải lại rồi thử lần nữa.")


class TransitionError(ConflictError):
    """The workflow has no such step from the current status."""

    code = "transition_refused"
    default_message = _("Trạng thái hiện tại không cho phép bước này.")


class PhoneError(DomainError):
    """Not a telephone number we could call."""

    code = "invalid_phone"
    default_message = _("Số điện thoại không đúng. Ví dụ: 0903 442 218.")


class EmailError(DomainError):
    """Not one plain e-mail address."""

    code = "invalid_email"
    default_message = _("Địa chỉ e-mail không đúng. Ví dụ: ten@congty.vn.")
