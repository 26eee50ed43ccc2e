"""What each template of a message is called at the desk.

An app names its templates where it owes them, at import time:
register("ticket-reply", _("Trả lời phiếu"), is_automatic=False).
"""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class MessageLabel:
    """The name of a template, and whether a machine wrote the words (RFC 3834)."""

    text: str | Promise
    is_automatic: bool = True


_labels: dict[str, MessageLabel] = {}


def register(template: str, text: str | Promise, *, is_automatic: bool = True) -> None:
    """Name `templates/emails/<template>/`; what a person wrote is not automatic."""
    _labels[template] = MessageLabel(text, is_automatic)


def label_of(template: str) -> MessageLabel:
    """The label of a template; one that nobody named shows its folder."""
    return _labels.get(template) or MessageLabel(template)
