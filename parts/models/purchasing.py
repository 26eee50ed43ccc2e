"""What is ordered from whom, what has come of it, and when to order again."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from parts.enums import EXPECTED, RequestState
from parts.models.catalogue import Part, Supplier
from parts.models.sight import StockQuerySet
from parts.models.stock import StockLocation

LEAST_SERVICE, MOST_SERVICE = 50, 99  # percent of the waits in which stock lasts


class PurchaseRequest(models.Model):
    """What one supplier is to send to one place; shortages gather in its only draft."""

    number = models.CharField(_("số yêu cầu"), max_length=16, unique=True)
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="requests")
    location = models.ForeignKey(StockLocation, models.PROTECT, related_name="requests")
    state = models.CharField(
        _("trạng thái"),
        max_length=10,
        choices=RequestState,
        default=RequestState.DRAFT,
    )
    created_at = models.DateTimeField()
    ordered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = StockQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("yêu cầu mua")
        verbose_name_plural = _("yêu cầu mua")
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "location"],
                condition=Q(state=RequestState.DRAFT),
                name="purchase_request_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.DRAFT, ordered_at=None)
                | Q(state=RequestState.CANCELLED)
                | Q(
                    state__in=[RequestState.ORDERED, RequestState.DONE],
                    ordered_at__isnull=False,
                ),
                name="purchase_request_ordered_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=EXPECTED, closed_at=None)
                | (~Q(state__in=EXPECTED) & Q(closed_at__isnull=False)),
                name="purchase_request_closed_when",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PurchaseLine(models.Model):
    """So many of one part on a request, how many have come, and when the rest is due.

    `short` of them are asked for since work waits for them; that share follows the need
    until it is ordered.
    """

    request = models.ForeignKey(PurchaseRequest, models.CASCADE, related_name="lines")
    part = models.ForeignKey(Part, models.PROTECT, related_name="purchase_lines")
    quantity = models.PositiveIntegerField(_("số lượng"))
    short = models.PositiveIntegerField(default=0)
    received = models.PositiveIntegerField(_("đã về"), default=0)
    unit_cost = models.PositiveBigIntegerField(_("giá nhập"), default=0)
    expected_on = models.DateField(_("dự kiến về"))
    is_confirmed = models.BooleanField(default=False)
    ordered_at = models.DateTimeField(null=True)
    # When the last of them came.
    arrived_at = models.DateTimeField(null=True)

    objects = StockQuerySet.as_manager()

    class Meta:
        ordering = ["request", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "part"], name="purchase_line_once_per_part"
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=1)
                & Q(received__lte=F("quantity"))
                & Q(short__lte=F("quantity")),
                name="purchase_line_counts",
            ),
            models.CheckConstraint(
                condition=Q(received=0) | Q(ordered_at__isnull=False),
                name="purchase_line_ordered_before_it_comes",
            ),
            models.CheckConstraint(
                condition=Q(arrived_at=None) | Q(received=F("quantity")),
                name="purchase_line_arrived_when_all_came",
            ),
        ]

    @property
    def outstanding(self) -> int:
        """How many are still to come."""
        return self.quantity - self.received


class ReorderRule(models.Model):
    """How many of a part a place should hold; `is_low` is one alert, until it has more.

    `suggested` is what use and deliveries say `minimum` should be.
    """

    part = models.ForeignKey(Part, models.CASCADE, related_name="reorder_rules")
    location = models.ForeignKey(
        StockLocation, models.PROTECT, related_name="reorder_rules"
    )
    minimum = models.PositiveIntegerField(_("ít nhất"))
    maximum = models.PositiveIntegerField(_("nhiều nhất"))
    service_level = models.PositiveSmallIntegerField(
        _("mức đáp ứng (%)"),
        default=95,
        validators=[MinValueValidator(LEAST_SERVICE), MaxValueValidator(MOST_SERVICE)],
    )
    suggested = models.PositiveIntegerField(null=True, editable=False)
    is_low = models.BooleanField(default=False, editable=False)
    low_since = models.DateTimeField(null=True, editable=False)

    objects = StockQuerySet.as_manager()

    class Meta:
        ordering = ["part", "location"]
        verbose_name = _("mức tồn")
        verbose_name_plural = _("mức tồn")
        constraints = [
            models.UniqueConstraint(
                fields=["part", "location"], name="reorder_rule_once"
            ),
            models.CheckConstraint(
                condition=Q(minimum__lte=F("maximum")), name="reorder_rule_in_order"
            ),
            models.CheckConstraint(
                condition=Q(
                    service_level__gte=LEAST_SERVICE, service_level__lte=MOST_SERVICE
                ),
                name="reorder_rule_service_level",
            ),
            models.CheckConstraint(
                condition=Q(is_low=True, low_since__isnull=False)
                | Q(is_low=False, low_since=None),
                name="reorder_rule_low_since",
            ),
        ]
        indexes = [
            models.Index(
                fields=["low_since"],
                condition=Q(is_low=True),
                name="reorder_rule_low",
            )
        ]

    def __str__(self) -> str:
        return f"{self.part.sku} @ {self.location.code}"
