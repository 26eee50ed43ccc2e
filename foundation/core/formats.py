"""Times, durations and telephone numbers as people in Vietnam write them.

Each function converts the time zone once and formats by hand: a list of fifty rows
spends more in Django's `date` filter than in its query.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import gettext as _, ngettext, pgettext

from foundation.core.phones import pretty

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WORKING_DAY = 8 * HOUR  # from here on people count in days, not hours
VISIBLE_HEAD = 4  # with the last three digits enough to recognise, too little to dial
VISIBLE_TAIL = 3


def vndate(value: date | datetime | None) -> str:
    """20/11/2026."""
    if value is None:
        return ""
    day = _local(value) if isinstance(value, datetime) else value
    return f"{day.day:02}/{day.month:02}/{day.year}"


def vndatetime(value: datetime | None) -> str:
    """20/11/2026, 10:58."""
    if value is None:
        return ""
    at = _local(value)
    return f"{vndate(at)}, {at.hour:02}:{at.minute:02}"


def clock(value: datetime | None, now: datetime | None = None) -> str:
    """In lists: 10:58 today, "Hôm qua" yesterday, 18/11 this year, else 18/11/2025."""
    if value is None:
        return ""
    at, today = _local(value), _local(now or timezone.now())
    days = (today.date() - at.date()).days
    if days == 0:
        return f"{at.hour:02}:{at.minute:02}"
    if days == 1:
        return _("Hôm qua")
    if at.year == today.year:
        return f"{at.day:02}/{at.month:02}"
    return vndate(at)


def moment(value: datetime | None, now: datetime | None = None) -> str:
    """In a timeline, always with the time: 10:58 · "Hôm qua, 17:05" · 18/11, 17:05."""
    if value is None:
        return ""
    at = _local(value)
    time, day = f"{at.hour:02}:{at.minute:02}", clock(at, now)
    return time if day == time else f"{day}, {time}"


def due(value: datetime | None, now: datetime | None = None) -> str:
    """Within a sentence: 10:58 today, else 18/11, 17:05; with the year if it is another."""
    if value is None:
        return ""
    at, today = _local(value), _local(now or timezone.now())
    time = f"{at.hour:02}:{at.minute:02}"
    if at.date() == today.date():
        return time
    day = f"{at.day:02}/{at.month:02}" if at.year == today.year else vndate(at)
    return f"{day},\N{NO-BREAK SPACE}{time}"


def ago(value: datetime | None, now: datetime | None = None) -> str:
    """How long since: "vừa xong", "10 phút trước", "3 ngày trước"; a date after a month."""
    if value is None:
        return ""
    seconds = int(((now or timezone.now()) - value).total_seconds())
    if seconds < MINUTE:
        return _("vừa xong")
    if seconds < HOUR:
        n = seconds // MINUTE
        return ngettext("%(n)s phút trước", "%(n)s phút trước", n) % {"n": n}
    if seconds < DAY:
        n = seconds // HOUR
        return ngettext("%(n)s giờ trước", "%(n)s giờ trước", n) % {"n": n}
    if seconds < 30 * DAY:
        n = seconds // DAY
        return ngettext("%(n)s ngày trước", "%(n)s ngày trước", n) % {"n": n}
    return vndate(value)


def duration(value: timedelta | float | None) -> str:
    """Working time in a chip: 35 ph · 2 g 46 · 6 g · 1 ngày. Whole days are rounded down."""
    if value is None:
        return ""
    seconds = _seconds(value)
    if seconds < MINUTE:
        return pgettext("duration", "dưới 1 ph")
    if seconds >= WORKING_DAY:
        n = seconds // WORKING_DAY
        return ngettext("%(n)s ngày", "%(n)s ngày", n) % {"n": n}
    hours, minutes = seconds // HOUR, seconds % HOUR // MINUTE
    if not hours:
        return pgettext("duration", "%(n)s ph") % {"n": minutes}
    whole = pgettext("duration", "%(n)s g") % {"n": hours}
    return f"{whole} {minutes:02}" if minutes else whole


def duration_long(value: timedelta | float | None) -> str:
    """Working time in a sentence: 35 phút · 2 giờ 46 · 1 ngày."""
    if value is None:
        return ""
    seconds = _seconds(value)
    if seconds < MINUTE or seconds >= WORKING_DAY:
        return duration(seconds)
    hours, minutes = seconds // HOUR, seconds % HOUR // MINUTE
    if not hours:
        return ngettext("%(n)s phút", "%(n)s phút", minutes) % {"n": minutes}
    whole = ngettext("%(n)s giờ", "%(n)s giờ", hours) % {"n": hours}
    return f"{whole} {minutes:02}" if minutes else whole


def file_size(size: int | None) -> str:
    """820 B · 34 KB · 2,4 MB, with a decimal comma."""
    if size is None:
        return ""
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{round(size / 1024)} KB"
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")


@lru_cache(maxsize=4096)
def phone(number: str) -> str:
    """0903 442 218 for +84903442218; what cannot be read is shown as it is."""
    if not number.startswith("+"):
        return number
    return pretty(number)


@lru_cache(maxsize=4096)
def phone_masked(number: str) -> str:
    """0903 ··· 218: recognisable to the owner, useless to a reader over the shoulder."""
    digits = [sign for sign in phone(number) if sign.isdigit()]
    if len(digits) <= VISIBLE_HEAD + VISIBLE_TAIL:
        return f"··· {''.join(digits[-VISIBLE_TAIL:])}"
    return f"{''.join(digits[:VISIBLE_HEAD])} ··· {''.join(digits[-VISIBLE_TAIL:])}"


def _local(value: datetime) -> datetime:
    if timezone.is_naive(value):
        value = value.replace(tzinfo=UTC)
    return value.astimezone(timezone.get_current_timezone())


def _seconds(value: timedelta | float) -> int:
    seconds = value.total_seconds() if isinstance(value, timedelta) else value
    return abs(int(seconds))
