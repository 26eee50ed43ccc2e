"""The numbers of the satisfaction page as it shows them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from insights.csat import SCALE
from insights.figures import percent
from insights.periods import Period, last_days
from insights.queries import CsatReport, csat_report
from surveys.enums import Score
from surveys.models import Response
from surveys.queries import latest_responses

PERIODS = (7, 30, 90)
DEFAULT_DAYS = 30
LATEST = 20
TONES = {1: "bad", 2: "warn", 3: "", 4: "info", 5: "ok"}


@dataclass(frozen=True, slots=True)
class Bar:
    """One score: how many gave it, and their share."""

    score: int
    label: str
    n: int
    percent: int
    share: str
    tone: str


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """The page of one period."""

    days: int
    period: Period
    report: CsatReport
    value: str
    interval: str
    trend: str
    is_better: bool
    rate: str
    bars: list[Bar]
    latest: list[Response]

    @property
    def is_empty(self) -> bool:
        """Nothing was asked and nothing answered."""
        return not self.report.csat.n and not self.report.sent


def days_of(text: str) -> int:
    """The number of days in the address, or the usual one."""
    return int(text) if text in map(str, PERIODS) else DEFAULT_DAYS


def satisfaction_of(user: User, days: int, at: datetime) -> Satisfaction:
    """The page of the last `days` days for `user`. Five queries."""
    period = last_days(days, at)
    report = csat_report(user, period)
    csat, interval = report.csat, report.csat.interval
    before = csat_report(user, period.before).csat
    change = _change(csat.share, before.share)
    return Satisfaction(
        days=days,
        period=period,
        report=report,
        value=percent(csat.share),
        interval=_interval(interval.low, interval.high) if interval else "",
        trend=_trend(change),
        is_better=bool(change and change > 0),
        rate=percent(report.response_rate),
        bars=[_bar(score, report) for score in reversed(SCALE)],
        latest=latest_responses(user, limit=LATEST),
    )


def _interval(low: float, high: float) -> str:
    return f"{round(low * 100)}–{round(high * 100)}%"


def _change(now: float | None, before: float | None) -> float | None:
    return None if now is None or before is None else now - before


def _trend(change: float | None) -> str:
    """By how many points the number moved; empty where there is nothing to compare."""
    if change is None:
        return ""
    points = number_format(round(abs(change) * 100, 1), 1)
    sign = "▲" if change > 0 else "▼" if change < 0 else "="
    return _("%(sign)s %(points)s điểm so với kỳ trước") % {
        "sign": sign,
        "points": points,
    }


def _bar(score: int, report: CsatReport) -> Bar:
    n, total = report.csat.counts.get(score, 0), report.csat.n
    share = n / total if total else None
    return Bar(
        score=score,
        label=str(Score(score).label),
        n=n,
        percent=round(share * 100) if share else 0,
        share=percent(share),
        tone=TONES[score],
    )
