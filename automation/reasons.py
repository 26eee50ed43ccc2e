"""The code of a refusal as a sentence in the reader's language."""

from collections.abc import Iterator
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.core.errors import DomainError

NO_CHANGE = "no_change"
_OWN: dict[str, str | Promise] = {NO_CHANGE: _("Phiếu đã như vậy, không cần đổi.")}


def sentence_of(code: str) -> str:
    """What the refusal says to a person; empty for no code."""
    if not code:
        return ""
    return str(_OWN.get(code) or _sentences().get(code, DomainError.default_message))


@cache
def _sentences() -> dict[str, str | Promise]:
    return {error.code: error.default_message for error in _below(DomainError)}


def _below(error: type[DomainError]) -> Iterator[type[DomainError]]:
    for one in error.__subclasses__():
        yield one
        yield from _below(one)
