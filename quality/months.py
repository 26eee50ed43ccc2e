"""Months as the house counts them. No database."""

from datetime import date, datetime, timedelta

from foundation.accounts.rosters import house_day, midnight

EARLIEST = date(2000, 1, 1)  # before it nobody kept a ticket


def first_of(day: date) -> date:
    """The first day of the month in which `day` lies."""
    return day.replace(day=1)


def month_after(month: date) -> date:
    """The first day of the next month."""
    return first_of(month + timedelta(days=31))


def month_before(month: date) -> date:
    """The first day of the month before."""
    return first_of(month - timedelta(days=1))


def last_month(at: datetime) -> date:
    """The first day of the latest month that is over at `at`."""
    return month_before(first_of(house_day(at)))


def span_of(month: date) -> tuple[datetime, datetime]:
    """The moments at which a month begins and the next one does."""
    return midnight(month), midnight(month_after(month))


def month_from(text: str) -> date | None:
    """The month of "2026-10"; None for what is no month, or none of ours."""
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return month if month >= EARLIEST else None
