"""The kinds of notice: how each is called, drawn and worded.

An app registers its kinds where it owes them, at import time:
register("clock-warning", _("Sắp tới hạn"), "timer", words, mail=False).
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _

logger = logging.getLogger(__name__)

Words = Callable[[Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """One kind: `words` makes the line from a notice's data, in the reader's language.

    `mail` says whether it also goes by mail when the person has chosen nothing.
    """

    code: str
    label: str | Promise
    icon: str
    words: Words
    mail: bool = True


_kinds: dict[str, NoticeKind] = {}


def register(
    code: str, label: str | Promise, icon: str, words: Words, *, mail: bool = True
) -> None:
    """Make a kind known; the icon is one that the sprite holds."""
    _kinds[code] = NoticeKind(code, label, icon, words, mail)


def kind_of(code: str) -> NoticeKind:
    """The kind with this code; one that nobody registers any more says little."""
    return _kinds.get(code) or NoticeKind(code, _("Nhắc việc khác"), "bell", _plain)


def registered_kinds() -> list[NoticeKind]:
    """Every kind, in the order in which the apps registered them."""
    return list(_kinds.values())


def line_of(code: str, data: Mapping[str, Any]) -> str:
    """The words of one notice in the language of now; never an error."""
    kind = kind_of(code)
    try:
        return str(kind.words(data))
    except Exception:  # data of an older release must not take the page with it
        logger.exception("words of notice kind %s", code)
        return str(kind.label)


def _plain(_data: Mapping[str, Any]) -> str:
    return gettext("Có việc cần xem")
