"""Which moment to name to somebody who comes by: one at which the door is open. Pure."""

from datetime import UTC, datetime, timedelta

from foundation.calendars.schedule import Schedule, Span

# Longer than any closure; what stays shut longer names its own days.
HORIZON_DAYS = 31


def open_moment(due: datetime, since: datetime, windows: Schedule) -> datetime:
    """`due` where it is open then, else the last closing before it on a day after `since`;
    where there is none, the end of the first working day from then on.

    `due` itself for a calendar that stays shut.
    """
    second, begun = int(due.timestamp()), int(since.timestamp())
    if any(span.start <= second <= span.end for span in _spans(windows, second, 0)):
        return due
    today = windows.day_of(begun)
    for back in range(HORIZON_DAYS):
        before = [s.end for s in _spans(windows, second, -back) if s.end <= second]
        if before and windows.day_of(before[-1] - 1) > today:
            return _instant(before[-1])
        if before:
            break
    for ahead in range(HORIZON_DAYS):
        after = [s.end for s in _spans(windows, second, ahead) if s.end > second]
        if after:
            return _instant(after[-1])
    return due


def _spans(windows: Schedule, second: int, days: int) -> tuple[Span, ...]:
    return windows.spans_on(windows.day_of(second) + timedelta(days=days))


def _instant(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)
