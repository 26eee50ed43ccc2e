"""Claim numbers as people write them: BH-1042, bh 1042; and those of recoveries: NC-17."""

import re

from django.db import connection

PREFIX = "BH-"
RECOVERY_PREFIX = "NC-"
NUMBER = re.compile(r"bh[-\s]?([1-9][0-9]{0,11})", re.IGNORECASE | re.ASCII)


def parse_claim_number(text: str) -> str | None:
    """The number as it is stored, or None when `text` is none."""
    found = NUMBER.fullmatch(text.strip())
    return f"{PREFIX}{found[1]}" if found else None


def next_claim_number() -> str:
    """A number never given before; an abandoned one is not given again."""
    return f"{PREFIX}{_next('claim_number_seq')}"


def next_recovery_number() -> str:
    """The same for a claim against a supplier."""
    return f"{RECOVERY_PREFIX}{_next('recovery_number_seq')}"


def _next(sequence: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [sequence])
        (value,) = cursor.fetchone()
    found: int = value
    return found
