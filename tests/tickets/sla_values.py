"""What the property tests of the clocks draw from: calendars, targets, instants."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from foundation.calendars.schedule import Schedule, Window
from tickets.enums import Basis, Metric, PauseReason, Side
from tickets.sla.terms import Level, Pause, Target

HOUR = 3600
DAY = timedelta(days=1)
OFFICE = (Window(8 * HOUR, 12 * HOUR), Window(13 * HOUR + 1800, 17 * HOUR + 1800))
SHOP = Schedule.build(
    "Asia/Ho_Chi_Minh",
    {**dict.fromkeys(range(5), OFFICE), 5: OFFICE[:1]},
    {date(2027, 2, day): () for day in range(4, 11)},
)
ALL_DAY = dict.fromkeys(range(7), (Window(0, 24 * HOUR),))
BERLIN = Schedule.build("Europe/Berlin", dict.fromkeys(range(5), OFFICE))
BERLIN_ALWAYS = Schedule.build("Europe/Berlin", ALL_DAY)
NEW_YORK = Schedule.build("America/New_York", dict.fromkeys(range(7), OFFICE))
NEW_YORK_ALWAYS = Schedule.build("America/New_York", ALL_DAY)
NEVER = Schedule.build("Asia/Ho_Chi_Minh", {})

OUR_PAUSES = frozenset({"customer", "part", "partner", "visit"})
PROMISE_PAUSES = frozenset({"customer", "visit"})
LEVELS = (Level(1, HOUR, ("lead",)), Level(2, 3 * HOUR, ("manager",)))

SCHEDULES = st.sampled_from([SHOP, BERLIN, BERLIN_ALWAYS, NEW_YORK])
SECONDS = st.integers(1, 120 * HOUR)


def instants(since: datetime, days: int) -> st.SearchStrategy[datetime]:
    """Whole seconds within so many days."""
    return st.integers(0, days * 86_400).map(lambda n: since + timedelta(seconds=n))


STARTS = instants(datetime(2026, 2, 1, tzinfo=UTC), 380)
# The weekends on which Berlin and New York turn their clocks, in spring and autumn.
TURNS = st.sampled_from(
    [
        datetime(2026, 3, 8, tzinfo=UTC),
        datetime(2026, 3, 29, tzinfo=UTC),
        datetime(2026, 10, 25, tzinfo=UTC),
        datetime(2026, 11, 1, tzinfo=UTC),
    ]
).flatmap(lambda day: instants(day - DAY, 3))
LENGTHS = st.integers(0, 10 * 86_400).map(lambda n: timedelta(seconds=n))


def around(start: datetime, pauses: int = 4) -> st.SearchStrategy[list[Pause]]:
    """Closed pauses near `start`, overlapping as they like."""
    own = st.tuples(
        instants(start - DAY, 20), LENGTHS, st.sampled_from(["part", "visit"])
    )
    return st.lists(
        own.map(lambda each: Pause(each[2], each[0], each[0] + each[1])),
        max_size=pauses,
    )


def target(
    seconds: int,
    metric: str = Metric.RESOLUTION.value,
    side: str = Side.OURS.value,
    own_id: int = 1,
    **more: Any,
) -> Target:
    """A target with the usual pauses, warnings and two levels."""
    is_promise = side == Side.PROMISED
    return Target(
        **{
            "id": own_id,
            "metric": metric,
            "side": side,
            "seconds": seconds,
            "basis": (Basis.WALL if is_promise else Basis.BUSINESS).value,
            "pause_reasons": PROMISE_PAUSES if is_promise else OUR_PAUSES,
            "warn_at": (50, 75, 90),
            "levels": LEVELS,
            **more,
        }
    )


RESOLVED = PauseReason.RESOLVED.value
