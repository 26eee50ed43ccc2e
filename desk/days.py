"""Days as addresses name them."""

from datetime import date

# A shop has no business outside of these, and no clock counts past a calendar's ends.
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)


def day_of(raw: str) -> date | None:
    """The day of "2026-11-20", within what a shop lives through; None for no day."""
    try:
        return min(max(date.fromisoformat(raw), EARLIEST), LATEST)
    except ValueError:
        return None
