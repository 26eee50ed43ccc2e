"""Where parts lie, what moved them, and what is there."""

from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.places.models import ServicePoint
from parts.enums import SERVING, Condition, LocationKind, MoveReason
from parts.models.catalogue import Part
from parts.models.sight import StockQuerySet

if TYPE_CHECKING:
    from foundation.accounts.models import User


def somebody() -> "models.ForeignKey[User | None, User | None]":
    """A member of staff, or nobody."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )


def condition_field(*, blank: bool = False) -> "models.CharField[str, str]":
    """How a part is; empty where it is outside."""
    return models.CharField(
        _("tình trạng"), max_length=12, choices=Condition, blank=blank
    )


class StockLocation(models.Model):
    """A place where parts lie: a store, a van with its technician, a bin of broken ones."""

    code = models.SlugField(_("mã"), max_length=24, unique=True)
    name = models.CharField(_("tên"), max_length=120)
    kind = models.CharField(_("loại"), max_length=16, choices=LocationKind)
    service_point = models.ForeignKey(
        ServicePoint,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stock_locations",
        verbose_name=_("điểm bảo hành"),
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người giữ"),
    )
    is_active = models.BooleanField(_("đang dùng"), default=True)

    objects = StockQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("nơi để")
        verbose_name_plural = _("nơi để")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=LocationKind.VAN) | Q(holder=None),
                name="stock_location_van_has_a_holder",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def serves(self) -> bool:
        """Whether parts are taken from here for work."""
        return self.kind in SERVING


class StockMove(models.Model):
    """So many of a part went from here to there, or changed how they are. Append-only.

    A missing place is the world outside. `subject` is what it was for: a claim's line, a
    line of a purchase. Sent twice under one `key`, it happens once.
    """

    part = models.ForeignKey(Part, models.PROTECT, related_name="moves")
    quantity = models.PositiveIntegerField()
    origin = models.ForeignKey(
        StockLocation, models.PROTECT, null=True, related_name="+"
    )
    target = models.ForeignKey(
        StockLocation, models.PROTECT, null=True, related_name="+"
    )
    condition_before = condition_field(blank=True)
    condition_after = condition_field(blank=True)
    reason = models.CharField(_("lý do"), max_length=12, choices=MoveReason)
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    # Of one of them, in whole đồng.
    unit_cost = models.PositiveBigIntegerField(default=0)
    serial = models.CharField(_("số linh kiện"), max_length=60, blank=True)
    key = models.CharField(max_length=120, unique=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    actor_kind = models.CharField(max_length=16)
    actor_user = somebody()
    at = models.DateTimeField()

    objects = StockQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gte=1), name="stock_move_of_something"
            ),
            models.CheckConstraint(
                condition=(Q(origin=None) & Q(condition_before=""))
                | (Q(origin__isnull=False) & ~Q(condition_before="")),
                name="stock_move_origin_has_a_condition",
            ),
            models.CheckConstraint(
                condition=(Q(target=None) & Q(condition_after=""))
                | (Q(target__isnull=False) & ~Q(condition_after="")),
                name="stock_move_target_has_a_condition",
            ),
            models.CheckConstraint(
                condition=(Q(origin__isnull=False) | Q(target__isnull=False))
                & ~(Q(origin=F("target")) & Q(condition_before=F("condition_after"))),
                name="stock_move_goes_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(serial="") | Q(quantity=1), name="stock_move_one_serial"
            ),
        ]
        indexes = [
            models.Index(fields=["part", "-id"], name="stock_move_of_part"),
            # Use of a part at a place, day by day.
            models.Index(
                fields=["part", "origin", "at"],
                condition=Q(reason=MoveReason.CONSUMED),
                name="stock_move_use",
            ),
            models.Index(
                fields=["subject_type", "subject_id"], name="stock_move_subject"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]


class StockBalance(models.Model):
    """How many of a part in one condition lie in one place: the sum of their moves.

    `reserved` of the good ones are kept for somebody. The row of the good ones is the
    lock of the shelf: whoever changes it, its queue or what is ordered for it holds it.
    """

    part = models.ForeignKey(Part, models.PROTECT, related_name="balances")
    location = models.ForeignKey(StockLocation, models.PROTECT, related_name="balances")
    condition = condition_field()
    on_hand = models.PositiveIntegerField(default=0)
    reserved = models.PositiveIntegerField(default=0)

    objects = StockQuerySet.as_manager()

    class Meta:
        ordering = ["part", "location", "condition"]
        constraints = [
            models.UniqueConstraint(
                fields=["part", "location", "condition"], name="stock_balance_once"
            ),
            models.CheckConstraint(
                condition=Q(reserved__lte=F("on_hand")),
                name="stock_balance_reserved_is_there",
            ),
            models.CheckConstraint(
                condition=Q(condition=Condition.GOOD) | Q(reserved=0),
                name="stock_balance_only_good_is_reserved",
            ),
        ]

    @property
    def free(self) -> int:
        """How many can be had."""
        return self.on_hand - self.reserved if self.condition == Condition.GOOD else 0


class PartSerial(models.Model):
    """One numbered part and the one place where it is; outside where it has none."""

    part = models.ForeignKey(Part, models.PROTECT, related_name="serials")
    serial = models.CharField(_("số linh kiện"), max_length=60)
    location = models.ForeignKey(
        StockLocation, models.PROTECT, null=True, related_name="serials"
    )
    condition = condition_field(blank=True)

    objects = StockQuerySet.as_manager()

    class Meta:
        ordering = ["part", "serial"]
        constraints = [
            models.UniqueConstraint(fields=["part", "serial"], name="part_serial_once"),
            models.CheckConstraint(
                condition=(Q(location=None) & Q(condition=""))
                | (Q(location__isnull=False) & ~Q(condition="")),
                name="part_serial_has_a_condition",
            ),
        ]

    def __str__(self) -> str:
        return self.serial
