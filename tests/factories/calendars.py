from datetime import date

from factory.declarations import SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from foundation.calendars.enums import ExceptionKind
from foundation.calendars.models import Calendar, CalendarException, CalendarWindow


class CalendarFactory(DjangoModelFactory[Calendar]):
    class Meta:
        model = Calendar

    name = Sequence(lambda n: f"Lịch {n}")


class CalendarWindowFactory(DjangoModelFactory[CalendarWindow]):
    class Meta:
        model = CalendarWindow

    calendar = SubFactory(CalendarFactory)
    weekday = 0
    starts = 8 * 60
    ends = 12 * 60


class CalendarExceptionFactory(DjangoModelFactory[CalendarException]):
    class Meta:
        model = CalendarException

    calendar = SubFactory(CalendarFactory)
    starts_on = date(2026, 12, 24)
    ends_on = SelfAttribute("starts_on")
    kind = ExceptionKind.CLOSED
    name = "Kiểm kê"
