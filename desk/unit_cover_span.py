"""The days of a cover drawn on one line of time: each stretch with where it lies. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _, ngettext

from foundation.core.formats import vndate
from warranty.cover_words import component_name
from warranty.enums import CoverKind, CoverStatus, LineKind
from warranty.models import CoverageEvent, CoverLine, UnitCover

TONES = {LineKind.TERM: "term", LineKind.RESTART: "part", LineKind.PLAN: "plan"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some days: from where on the line, how wide, both in percent of it."""

    x: str
    width: str
    tone: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One reason for cover, or the workshop, with its days in words."""

    name: str
    words: str
    stretches: list[Stretch]


@dataclass(frozen=True, slots=True)
class Span:
    """All lanes on the same days, and today where it lies among them."""

    first: date
    last: date
    today: str
    lanes: list[Lane]


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    def at(self, day: date) -> float:
        """Where a day begins, in percent."""
        total = (self.last - self.first).days + 1
        return min(max((day - self.first).days * 100 / total, 0), 100)

    def stretch(self, first: date, last: date, tone: str) -> Stretch:
        """From the morning of the first day to the evening of the last."""
        x, end = self.at(first), self.at(last + timedelta(days=1))
        width = max(end - x, 0.6)  # a day of ten years would not be seen
        return Stretch(f"{min(x, 100 - width):.2f}", f"{width:.2f}", tone)


def span_of(cover: UnitCover, events: Sequence[CoverageEvent], on: date) -> Span:
    """Every line of a cover with its days, then the days in the workshop."""
    lines = list(cover.lines.all())
    stays = _stays(events, on)
    firsts = [line.starts_on for line in lines] + [first for first, _last, _ in stays]
    lasts = [line.ends_on for line in lines] + [last for _first, last, _ in stays]
    scale = _Scale(min(firsts, default=cover.starts_on), max([*lasts, cover.ends_on]))
    lanes = [_lane(line, scale) for line in lines]
    if stays:
        lanes.append(_workshop(stays, scale))
    is_within = scale.first <= on <= scale.last
    today = f"{scale.at(on):.2f}" if is_within else ""
    return Span(scale.first, scale.last, today, lanes)


def _lane(line: CoverLine, scale: _Scale) -> Lane:
    is_refused = line.status in {CoverStatus.VOIDED, CoverStatus.SUPERSEDED}
    tone = "off" if is_refused else TONES[LineKind(line.kind)]
    stretches = [scale.stretch(line.starts_on, line.base_end_on, tone)]
    if line.ends_on > line.base_end_on:
        added = line.base_end_on + timedelta(days=1)
        stretches.append(scale.stretch(added, line.ends_on, f"{tone} is-added"))
    return Lane(_name(line), _days(line.starts_on, line.ends_on), stretches)


def _name(line: CoverLine) -> str:
    if line.kind == LineKind.PLAN:
        return _("Gói gia hạn")
    if line.kind == LineKind.RESTART:
        return _("%(part)s, thay mới") % {"part": component_name(line)}
    return component_name(line)


def _stays(events: Iterable[CoverageEvent], on: date) -> list[tuple[date, date, bool]]:
    """From when to when it lay in the workshop, and whether it still does."""
    begun: dict[str, date] = {}
    stays = []
    for event in events:
        if event.kind == CoverKind.PAUSED:
            begun.setdefault(event.data["claim"], event.on)
        elif event.kind == CoverKind.RESUMED and event.data["claim"] in begun:
            stays.append((begun.pop(event.data["claim"]), event.on, False))
    return stays + [(since, max(since, on), True) for since in begun.values()]


def _workshop(stays: Sequence[tuple[date, date, bool]], scale: _Scale) -> Lane:
    told = [_stay(first, last, is_open=is_open) for first, last, is_open in stays]
    stretches = [scale.stretch(first, last, "shop") for first, last, _ in stays]
    return Lane(_("Nằm xưởng"), "; ".join(told), stretches)


def _stay(first: date, last: date, *, is_open: bool) -> str:
    if is_open:
        return _("từ %(first)s, chưa trả") % {"first": vndate(first)}
    n = (last - first).days + 1
    words = ngettext("%(days)s (%(n)s ngày)", "%(days)s (%(n)s ngày)", n)
    return words % {"days": _days(first, last), "n": n}


def _days(first: date, last: date) -> str:
    return f"{vndate(first)} – {vndate(last)}"
