"""The words of a note with the colleagues it calls set apart."""

from dataclasses import replace

from foundation.accounts.models import User
from tickets.mentions import spans
from tickets.queries import Entry, Part, all_staff


def with_names_apart(entries: list[Entry]) -> list[Entry]:
    """The conversation, notes that may call somebody in pieces. One query at most."""
    if not any(_may_call(entry) for entry in entries):
        return entries
    people = list(all_staff())
    return [
        replace(entry, parts=split(entry.text, people)) if _may_call(entry) else entry
        for entry in entries
    ]


def split(text: str, people: list[User]) -> list[Part]:
    """The text in pieces, nothing of it lost."""
    parts, at = [], 0
    for start, end in spans(text, people):
        parts += [Part(text[at:start]), Part(text[start:end], is_name=True)]
        at = end
    parts.append(Part(text[at:]))
    return [part for part in parts if part.text]


def _may_call(entry: Entry) -> bool:
    return entry.is_note and "@" in entry.text
