"""What the warranty does when it hears of sales, cases, sign-ins and calendars."""

from datetime import UTC, date, datetime

import pytest

from catalog.actions.units import register_unit
from customers.models import Customer
from foundation.calendars.models import Calendar, CalendarException
from foundation.core.actor import SYSTEM, Actor
from foundation.events.actions import sweep_events
from tests.conftest import NOON
from tests.factories.calendars import CalendarFactory
from tests.factories.catalog import ProductFactory
from tests.factories.tickets import TicketFactory
from tests.factories.warranty import cover, covered_unit, published
from tickets.enums import TicketKind
from warranty.actions.activation import ActivationFacts, activate
from warranty.actions.judgements import judge_case
from warranty.actions.promises import follow_calendar
from warranty.enums import ActivationChannel, ReviewKind
from warranty.models import CoverageEvent, Judgement, Review, UnitCover
from warranty.replay import replay_coverage

pytestmark = pytest.mark.django_db

SUNDAY_END = datetime(2026, 8, 31, 3, 0, tzinfo=UTC)


def differences() -> list[object]:
    return [one for batch in replay_coverage() for one in batch.differences]


@pytest.fixture
def calendar(db: None) -> Calendar:
    found: Calendar = CalendarFactory(is_default=True)
    return found


def closed(calendar: Calendar, on: date) -> CalendarException:
    row = CalendarException.objects.create(
        calendar=calendar,
        name="Nghỉ bù",
        starts_on=on,
        ends_on=on,
        kind="closed",
        source="manual",
    )
    Calendar.objects.filter(pk=calendar.pk).update(version=calendar.version + 1)
    calendar.refresh_from_db()
    return row


def test_a_unit_sold_without_a_receipt_is_covered(customer: Customer) -> None:
    published()

    register_unit("NM-1", ProductFactory(), owner=customer, actor=SYSTEM, at=NOON)
    sweep_events()

    assert UnitCover.objects.get().unit.serial == "NM-1"


def test_a_unit_on_the_shelf_is_not(db: None) -> None:
    published()

    register_unit("NM-1", ProductFactory(), actor=SYSTEM, at=NOON)
    sweep_events()

    assert not UnitCover.objects.exists()


def test_a_case_keeps_the_version_it_was_judged_by(customer: Customer) -> None:
    unit = covered_unit(owner=customer)
    ticket = TicketFactory(customer=customer, unit=unit, kind=TicketKind.WARRANTY)

    judgement = judge_case(ticket, at=NOON)
    again = judge_case(ticket, at=NOON)

    assert judgement == again == Judgement.objects.get()
    assert judgement is not None
    assert (judgement.version, judgement.outcome) == (cover(unit).version, "in")
    assert judgement.ends_on == cover(unit).ends_on


def test_a_fault_right_after_a_late_activation_is_looked_at(
    customer: Customer, agent: Actor
) -> None:
    unit = covered_unit(owner=customer)
    facts = ActivationFacts(ActivationChannel.AGENT, NOON.date())
    activate(unit, facts, actor=agent, at=NOON)
    ticket = TicketFactory(customer=customer, unit=unit, kind=TicketKind.WARRANTY)

    judgement = judge_case(ticket, at=NOON)

    assert Review.objects.get().kind == ReviewKind.EARLY_CLAIM
    assert judgement is not None
    assert judgement.outcome == "grey"


def test_a_new_holiday_moves_an_end_and_leaving_it_out_again_does_not(
    calendar: Calendar,
) -> None:
    # 12 September 2028 is a Tuesday.
    unit = covered_unit()
    day_off = closed(calendar, date(2028, 9, 12))

    follow_calendar(at=NOON)
    moved = cover(unit).ends_on
    day_off.delete()
    Calendar.objects.filter(pk=calendar.pk).update(version=calendar.version + 1)
    follow_calendar(at=NOON)

    assert (moved, cover(unit).ends_on) == (date(2028, 9, 13), date(2028, 9, 13))
    assert CoverageEvent.objects.filter(kind="held").count() == 1
    assert differences() == []


def test_a_day_off_that_is_written_down_late_moves_an_end_too(
    calendar: Calendar,
) -> None:
    unit = covered_unit()
    closed(calendar, date(2028, 9, 12))
    a_week_later = datetime(2028, 9, 19, 3, 0, tzinfo=UTC)

    assert follow_calendar(at=a_week_later) == 1

    assert cover(unit).ends_on == date(2028, 9, 13)
    assert differences() == []


def test_whoever_comes_before_the_sweep_shortens_nothing_either(
    calendar: Calendar, agent: Actor
) -> None:
    unit = covered_unit()
    day_off = closed(calendar, date(2028, 9, 12))
    follow_calendar(at=NOON)
    day_off.delete()
    Calendar.objects.filter(pk=calendar.pk).update(version=calendar.version + 2)

    activate(
        unit,
        ActivationFacts(ActivationChannel.AGENT, NOON.date()),
        actor=agent,
        at=NOON,
    )
    follow_calendar(at=NOON)

    assert cover(unit).ends_on == date(2028, 9, 13)
    assert differences() == []


def test_an_end_that_its_policy_leaves_on_a_rest_day_is_not_counted_anew(
    calendar: Calendar,
) -> None:
    published(rolls=False)
    covered_unit()
    closed(calendar, date(2028, 9, 12))

    assert follow_calendar(at=NOON) == 0
