"""Ticket numbers as people write them: #48213, 48213, TK-48213, tk 48213."""

import re

from django.db import connection

PREFIX = "TK-"
NUMBER = re.compile(r"(?:#|tk[-\s]?)?([1-9][0-9]{0,11})", re.IGNORECASE | re.ASCII)


def parse_number(text: str) -> str | None:
    """The number as it is stored, or None when `text` is no ticket number."""
    found = NUMBER.fullmatch(text.strip())
    return f"{PREFIX}{found[1]}" if found else None


def next_number() -> str:
    """A number never given before; an abandoned one is not given again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('ticket_number_seq')")
        (value,) = cursor.fetchone()
    return f"{PREFIX}{value}"
