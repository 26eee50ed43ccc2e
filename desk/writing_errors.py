"""Why words are not sent that only the desk can judge."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from foundation.core.errors import DomainError


class UnfilledError(DomainError):
    """Variables of a canned reply that nobody filled in."""

    code = "unfilled_variables"

    def __init__(self, names: Sequence[str]) -> None:
        sentence = _("Chưa điền: %(names)s. Hãy điền hoặc xóa rồi gửi lại.")
        super().__init__(sentence % {"names": ", ".join(names)}, field="body")
