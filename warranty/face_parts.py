"""The small reckonings behind a cover's face: what is left, what was added, how far along."""

from datetime import date

from django.utils.translation import gettext as _, ngettext

from foundation.calendars.period import add_months
from warranty.enums import LineKind
from warranty.models import CoverLine, UnitCover

MONTHS = 12


def leading(cover: UnitCover) -> CoverLine:
    """The line whose end is the cover's: of the whole thing, else the longest."""
    lines = list(cover.lines.all())
    whole = [line for line in lines if line.component_id is None]
    return max(whole or lines, key=lambda line: line.ends_on)


def added_of(line: CoverLine) -> int:
    """How many days came on top of the term: in the workshop, and given."""
    return line.paused_days + line.granted_days


def added_before(cover: UnitCover, plan: CoverLine) -> int:
    """The days on top of what a plan goes on from: they moved its first day.

    None where the line is no plan, and each day once: of the terms side by side the
    longest counts.
    """
    if plan.kind != LineKind.PLAN:
        return 0
    whole = [line for line in cover.lines.all() if line.component_id is None]
    terms = [line for line in whole if line.kind == LineKind.TERM]
    longest = max(terms, key=lambda line: line.ends_on, default=None)
    plans = [
        line
        for line in whole
        if line.kind == LineKind.PLAN and line.starts_on < plan.starts_on
    ]
    return sum(added_of(line) for line in [*plans, *([longest] if longest else [])])


def share(first: date, day: date, last: date) -> int:
    """How far `day` lies between the two, in percent, never outside."""
    total = max((last - first).days, 1)
    return min(max(round((day - first).days * 100 / total), 0), 100)


def time_left(on: date, ends_on: date) -> str:
    """1 năm 10 tháng · 3 tháng · 45 ngày: whole months where there are two or more."""
    months = 0
    while add_months(on, months + 1) <= ends_on:
        months += 1
    if months < 2:
        return _days((ends_on - on).days)
    years, months = divmod(months, MONTHS)
    told = [_years(years)] if years else []
    told += [_months(months)] if months else []
    return " ".join(told)


def _days(n: int) -> str:
    if n == 0:
        return _("hết hôm nay")
    return ngettext("%(n)s ngày", "%(n)s ngày", n) % {"n": n}


def _months(n: int) -> str:
    return ngettext("%(n)s tháng", "%(n)s tháng", n) % {"n": n}


def _years(n: int) -> str:
    return ngettext("%(n)s năm", "%(n)s năm", n) % {"n": n}
