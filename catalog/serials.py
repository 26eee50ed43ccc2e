"""Serial numbers: one way to write each, so that a unit is found however it is typed."""

import re
import unicodedata

from catalog.errors import SerialError

MAX_LENGTH = 60
# No slash: serial numbers stand in addresses.
SHAPE = re.compile(r"[A-Z0-9][A-Z0-9._\-]{1,58}[A-Z0-9]")
DASHES = re.compile("[\u2010-\u2015\u2212]")
MARKS = re.compile(r"[ \-._/]")
MAX_RAW_LENGTH = 200


def fold_serial(raw: str) -> str:
    """`raw` as it would be stored: upper case, without the spaces people put in to
    read it, with plain dashes. Never refuses; for search."""
    text = unicodedata.normalize("NFKC", raw[:MAX_RAW_LENGTH])
    return DASHES.sub("-", "".join(text.split())).upper()


def without_marks(raw: str) -> str:
    """A number as its letters and digits alone: NR340-2402 and nr340 2402 are one."""
    return MARKS.sub("", fold_serial(raw))


def clean_serial(raw: str) -> str:
    """The stored form of a serial number, or SerialError."""
    serial = fold_serial(raw)
    if len(raw) > MAX_RAW_LENGTH or not SHAPE.fullmatch(serial):
        raise SerialError
    return serial
