"""Who has parts kept and who waits for them, as the store's pages tell it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from foundation.events.things import Thing, find_things
from parts.models import Reservation


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One reservation with the case it is for; whoever waits has a turn, from 1 on."""

    reservation: Reservation
    about: Thing
    turn: int
    # Days since it was asked for.
    days: int
    # The part comes after the day the customer was promised.
    is_late: bool

    @property
    def days_tone(self) -> str:
        """How much the waiting presses."""
        if not self.reservation.is_waiting or self.days < WARN_DAYS:
            return ""
        return "bad" if self.days >= ALARM_DAYS else "warn"


WARN_DAYS, ALARM_DAYS = 3, 7


def kept_rows(reservations: Iterable[Reservation], at: datetime) -> list[KeptRow]:
    """The rows of reservations in the order they are served; the queries of their cases."""
    found = list(reservations)
    things = find_things({one.about for one in found})
    turns: dict[tuple[int, int], int] = defaultdict(int)
    rows = []
    for one in found:
        if one.is_waiting:
            turns[one.part_id, one.location_id] += 1
        rows.append(
            KeptRow(
                reservation=one,
                about=things[one.about],
                turn=turns[one.part_id, one.location_id] if one.is_waiting else 0,
                days=(localdate(at) - localdate(one.created_at)).days,
                is_late=is_late(one, localdate(at)),
            )
        )
    return rows


def is_late(reservation: Reservation, today: date) -> bool:
    """Whether what is waited for comes after the promised day, or that day is over."""
    if not reservation.is_waiting or reservation.promised_at is None:
        return False
    promised = localdate(reservation.promised_at)
    return promised < today or (
        reservation.eta_on is not None and reservation.eta_on > promised
    )
