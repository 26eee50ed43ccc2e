"""Stretches of days that reports are made for, at home in Ho Chi Minh City."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1

    @property
    def start(self) -> datetime:
        """The moment it begins."""
        return _midnight(self.first)

    @property
    def end(self) -> datetime:
        """The moment after it."""
        return _midnight(self.last + timedelta(days=1))

    @property
    def before(self) -> "Period":
        """As many days right before, to compare with."""
        shift = timedelta(days=self.days)
        return Period(self.first - shift, self.last - shift)


def last_days(days: int, at: datetime) -> Period:
    """The last `days` days, today included."""
    today = timezone.localdate(at)
    return Period(today - timedelta(days=days - 1), today)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
