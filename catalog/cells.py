"""What a spreadsheet cell says, in the ways Excel and Vietnamese shop systems write it."""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from foundation.core.errors import DomainError
from foundation.core.money import read_dong, read_whole

# Excel counts days from here (it believes in 29 February 1900).
EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a wall clock; the zone is added later
EARLIEST_YEAR, LATEST_YEAR = 2000, 2100
EXCEL_SERIAL = re.compile(r"\d{5}(?:[.,]\d{1,12})?")
DAY_FIRST = re.compile(
    r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?"
)
ISO_DAY_LENGTH = 10
ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ].*)?")
MAX_CELL = 40  # longer than any date


class CellError(DomainError):
    """The cell cannot be read as what its column holds."""

    code = "invalid_cell"


def bare(cell: str) -> str:
    """The cell without the wrappers that keep Excel from mending it: ="007", '007."""
    text = cell.strip()
    if text.startswith('="') and text.endswith('"') and len(text) > 2:
        return text[2:-1].strip()
    return text.removeprefix("'").strip()


@lru_cache(maxsize=4096)
def moment_of(cell: str) -> datetime:
    """The moment meant by an ISO date, dd/mm/yyyy or Excel's day number; at home where
    the cell names no zone."""
    text = bare(cell)
    moment = _wall_clock(text) if len(text) <= MAX_CELL else None
    if moment is None or not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        raise CellError(_("Ngày không đúng. Ví dụ: 20/11/2026 hoặc 2026-11-20."))
    if timezone.is_naive(moment):
        moment = timezone.make_aware(moment)
    return moment.astimezone(UTC)


@lru_cache(maxsize=4096)
def dong_of(cell: str) -> int:
    """Whole đồng, however they are grouped: 8.990.000, 8,990,000 ₫, 8990000."""
    amount = read_dong(bare(cell))
    if amount is None:
        raise CellError(_("Số tiền không đúng. Ví dụ: 8.990.000 hoặc 8990000."))
    return amount


def count_of(cell: str) -> int:
    """A whole number of things."""
    number = read_whole(bare(cell))
    if number is None:
        raise CellError(_("Số lượng phải là số nguyên."))
    return number


def _wall_clock(text: str) -> datetime | None:
    try:
        if ISO.fullmatch(text):
            is_day = len(text) == ISO_DAY_LENGTH
            return datetime.fromisoformat(text) if is_day else parse_datetime(text)
        if match := DAY_FIRST.fullmatch(text):
            day, month, year, hour, minute, second = (
                int(match[n] or 0) for n in (1, 3, 4, 5, 6, 7)
            )
            return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - as EXCEL_EPOCH
        if EXCEL_SERIAL.fullmatch(text):
            days = timedelta(days=float(text.replace(",", ".")))
            return _to_seconds(EXCEL_EPOCH + days)
    except (ValueError, OverflowError):
        pass
    return None


def _to_seconds(moment: datetime) -> datetime:
    """Excel's fractions of a day are a little off: 10:30:00 comes as 10:29:59.99."""
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)
