"""A rate as it is written: share, n, change, place on the scale, and its list."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from insights.in_time import GOAL, InTime, points
from insights.rates import Pair
from insights.slices import Slice

NOTHING = "–"
# Less than what is written as one tenth of a point is no change.
STILL = 0.05


@dataclass(frozen=True, slots=True)
class Figure:
    """A rate with everything that stands beside it."""

    now: InTime
    change: float | None
    cut: Slice
    label: str

    @property
    def words(self) -> str:
        """94,2%, or a dash."""
        return percent(self.now.share)

    @property
    def trend(self) -> str:
        """▲ 1,3 or ▼ 0,8 points against the stretch before; empty with nothing there."""
        if self.change is None:
            return ""
        if abs(self.change) < STILL:
            return "="
        sign = "▲" if self.change > 0 else "▼"
        return f"{sign} {number_format(round(abs(self.change), 1), 1)}"

    @property
    def trend_words(self) -> str:
        """The change in a sentence."""
        if self.change is None:
            return _("chưa có kỳ trước để so")
        if abs(self.change) < STILL:
            return _("bằng kỳ trước")
        size = number_format(round(abs(self.change), 1), 1)
        words = (
            _("tăng %(n)s điểm so với 7 ngày trước đó")
            if self.change > 0
            else _("giảm %(n)s điểm so với 7 ngày trước đó")
        )
        return words % {"n": size}

    @property
    def tone(self) -> str:
        """Of the change."""
        if self.change is None or abs(self.change) < STILL:
            return ""
        return "ok" if self.change > 0 else "bad"

    @property
    def dot(self) -> str:
        """The place of its dot, in percent of the scale, as CSS and SVG write it."""
        return "" if self.now.place is None else f"{self.now.place * 100:.1f}%"

    @property
    def reading(self) -> str:
        """The finding in words, for those who do not see the dot."""
        return _("%(label)s: đúng hẹn %(share)s trong %(n)s cam kết, %(trend)s") % {
            "label": self.label,
            "share": self.words,
            "n": self.now.n,
            "trend": self.trend_words,
        }


def figure_of(pair: Pair, cut: Slice, label: str) -> Figure:
    """The figure of a pair of rates."""
    return Figure(pair.now, points(pair.now, pair.before), cut, label)


def percent(share: float | None) -> str:
    """94,2%, as the language writes it."""
    return NOTHING if share is None else f"{number_format(round(share * 100, 1), 1)}%"


def goal_words() -> str:
    """92%."""
    return f"{round(GOAL * 100)}%"
