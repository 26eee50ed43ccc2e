"""Which steps of a clock are told on the page of a ticket."""

from datetime import timedelta

from foundation.events.models import Event
from tests.conftest import NOON
from tickets import verbs
from tickets.sla_lines import gravest_steps


def step(pk: int, verb: str, code: int, *, clock: int = 1, minutes: int = 0) -> Event:
    data = {"clock_id": clock, "episode": 1, "code": code}
    return Event(pk=pk, verb=verb, data=data, at=NOON + timedelta(minutes=minutes))


def test_a_clock_found_late_all_at_once_is_one_line() -> None:
    warned = step(1, verbs.SLA_WARNED, 75)
    late = step(2, verbs.SLA_BREACHED, 100)
    other = step(3, verbs.SLA_WARNED, 50, clock=2)

    assert gravest_steps([other, late, warned]) == [other, late]


def test_steps_passed_one_after_the_other_are_all_told() -> None:
    warned = step(1, verbs.SLA_WARNED, 75)
    late = step(2, verbs.SLA_BREACHED, 100, minutes=5)

    assert gravest_steps([late, warned]) == [late, warned]


def test_what_is_no_step_of_a_clock_stays() -> None:
    noted = Event(pk=9, verb=verbs.TICKET_OPENED, data={}, at=NOON)

    assert gravest_steps([noted]) == [noted]
