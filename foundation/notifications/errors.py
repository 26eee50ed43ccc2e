from django.utils.translation import gettext_lazy as _

from foundation.core.errors import ConflictError, DomainError


class MessageNotResendableError(ConflictError):
    """The message is still on its way, was cancelled, or somebody was first."""

    code = "message_not_resendable"
    default_message = _("Tin này đang chờ gửi hoặc đã hủy nên không gửi lại được.")


class SecretMessageError(DomainError):
    """A code or link to sign in goes out once; the customer asks for a new one."""

    code = "message_is_secret"
    default_message = _(
        "Tin có mã đăng nhập chỉ gửi một lần. Khách có thể yêu cầu mã mới."
    )


class MessageOnItsWayError(ConflictError):
    """Only what has not left the house can be cancelled."""

    code = "message_on_its_way"
    default_message = _("Tin này không còn chờ gửi nên không hủy được.")
