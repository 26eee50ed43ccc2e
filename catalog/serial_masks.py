"""How a brand writes its serial numbers, and what they tell: the day of production.

A mask is the number as it stands, with braces around what changes:
`NM95-{YY}{MM}-{######}`. Inside: `YY` `MM` `WW` year, month and week of production,
`#` a digit, `@` a letter, `*` either, `C` a check digit (Luhn over all digits before
it). Masks instead of regular expressions: a slip in a mask cannot hang a server.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from catalog.errors import MaskError

CENTURY = 2000
PIECES = {
    "YY": r"(?P<year>[0-9]{2})",
    "MM": r"(?P<month>0[1-9]|1[0-2])",
    "WW": r"(?P<week>0[1-9]|[1-4][0-9]|5[0-3])",
    "C": r"(?P<check>[0-9])",
}
SIGNS = {"#": "[0-9]", "@": "[A-Z]", "*": "[A-Z0-9]"}
BRACED = re.compile(r"\{([^{}]*)\}")
MAX_MASK = 80


@dataclass(frozen=True, slots=True)
class Mask:
    """A mask made ready to read numbers."""

    shape: re.Pattern[str]

    def fits(self, serial: str) -> bool:
        """Whether a stored serial number is one of these, its check digit included."""
        found = self.shape.fullmatch(serial)
        return found is not None and _is_checked(serial, found)

    def produced_on(self, serial: str) -> date | None:
        """The first day of the month or week it was made in; None if it does not say."""
        found = self.shape.fullmatch(serial)
        if found is None or not _is_checked(serial, found):
            return None
        parts = found.groupdict()
        if not parts.get("year"):
            return None
        year = CENTURY + int(parts["year"])
        if parts.get("week"):
            return _monday(year, int(parts["week"]))
        return date(year, int(parts.get("month") or 1), 1)


@lru_cache(maxsize=256)
def read_mask(text: str) -> Mask:
    """A mask out of its text, or MaskError: unknown signs in braces, or a part twice."""
    if len(text) > MAX_MASK:
        raise MaskError(field="mask")
    shape, last = "", 0
    for braced in BRACED.finditer(text):
        shape += re.escape(text[last : braced.start()]) + _piece(braced[1])
        last = braced.end()
    rest = text[last:]
    if "{" in rest or "}" in rest:
        raise MaskError(field="mask")
    try:
        return Mask(re.compile(shape + re.escape(rest)))
    except re.error as error:  # the same named part twice
        raise MaskError(field="mask") from error


def _piece(inside: str) -> str:
    if inside in PIECES:
        return PIECES[inside]
    if not inside or any(sign not in SIGNS for sign in inside):
        raise MaskError(field="mask")
    return "".join(SIGNS[sign] for sign in inside)


def _monday(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:  # most years have no 53rd week
        return None


def _is_checked(serial: str, found: re.Match[str]) -> bool:
    if not found.groupdict().get("check"):
        return True
    place = found.start("check")
    digits = [int(sign) for sign in serial[:place] if sign.isdigit()]
    return (_luhn(digits) + int(serial[place])) % 10 == 0


def _luhn(digits: list[int]) -> int:
    """The sum whose complement to ten is the check digit."""
    doubled = [
        digit if place % 2 else sum(divmod(digit * 2, 10))
        for place, digit in enumerate(reversed(digits))
    ]
    return sum(doubled)
