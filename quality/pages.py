"""The months that the pages walk through."""

from dataclasses import dataclass
from datetime import date, datetime

from quality.months import last_month, month_after, month_before, month_from


@dataclass(frozen=True, slots=True)
class MonthPage:
    """A month that is over, and the ones beside it as an address says them."""

    month: date
    before: str
    after: str


def month_page(asked: str, at: datetime) -> MonthPage:
    """The month that an address asks for, or the last one that is over."""
    latest = last_month(at)
    month = month_from(asked) or latest
    month = min(month, latest)
    after = f"{month_after(month):%Y-%m}" if month < latest else ""
    return MonthPage(month, f"{month_before(month):%Y-%m}", after)
