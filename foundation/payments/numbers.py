"""Numbers of payments as people write them: TC-1042, tc 1042."""

import re

from django.db import connection

PREFIX = "TC-"
NUMBER = re.compile(r"tc[-\s]?([1-9][0-9]{0,11})", re.IGNORECASE | re.ASCII)


def parse_number(text: str) -> str | None:
    """The number as it is stored, or None when `text` is no payment's number."""
    found = NUMBER.fullmatch(text.strip())
    return f"{PREFIX}{found[1]}" if found else None


def next_number() -> str:
    """A number never given before; an abandoned one is not given again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('payment_number_seq')")
        (value,) = cursor.fetchone()
    return f"{PREFIX}{value}"
