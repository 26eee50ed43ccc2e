"""Codes as drawings: the data of one SVG path, so that no markup is made here."""

from dataclasses import dataclass
from functools import lru_cache

import segno

from intake.code128 import bars_of, widths_of

# The standards ask for so many empty modules around a symbol.
QUIET_BARS = 10
QUIET_SQUARES = 2  # the paper around it is white as well


@dataclass(frozen=True, slots=True)
class Drawing:
    """A path in a box of `width` by `height` modules, the quiet zone included."""

    width: int
    height: int
    path: str


@lru_cache(maxsize=256)
def qr_of(text: str) -> Drawing:
    """A QR code that survives a fold and a stain (15 % of it)."""
    code = segno.make(text, error="m", micro=False)
    rows = [bytes(row) for row in code.matrix]
    side = len(rows) + 2 * QUIET_SQUARES
    squares = (
        f"M{x + QUIET_SQUARES} {y + QUIET_SQUARES}h{width}v1h-{width}z"
        for y, row in enumerate(rows)
        for x, width in _runs(row)
    )
    return Drawing(side, side, "".join(squares))


@lru_cache(maxsize=256)
def barcode_of(text: str) -> Drawing:
    """A barcode, one module high: pages stretch it."""
    width = sum(map(int, widths_of(text))) + 2 * QUIET_BARS
    bars = (f"M{x + QUIET_BARS} 0h{bar}v1h-{bar}z" for x, bar in bars_of(text))
    return Drawing(width, 1, "".join(bars))


def _runs(row: bytes) -> list[tuple[int, int]]:
    """The dark stretches of a row: where each begins and how long it is."""
    found: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if not dark:
            continue
        if found and sum(found[-1]) == x:
            found[-1] = found[-1][0], found[-1][1] + 1
        else:
            found.append((x, 1))
    return found
