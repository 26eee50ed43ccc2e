"""Reading the official list into a calendar."""

from datetime import UTC, date, datetime
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import call_command

from foundation.calendars import verbs
from foundation.calendars.actions.exceptions import (
    switch_off_exception,
    switch_on_exception,
)
from foundation.calendars.actions.holidays import seed_holidays, years_around
from foundation.calendars.holiday_list import Holiday, holidays_of
from foundation.calendars.models import Calendar, CalendarException
from foundation.calendars.tasks import seed_holidays as seed_holidays_task
from foundation.core.actor import SYSTEM, Actor
from foundation.events.models import Event
from tests.conftest import NOON

TET_2027 = date(2027, 2, 4)


def listed(calendar: Calendar, starts_on: date) -> CalendarException:
    return calendar.exceptions.get(starts_on=starts_on)


@pytest.fixture
def seeded(calendar: Calendar) -> Calendar:
    return seed_holidays(calendar, years_around(NOON), actor=SYSTEM, at=NOON)


def only_holiday(monkeypatch: pytest.MonkeyPatch, *spans: Holiday) -> None:
    """Let the package, which is outside, know these holidays of 2027 and no others."""
    monkeypatch.setattr(
        "foundation.calendars.actions.holidays.holidays_of",
        lambda year: [span for span in spans if span.starts_on.year == year],
    )


def test_the_list_is_read_for_last_year_and_two_ahead(seeded: Calendar) -> None:
    years = {row.starts_on.year for row in seeded.exceptions.all()}

    assert years == {2025, 2026, 2027, 2028}
    assert seeded.version == 2


def test_tet_is_one_span(seeded: Calendar) -> None:
    tet = listed(seeded, TET_2027)

    assert (tet.name, tet.ends_on, tet.n_days) == (
        "Tết Nguyên Đán",
        date(2027, 2, 10),
        7,
    )
    assert tet.is_active
    assert tet.source_version


def test_swap_days_wait_for_a_decision(seeded: Calendar) -> None:
    off, worked = listed(seeded, date(2026, 8, 31)), listed(seeded, date(2026, 8, 22))

    assert (off.is_swap, off.is_active, off.kind) == (True, False, "closed")
    assert (worked.is_swap, worked.is_active, worked.kind) == (True, False, "replaced")
    assert worked.name == "Làm bù cho ngày 31/08/2026"
    assert [window.starts for window in worked.windows.all()] == [480, 810]


def test_reading_the_list_again_changes_nothing(seeded: Calendar) -> None:
    again = seed_holidays(seeded, years_around(NOON), actor=SYSTEM, at=NOON)

    assert again.version == seeded.version
    assert Event.objects.filter(verb=verbs.CALENDAR_HOLIDAYS_SEEDED).count() == 1


def test_a_holiday_switched_off_stays_off(seeded: Calendar, lead: Actor) -> None:
    switch_off_exception(listed(seeded, TET_2027), actor=lead, at=NOON)

    seed_holidays(seeded, years_around(NOON), actor=SYSTEM, at=NOON)

    assert not listed(seeded, TET_2027).is_active


def test_a_list_that_moves_a_feast_to_come_moves_its_row(
    seeded: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = Holiday("Tết Nguyên Đán", date(2027, 2, 5), date(2027, 2, 11))
    only_holiday(monkeypatch, moved)

    seed_holidays(seeded, [2027], actor=SYSTEM, at=NOON)

    row = seeded.exceptions.touching_year(2027).get()
    assert (row.starts_on, row.ends_on) == (moved.starts_on, moved.ends_on)


def test_a_day_that_somebody_decided_about_is_left_alone(
    seeded: Calendar, lead: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    off = switch_off_exception(listed(seeded, TET_2027), actor=lead, at=NOON)
    on = switch_on_exception(off, actor=lead, at=NOON)
    only_holiday(monkeypatch, Holiday("Tết", date(2027, 2, 5), date(2027, 2, 11)))

    seed_holidays(seeded, [2027], actor=SYSTEM, at=NOON)

    assert seeded.exceptions.touching_year(2027).get() == on


def test_no_upgrade_of_the_list_moves_a_past_deadline(
    seeded: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = list(seeded.exceptions.touching_year(2026).values_list("pk", "starts_on"))
    only_holiday(
        monkeypatch,
        Holiday("Ngày mới", date(2026, 6, 1), date(2026, 6, 1)),
        Holiday("Ngày nữa", date(2026, 11, 24), date(2026, 11, 24)),
    )

    seed_holidays(seeded, [2026], actor=SYSTEM, at=NOON)

    after = list(seeded.exceptions.touching_year(2026).values_list("pk", "starts_on"))
    assert after == before


def test_the_year_after_next_is_read_when_its_turn_comes(seeded: Calendar) -> None:
    new_year = datetime(2027, 1, 2, tzinfo=UTC)

    seed_holidays(seeded, years_around(new_year), actor=SYSTEM, at=new_year)

    assert seeded.exceptions.touching_year(2029).exists()


def test_a_first_start_opens_the_default_calendar_with_its_holidays(db: None) -> None:
    call_command("seed_holidays", stdout=StringIO())
    seed_holidays_task()

    calendar = Calendar.objects.default()
    assert calendar.exceptions.filter(name="Tết Nguyên Đán").count() == 4
    assert calendar.version == 2


@pytest.mark.parametrize("year", range(2024, 2031))
def test_the_holidays_of_a_year_do_not_overlap(year: int) -> None:
    spans = holidays_of(year)

    pairs = pairwise(spans)
    assert all(earlier.ends_on < later.starts_on for earlier, later in pairs)
    assert {span.starts_on.year for span in spans} == {year}
