"""What suppliers cover of what we repair, and the claims that bring it back."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalog.models import ComponentClass, Unit
from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from parts.models import Supplier
from warranty.claim_enums import SupplierClaimState
from warranty.models.claims import somebody
from warranty.models.repairs import ClaimLine
from warranty.models.terms import percent_field


class SupplierTerm(models.Model):
    """How long a supplier covers what it sold us: per brand, and component where named."""

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="terms")
    brand = models.CharField(_("hãng"), max_length=60)
    component = models.ForeignKey(
        ComponentClass, models.PROTECT, null=True, blank=True, related_name="+"
    )
    months = models.PositiveSmallIntegerField(_("số tháng"))
    part_percent = percent_field()
    labour_percent = percent_field()
    is_active = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        ordering = ["brand", "pk"]
        verbose_name = _("bảo hành của nhà cung cấp")
        verbose_name_plural = _("bảo hành của nhà cung cấp")
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "brand", "component"],
                nulls_distinct=False,
                name="supplier_term_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.supplier} – {self.brand}"


class SupplierCover(models.Model):
    """What a supplier covers of one unit, as its delivery to us says."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="supplier_covers")
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="+")
    component = models.ForeignKey(
        ComponentClass, models.PROTECT, null=True, blank=True, related_name="+"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    part_percent = percent_field()
    labour_percent = percent_field()

    class Meta:
        ordering = ["unit", "-ends_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "supplier", "component"],
                nulls_distinct=False,
                name="supplier_cover_once",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="supplier_cover_days"
            ),
        ]


class SupplierClaimQuerySet(models.QuerySet["SupplierClaim"]):
    """Recoveries are the house's own."""

    def visible_to(self, user: User) -> "SupplierClaimQuerySet":
        """Staff who recover costs."""
        return self if can(user, Capability.RECOVER_COSTS) else self.none()


class SupplierClaim(models.Model):
    """A cost that a supplier has to give back; opened by itself, one for a line."""

    number = models.CharField(max_length=16, unique=True)
    line = models.OneToOneField(
        ClaimLine, models.PROTECT, related_name="supplier_claim"
    )
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="+")
    cover = models.ForeignKey(SupplierCover, models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=SupplierClaimState, default=SupplierClaimState.OPENED
    )
    # Whole đồng.
    asked = models.PositiveBigIntegerField()
    granted = models.PositiveBigIntegerField(default=0)
    # How the supplier calls it.
    reference = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=500, blank=True)
    opened_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    handled_by = somebody()

    objects = SupplierClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(granted__lte=F("asked")), name="supplier_claim_granted"
            )
        ]
        indexes = [models.Index(fields=["state", "id"], name="supplier_claim_state")]
