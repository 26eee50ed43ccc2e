"""When the house works. Tables here are few and small, read often, changed rarely."""

from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from foundation.calendars.enums import ExceptionKind, ExceptionSource, Weekday
from foundation.calendars.hours import DAY_MINUTES


class IntegerRange(models.Func):
    """int4range(starts, ends), half open."""

    function = "int4range"
    output_field = IntegerRangeField()


class DateRange(models.Func):
    """daterange(starts_on, ends_on, '[]'), both days included."""

    function = "daterange"


def no_overlap(name: str, *same: str) -> ExclusionConstraint:
    """Two rows that agree in the `same` columns share no minute of the day."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            (IntegerRange("starts", "ends"), RangeOperators.OVERLAPS),
            *((column, RangeOperators.EQUAL) for column in same),
        ],
    )


def within_a_day(name: str) -> models.CheckConstraint:
    """A window begins before it ends, and ends at 24:00 at the latest."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(starts__gte=0, ends__lte=DAY_MINUTES)
        & models.Q(starts__lt=models.F("ends")),
    )


class CalendarQuerySet(models.QuerySet["Calendar"]):
    """Calendars are the house's own."""

    def visible_to(self, user: object) -> Self:  # noqa: ARG002 - the name says why
        """All: the capability alone decides who opens their pages."""
        return self

    def default(self) -> "Calendar":
        """The calendar of everything that names no other."""
        return self.get(is_default=True)


class Calendar(models.Model):
    """The working week of a part of the house, with its holidays.

    `version` grows with every change of hours or days: promises remember it, and
    compiled schedules are kept by it.
    """

    name = models.CharField(_("tên"), max_length=80, unique=True)
    timezone = models.CharField(_("múi giờ"), max_length=64, default="Asia/Ho_Chi_Minh")
    is_default = models.BooleanField(_("mặc định"), default=False)
    version = models.PositiveIntegerField(_("phiên bản"), default=1)
    # Beside the version in the key of compiled schedules: a version number that was rolled
    # back is used again for other hours, the database's clock never repeats.
    changed_at = models.DateTimeField(db_default=Now())

    objects = CalendarQuerySet.as_manager()

    class Meta:
        ordering = ["-is_default", "name"]
        verbose_name = _("lịch làm việc")
        verbose_name_plural = _("lịch làm việc")
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=models.Q(is_default=True),
                name="calendar_one_default",
            )
        ]

    def __str__(self) -> str:
        return self.name


class CalendarWindow(models.Model):
    """Hours open on one weekday, in minutes after local midnight; 24:00 is 1,440."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="windows")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    starts = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["weekday", "starts"]
        constraints = [
            within_a_day("calendar_window_within_day"),
            no_overlap("calendar_window_no_overlap", "calendar", "weekday"),
            models.CheckConstraint(
                condition=models.Q(weekday__lte=6), name="calendar_window_weekday"
            ),
        ]


class CalendarExceptionQuerySet(models.QuerySet["CalendarException"]):
    """Days that differ from the week."""

    def visible_to(self, user: object) -> Self:  # noqa: ARG002 - as of calendars
        """All, as of calendars."""
        return self

    def active(self) -> Self:
        """Those in force."""
        return self.filter(is_active=True)

    def from_holidays(self) -> Self:
        """Those of the official list."""
        return self.filter(source=ExceptionSource.HOLIDAYS)

    def touching_year(self, year: int) -> Self:
        """Those with a day in `year`."""
        return self.filter(starts_on__year__lte=year, ends_on__year__gte=year)


class CalendarException(models.Model):
    """Days on which the week does not hold: a holiday, a stocktaking, a worked Saturday.

    What a person enters outranks the official list. Days of the list are switched off
    rather than deleted, so that the next reading of the list does not bring them back.
    """

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="exceptions")
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến ngày"))
    kind = models.CharField(_("loại"), max_length=10, choices=ExceptionKind)
    name = models.CharField(_("tên"), max_length=120)
    source = models.CharField(
        max_length=10, choices=ExceptionSource, default=ExceptionSource.MANUAL
    )
    source_version = models.CharField(max_length=20, blank=True)
    # Swap days bind civil servants only; a private house chooses.
    is_swap = models.BooleanField(default=False)
    is_active = models.BooleanField(_("đang áp dụng"), default=True)
    switched_at = models.DateTimeField(null=True)

    objects = CalendarExceptionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "source"]
        verbose_name = _("ngày ngoại lệ")
        verbose_name_plural = _("ngày ngoại lệ")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on__lte=models.F("ends_on")),
                name="calendar_exception_days_in_order",
            ),
            ExclusionConstraint(
                name="calendar_exception_no_overlap",
                condition=models.Q(is_active=True),
                expressions=[
                    (
                        DateRange("starts_on", "ends_on", models.Value("[]")),
                        RangeOperators.OVERLAPS,
                    ),
                    ("calendar", RangeOperators.EQUAL),
                    ("source", RangeOperators.EQUAL),
                ],
            ),
        ]
        indexes = [models.Index(fields=["calendar", "starts_on"])]

    def __str__(self) -> str:
        return self.name

    @property
    def is_seeded(self) -> bool:
        """Whether the official list says so, not one of us."""
        return self.source == ExceptionSource.HOLIDAYS

    @property
    def n_days(self) -> int:
        """How many days it spans."""
        return (self.ends_on - self.starts_on).days + 1


class ExceptionWindow(models.Model):
    """Hours open on the days of a `replaced` exception, as in CalendarWindow."""

    exception = models.ForeignKey(
        CalendarException, models.CASCADE, related_name="windows"
    )
    starts = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["starts"]
        constraints = [
            within_a_day("exception_window_within_day"),
            no_overlap("exception_window_no_overlap", "exception"),
        ]
