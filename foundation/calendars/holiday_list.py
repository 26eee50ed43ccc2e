"""Vietnam's public holidays as the `holidays` package knows them, as plain values."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib.metadata import version

import holidays

COUNTRY = "VN"
LANGUAGE = "vi"
LIST_VERSION = version("holidays")

LUNAR_NEW_YEAR = "Tết Nguyên Đán"
# A day off that another, worked day pays for, as the package words it.
SWAPPED_FOR = re.compile(r"thay cho ngày (\d{2}/\d{2}/\d{4})")
REMARK = re.compile(r" \((?:nghỉ bù|dự kiến|nghỉ bù, dự kiến)\)$")


@dataclass(frozen=True, slots=True)
class Holiday:
    """One holiday of one or more days; a swap names the day worked in its stead."""

    name: str
    starts_on: date
    ends_on: date
    worked_on: date | None = None


def holidays_of(year: int) -> list[Holiday]:
    """The holidays of a year, days in a row of one feast as one span."""
    listed = holidays.country_holidays(COUNTRY, years=year, language=LANGUAGE)
    spans: list[Holiday] = []
    for day, name in sorted(listed.items()):
        last = spans[-1] if spans else None
        if last and _continues(last, day, name):
            spans[-1] = replace(last, ends_on=day)
        elif day.year == year:
            spans.append(Holiday(_title(name), day, day, _worked_on(name)))
    return spans


def _continues(span: Holiday, day: date, name: str) -> bool:
    is_next = span.ends_on + timedelta(days=1) == day
    is_swap = span.worked_on is not None or _worked_on(name) is not None
    return is_next and not is_swap and _feast(span.name) == _feast(name)


def _title(name: str) -> str:
    return LUNAR_NEW_YEAR if _feast(name) == LUNAR_NEW_YEAR else name


def _feast(name: str) -> str:
    """29 Tết, its eve and its first days are one feast to everybody but the list."""
    is_lunar_new_year = "Tết" in name and "Dương lịch" not in name
    return LUNAR_NEW_YEAR if is_lunar_new_year else REMARK.sub("", name)


def _worked_on(name: str) -> date | None:
    swap = SWAPPED_FOR.search(name)
    if swap is None:
        return None
    day, month, year = (int(part) for part in swap[1].split("/"))
    return date(year, month, day)
