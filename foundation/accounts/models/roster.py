"""When somebody works, and when they are away."""

from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    DateRangeField,
    DateTimeRangeField,
    RangeOperators,
)
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from foundation.accounts.enums import LeaveHandOver, LeaveKind, LeaveState
from foundation.accounts.models.people import User
from foundation.calendars.enums import Weekday
from foundation.calendars.models import IntegerRange, within_a_day


class ShiftDays(models.Func):
    """daterange(valid_from, valid_until, '[]'), without an end where that is null."""

    function = "daterange"
    output_field = DateRangeField()


class LeaveTime(models.Func):
    """tstzrange(starts_at, ends_at), half open."""

    function = "tstzrange"
    output_field = DateTimeRangeField()


class Shift(models.Model):
    """Hours that somebody works on one weekday, from one day up to and including another.

    Minutes after local midnight; 24:00 is 1,440. Whoever has no shift on any weekday
    of a given day works by the default calendar.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="shifts")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    starts = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()
    valid_from = models.DateField(_("từ ngày"))
    valid_until = models.DateField(_("đến hết ngày"), null=True, blank=True)

    class Meta:
        ordering = ["weekday", "starts"]
        verbose_name = _("ca trực")
        verbose_name_plural = _("ca trực")
        constraints = [
            within_a_day("shift_within_day"),
            models.CheckConstraint(
                condition=models.Q(weekday__lte=6), name="shift_weekday"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True)
                | models.Q(valid_until__gte=models.F("valid_from")),
                name="shift_days_in_order",
            ),
            ExclusionConstraint(
                name="shift_no_overlap",
                expressions=[
                    (IntegerRange("starts", "ends"), RangeOperators.OVERLAPS),
                    (
                        ShiftDays("valid_from", "valid_until", models.Value("[]")),
                        RangeOperators.OVERLAPS,
                    ),
                    ("user", RangeOperators.EQUAL),
                    ("weekday", RangeOperators.EQUAL),
                ],
            ),
        ]


class LeaveQuerySet(models.QuerySet["Leave"]):
    """Absences."""

    def in_force(self) -> Self:
        """All that were not taken back."""
        return self.exclude(state=LeaveState.CANCELLED)

    def touching(self, start: object, end: object) -> Self:
        """Those with an instant in [start, end)."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)


class Leave(models.Model):
    """Somebody is away for a while, and their open tickets go by a rule.

    `summary` is what whoever takes over should know. Tickets are handed over when the
    leave starts, by whoever hears of `leave.started`.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="leaves")
    starts_at = models.DateTimeField(_("từ lúc"))
    ends_at = models.DateTimeField(_("đến lúc"))
    kind = models.CharField(_("lý do nghỉ"), max_length=10, choices=LeaveKind)
    hand_over = models.CharField(
        _("phiếu đang mở"), max_length=8, choices=LeaveHandOver
    )
    deputy = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="deputed_leaves"
    )
    summary = models.TextField(_("dặn lại"), blank=True)
    state = models.CharField(
        max_length=10, choices=LeaveState, default=LeaveState.PLANNED
    )
    asked_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now())

    objects = LeaveQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("lịch nghỉ")
        verbose_name_plural = _("lịch nghỉ")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_at__lt=models.F("ends_at")),
                name="leave_time_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(hand_over="deputy", deputy__isnull=False)
                | (~models.Q(hand_over="deputy") & models.Q(deputy__isnull=True)),
                name="leave_deputy_iff_handed_to_one",
            ),
            models.CheckConstraint(
                condition=~models.Q(deputy=models.F("user")),
                name="leave_deputy_is_another",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=LeaveKind.values)
                & models.Q(hand_over__in=LeaveHandOver.values)
                & models.Q(state__in=LeaveState.values),
                name="leave_words_known",
            ),
            ExclusionConstraint(
                name="leave_no_overlap",
                condition=~models.Q(state="cancelled"),
                expressions=[
                    (LeaveTime("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                    ("user", RangeOperators.EQUAL),
                ],
            ),
        ]
        indexes = [
            models.Index(
                fields=["starts_at"],
                name="leave_to_start",
                condition=models.Q(state="planned"),
            ),
            models.Index(
                fields=["ends_at"],
                name="leave_to_end",
                condition=models.Q(state="started"),
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether it still lies ahead or is under way."""
        return self.state in {LeaveState.PLANNED, LeaveState.STARTED}
