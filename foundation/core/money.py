"""Money: whole đồng, never a float; shares that always add up."""

import re
from collections.abc import Sequence

CURRENCY = "VND"
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
UNIT = re.compile(r"\s*(?:₫|đ|d|vnd|vnđ|đồng)\s*$", re.IGNORECASE)
GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,0{1,2})?|\d{1,3}(?:,\d{3})+(?:\.0{1,2})?")
PLAIN = re.compile(r"\d{1,15}(?:[.,]0{1,2})?")
LONGEST = 40  # longer than any amount


def format_dong(amount: int) -> str:
    """An amount as people write it: 1.250.000 ₫, with a real minus and no line break."""
    sign = MINUS if amount < 0 else ""
    return f"{sign}{grouped(abs(amount))}{NO_BREAK_SPACE}₫"


def grouped(number: int) -> str:
    """1.250.000, as it is typed into a field."""
    return f"{number:,}".replace(",", ".")


def read_dong(text: str) -> int | None:
    """The amount that somebody typed, however it is grouped: 8.990.000, 8,990,000 ₫,
    8990000. None where it says no amount for certain."""
    bare = UNIT.sub("", text.strip())
    return read_whole(bare.replace(NO_BREAK_SPACE, "").replace(" ", ""))


def read_whole(text: str) -> int | None:
    """A whole number, however it is grouped. 250.000 is never 250."""
    if len(text) > LONGEST or not text.isascii():
        return None
    if GROUPED.fullmatch(text):
        return int(re.sub(r"[.,]0{1,2}$", "", text).replace(".", "").replace(",", ""))
    return int(re.split("[.,]", text)[0]) if PLAIN.fullmatch(text) else None


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Share `total` in proportion to `weights` by largest remainder: the parts sum to it.

    Equal remainders are served in the order given. With no weight at all the
    shares are equal. A refund splits as its charge did, with the sign turned.
    """
    if not weights or any(weight < 0 for weight in weights):
        raise ValueError("Money is split over one or more weights, none below zero.")
    if total < 0:
        return [-share for share in split(-total, weights)]
    whole = sum(weights)
    if whole == 0:
        return split(total, [1] * len(weights))
    shares = [total * weight // whole for weight in weights]
    by_remainder = sorted(
        range(len(weights)), key=lambda i: -(total * weights[i] % whole)
    )
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return shares
