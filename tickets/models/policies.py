"""What we promise, by kind of case: ordered policies and their versions.

A version, once published, never changes; clocks and reports name the version they
were judged by.
"""

from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from foundation.calendars.models import Calendar
from tickets.enums import (
    Audience,
    Basis,
    Complexity,
    HandTo,
    Metric,
    PauseReason,
    Priority,
    Side,
    Stage,
)

WORD = 16
# A promise to a customer stops for the customer's own doing only, never for a part or a vendor.
PROMISE_PAUSES = [PauseReason.CUSTOMER.value, PauseReason.VISIT.value]

# Clocks name their target for ever, and books in memory are never read again.
TERMS_STAND = """
IF EXISTS (
    SELECT FROM tickets_slapolicyversion AS version
    WHERE version.id IN (OLD.version_id, NEW.version_id)
    AND version.published_at IS NOT NULL
) THEN
    RAISE EXCEPTION 'pgtrigger: the terms of a published version never change';
END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
RETURN NEW;
"""


def terms_stand() -> pgtrigger.Trigger:
    """Nothing is added to, changed in or taken from a version that is published."""
    return pgtrigger.Trigger(
        name="terms_stand",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=TERMS_STAND,
    )


class TicketCategory(models.Model):
    """A branch of the tree by which cases are sorted; says how hard they usually are."""

    name = models.CharField(_("tên"), max_length=80)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("thuộc"),
    )
    complexity = models.CharField(
        _("độ khó"), max_length=8, choices=Complexity, default=Complexity.SIMPLE
    )
    is_active = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("nhóm nội dung")
        verbose_name_plural = _("nhóm nội dung")
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                nulls_distinct=False,
                name="ticket_category_name_once",
            )
        ]

    def __str__(self) -> str:
        return self.name


class SlaPolicyQuerySet(models.QuerySet["SlaPolicy"]):
    """Policies are the house's own."""

    def visible_to(self, user: User) -> Self:
        """Staff at the desk read them all: the reason of every due time links here."""
        return self if can(user, Capability.USE_DESK) else self.none()

    def in_order(self) -> Self:
        """Those in use, the first that fits a ticket wins."""
        return self.filter(is_active=True).order_by("position", "pk")


class SlaPolicy(models.Model):
    """One promise by its name; its terms stand in versions, its rank in `position`."""

    name = models.CharField(_("tên"), max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    is_active = models.BooleanField(_("đang dùng"), default=True)
    # What new tickets get; empty until the first version is published.
    current = models.ForeignKey(
        "SlaPolicyVersion", models.PROTECT, null=True, related_name="+"
    )
    # Grows with every change of name, rank, use or version: books in memory are kept by it.
    changed_at = models.DateTimeField(db_default=Now())

    objects = SlaPolicyQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("cam kết")
        verbose_name_plural = _("cam kết")
        triggers = [
            pgtrigger.Trigger(
                name="stamped",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func="NEW.changed_at = clock_timestamp(); RETURN NEW;",
            )
        ]

    def __str__(self) -> str:
        return self.name


class SlaPolicyVersionQuerySet(models.QuerySet["SlaPolicyVersion"]):
    """Versions, as of their policies."""

    def visible_to(self, user: User) -> Self:
        """Staff at the desk read them all."""
        return self if can(user, Capability.USE_DESK) else self.none()


class SlaPolicyVersion(models.Model):
    """The terms of a policy; an empty list of conditions fits everything."""

    policy = models.ForeignKey(SlaPolicy, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("bản"))
    kinds = ArrayField(models.CharField(max_length=WORD), default=list, blank=True)
    priorities = ArrayField(models.CharField(max_length=WORD), default=list, blank=True)
    channels = ArrayField(models.CharField(max_length=WORD), default=list, blank=True)
    tiers = ArrayField(models.CharField(max_length=WORD), default=list, blank=True)
    # Branches of the tree: a category fits with everything below it.
    categories = ArrayField(models.BigIntegerField(), default=list, blank=True)
    # Empty: the default calendar, whichever that is.
    calendar = models.ForeignKey(
        Calendar, models.PROTECT, null=True, blank=True, verbose_name=_("lịch")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    objects = SlaPolicyVersionQuerySet.as_manager()

    class Meta:
        ordering = ["policy", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "number"], name="sla_version_number_once"
            ),
            models.UniqueConstraint(
                fields=["policy"],
                condition=models.Q(published_at__isnull=True),
                name="sla_version_one_draft",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_never_changes",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.policy} ({self.number})"

    @property
    def is_published(self) -> bool:
        """Whether its terms stand for ever."""
        return self.published_at is not None


class SlaTarget(models.Model):
    """One clock that a version starts: what is measured, for whom, how long."""

    version = models.ForeignKey(
        SlaPolicyVersion, models.CASCADE, related_name="targets"
    )
    metric = models.CharField(max_length=16, choices=Metric)
    stage = models.CharField(max_length=16, choices=Stage, blank=True, default="")
    side = models.CharField(max_length=8, choices=Side)
    seconds = models.PositiveIntegerField()
    basis = models.CharField(max_length=8, choices=Basis, default=Basis.BUSINESS)
    pause_reasons = ArrayField(
        models.CharField(max_length=WORD), default=list, blank=True
    )
    # Shares of the target, in percent, at which somebody is warned.
    warn_at = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)

    class Meta:
        ordering = ["version", "metric", "stage", "side"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "metric", "stage", "side"], name="sla_target_once"
            ),
            models.CheckConstraint(
                condition=models.Q(seconds__gt=0), name="sla_target_takes_time"
            ),
            models.CheckConstraint(
                condition=models.Q(metric="stage") & ~models.Q(stage="")
                | ~models.Q(metric="stage") & models.Q(stage=""),
                name="sla_target_stage_has_name",
            ),
            models.CheckConstraint(
                condition=~models.Q(side="promised")
                | models.Q(pause_reasons__contained_by=PROMISE_PAUSES),
                name="sla_promise_waits_for_customer_only",
            ),
        ]
        triggers = [terms_stand()]


class SlaEscalation(models.Model):
    """What happens when a clock of a version stays late: level by level, up to four."""

    version = models.ForeignKey(
        SlaPolicyVersion, models.CASCADE, related_name="escalations"
    )
    level = models.PositiveSmallIntegerField()
    # Counted like the clock itself, from its due time.
    after_seconds = models.PositiveIntegerField()
    tell = ArrayField(models.CharField(max_length=8, choices=Audience), default=list)
    raise_to = models.CharField(max_length=8, choices=Priority, blank=True, default="")
    hand_to = models.CharField(max_length=8, choices=HandTo, blank=True, default="")

    class Meta:
        ordering = ["version", "level"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "level"], name="sla_escalation_level_once"
            ),
            models.CheckConstraint(
                condition=models.Q(level__gte=1, level__lte=4),
                name="sla_escalation_four_levels",
            ),
        ]
        triggers = [terms_stand()]
