"""Why a request is not taken in."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import DomainError


class NotOwnUnitError(DomainError):
    """A customer names a thing that is not theirs."""

    code = "not_own_unit"
    default_message = _("Không tìm thấy máy này trong số máy của bạn.")
