"""What happened to the cover of each unit, and the cover that comes of it."""

from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models import ComponentClass, Unit
from foundation.accounts.models import User
from foundation.policies.models import PolicyVersion
from tickets.models import Ticket
from warranty.enums import CoverKind, CoverStatus, LineKind, StartBasis
from warranty.models.terms import percent_field


class OfUnitQuerySet(models.QuerySet[Any]):
    """Rows about a unit, as of their unit."""

    def visible_to(self, user: User) -> Self:
        """Staff see all, a customer those of what they own."""
        if not user.is_active:
            return self.none()
        if user.is_staff_member:
            return self
        return self.filter(unit__in=Unit.objects.visible_to(user).order_by())


class CoverageEvent(models.Model):
    """One thing that happened to the cover of a unit. Append-only, numbered per unit.

    `on` is the day that counts, `at` when it was written down. `data` holds what the
    arithmetic needs and codes, never words of a person; those stand in `note`.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="coverage_events")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=CoverKind)
    on = models.DateField()
    data = models.JSONField(default=dict)
    note = models.CharField(max_length=500, blank=True)
    actor_kind = models.CharField(max_length=16)
    actor_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "number"], name="coverage_event_once"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]


class UnitCover(models.Model):
    """The cover of a unit as its events leave it; `n_events` says up to which."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="cover")
    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="+")
    n_events = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=CoverStatus)
    basis = models.CharField(max_length=12, choices=StartBasis)
    starts_on = models.DateField()
    # The last day of the thing as a whole; of its longest line if no line is of the whole.
    ends_on = models.DateField()
    activated_on = models.DateField(null=True)
    # Until when an activation moves the start; empty where it moves nothing.
    activate_by = models.DateField(null=True)
    in_shop_since = models.DateField(null=True)
    changed_at = models.DateTimeField()

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["ends_on"], name="cover_by_end")]


class CoverLine(models.Model):
    """One component, or the whole thing, with its days and what is paid of each cost."""

    cover = models.ForeignKey(UnitCover, models.CASCADE, related_name="lines")
    # "t1" a term of the policy, "r7" the part replaced by event 7, "p9" the plan of event 9.
    key = models.CharField(max_length=12)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=LineKind)
    component = models.ForeignKey(
        ComponentClass, models.PROTECT, null=True, related_name="+"
    )
    part_percent = percent_field()
    labour_percent = percent_field()
    travel_percent = percent_field()
    starts_on = models.DateField()
    # As counted from the start alone; then with every day added; then off a rest day.
    base_end_on = models.DateField()
    raw_end_on = models.DateField()
    ends_on = models.DateField()
    paused_days = models.PositiveIntegerField(default=0)
    granted_days = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=10, choices=CoverStatus)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["cover", "key"], name="cover_line_once"),
            models.CheckConstraint(
                condition=models.Q(base_end_on__gte=models.F("starts_on"))
                & models.Q(raw_end_on__gte=models.F("base_end_on")),
                name="cover_line_days_in_order",
            ),
        ]


class ExtensionPlan(models.Model):
    """A longer cover that can be had: starts the day after the cover it prolongs."""

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("tên"), max_length=120)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=120, blank=True)
    months = models.PositiveSmallIntegerField(_("số tháng"))
    part_percent = percent_field()
    labour_percent = percent_field()
    travel_percent = percent_field()
    # Whole đồng; 0 is a gift.
    price = models.PositiveBigIntegerField(_("giá"), default=0)
    is_active = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        ordering = ["months", "pk"]
        verbose_name = _("gói gia hạn")
        verbose_name_plural = _("gói gia hạn")

    def __str__(self) -> str:
        return self.name


class Judgement(models.Model):
    """What the cover of a unit was when a case was opened, by which version.

    A case that gets another unit is judged once more; the last one counts.
    """

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="judgements")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="judgements")
    version = models.ForeignKey(
        PolicyVersion, models.PROTECT, null=True, related_name="+"
    )
    on = models.DateField()
    outcome = models.CharField(max_length=8)
    ends_on = models.DateField(null=True)
    # The lines with percents, days and reasons, as they were told.
    lines = models.JSONField(default=list)
    at = models.DateTimeField()

    objects = OfUnitQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "unit"], name="judgement_once_per_unit"
            )
        ]
