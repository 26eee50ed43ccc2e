"""Why a request is not taken in."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import DomainError


class NotOwnUnitError(DomainError):
    """A customer names a thing that is not theirs."""

    code = "not_own_unit"
    default_message = _("Không tìm thấy máy này trong số máy của bạn.")


class NoThingError(DomainError):
    """Something was handed in, and nobody says what."""

    code = "no_thing"
    default_message = _("Hãy chọn máy, hoặc ghi tên máy khách mang tới.")


class NoSymptomError(DomainError):
    """Nobody can look for a fault that was not told."""

    code = "no_symptom"
    default_message = _("Hãy chọn hoặc ghi lỗi khách nói.")


class PromisePastError(DomainError):
    """A promise that is broken when it is given, or that nobody will remember."""

    code = "promise_past"
    default_message = _("Ngày hẹn trả phải ở phía trước, trong vòng một năm.")
