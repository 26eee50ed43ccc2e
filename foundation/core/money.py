"""Money: whole đồng, never a float; shares that always add up."""

from collections.abc import Sequence

CURRENCY = "VND"
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"


def format_dong(amount: int) -> str:
    """An amount as people write it: 1.250.000 ₫, with a real minus and no line break."""
    sign = MINUS if amount < 0 else ""
    digits = f"{abs(amount):,}".replace(",", ".")
    return f"{sign}{digits}{NO_BREAK_SPACE}₫"


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
