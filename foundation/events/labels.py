"""How each verb reads on a timeline: a phrase after the actor's name, and an icon.

An app registers its verbs at the end of its verbs.py, so that whoever records a verb
has also named it: register(TICKET_RESOLVED, _("đã xử lý xong"), icon="circle-check").
"""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Label:
    """The words and the icon of a verb."""

    text: str | Promise
    icon: str


_labels: dict[str, Label] = {}


def register(verb: str, text: str | Promise, *, icon: str = "activity") -> None:
    """Give `verb` its phrase, in the source language and lower case, and its icon."""
    _labels[verb] = Label(text, icon)


def label_of(verb: str) -> Label:
    """The label of a verb; one that nobody named reads as it is written."""
    return _labels.get(verb) or Label(verb, "activity")


def known_verbs() -> list[tuple[str, Label]]:
    """Every named verb, by its name."""
    return sorted(_labels.items())
