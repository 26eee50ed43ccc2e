"""What was found, what it costs whom, what the customer agreed to, and how it was tested."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalog.models import ComponentClass
from parts.models import Part
from warranty.claim_enums import ConsentVia, LineKind, LineState, QuoteState
from warranty.models.claims import Claim, OfClaimQuerySet, somebody
from warranty.models.faults import FaultCode
from warranty.models.terms import WHOLE, percent_field

SHARES = ("customer_amount", "company_amount", "brand_amount", "supplier_amount")


class Diagnosis(models.Model):
    """What a technician found; the last one counts."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="diagnoses")
    number = models.PositiveSmallIntegerField()
    symptom = models.ForeignKey(FaultCode, models.PROTECT, related_name="+")
    # None: no fault found.
    cause = models.ForeignKey(FaultCode, models.PROTECT, null=True, related_name="+")
    component = models.ForeignKey(
        ComponentClass, models.PROTECT, null=True, related_name="+"
    )
    note = models.CharField(max_length=500, blank=True)
    found_by = somebody()
    at = models.DateTimeField()

    objects = OfClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="diagnosis_once")
        ]


class ClaimLine(models.Model):
    """A part, an hour of work, a way or a fee, and who pays which share. Whole đồng.

    `percent` is what the cover pays; `covered_by` names who stands behind it. `goodwill`
    is what of the customer's share the house took over, out of a budget.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("loại"), max_length=8, choices=LineKind)
    component = models.ForeignKey(
        ComponentClass, models.PROTECT, null=True, related_name="+"
    )
    part = models.ForeignKey(Part, models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("nội dung"), max_length=120)
    quantity = models.PositiveSmallIntegerField(_("số lượng"), default=1)
    # Of the whole line: what it costs us, and what a customer without cover would pay.
    cost = models.PositiveBigIntegerField(default=0)
    price = models.PositiveBigIntegerField()
    verdict = models.CharField(max_length=8)
    percent = percent_field()
    # Codes of the verdict, as they were told.
    reasons = models.JSONField(default=list)
    covered_by = models.CharField(max_length=10, blank=True)
    customer_amount = models.PositiveBigIntegerField(default=0)
    company_amount = models.PositiveBigIntegerField(default=0)
    brand_amount = models.PositiveBigIntegerField(default=0)
    supplier_amount = models.PositiveBigIntegerField(default=0)
    goodwill = models.PositiveBigIntegerField(default=0)
    # Why it is not as the cover says; empty where it is.
    override_reason = models.CharField(max_length=200, blank=True)
    overridden_by = somebody()
    state = models.CharField(
        max_length=10, choices=LineState, default=LineState.PLANNED
    )
    # A replaced part stands with both its numbers.
    old_serial = models.CharField(max_length=60, blank=True)
    new_serial = models.CharField(max_length=60, blank=True)
    added_by = somebody()
    at = models.DateTimeField()

    objects = OfClaimQuerySet.as_manager()

    class Meta:
        ordering = ["claim", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "position"], name="claim_line_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    price=F("customer_amount")
                    + F("company_amount")
                    + F("brand_amount")
                    + F("supplier_amount")
                ),
                name="claim_line_shares_add_up",
            ),
            models.CheckConstraint(
                condition=Q(percent__lte=WHOLE, quantity__gte=1)
                & Q(goodwill__lte=F("company_amount")),
                name="claim_line_amounts",
            ),
            models.CheckConstraint(
                condition=Q(kind=LineKind.PART) | Q(part=None, new_serial=""),
                name="claim_line_part_is_a_part",
            ),
        ]


class RepairQuote(models.Model):
    """What the customer would pay, as it was shown to them; one waits for an answer."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="quotes")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=QuoteState, default=QuoteState.SENT)
    customer_total = models.PositiveBigIntegerField()
    price_total = models.PositiveBigIntegerField()
    # Each line as it was shown: id, name, quantity, price, customer_amount.
    lines = models.JSONField(default=list)
    valid_until = models.DateTimeField()
    # Of the short code that stands for the link.
    code_digest = models.CharField(max_length=64, blank=True, default="")
    code_tries = models.PositiveSmallIntegerField(default=0)
    sent_by = somebody()
    sent_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_via = models.CharField(
        max_length=8, choices=ConsentVia, blank=True, default=""
    )
    # Who took the answer down, where it was given at a counter.
    answered_by = somebody()
    note = models.CharField(max_length=300, blank=True, default="")

    objects = OfClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="quote_once"),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(state=QuoteState.SENT),
                name="quote_one_waits",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[QuoteState.ACCEPTED, QuoteState.DECLINED])
                | (Q(answered_at__isnull=False) & ~Q(answered_via="")),
                name="quote_answer_says_how",
            ),
        ]


class Repair(models.Model):
    """One service that was performed on a unit; they are counted by law (30.2.đ)."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="repairs")
    number = models.PositiveSmallIntegerField()
    technician = somebody()
    fix = models.ForeignKey(FaultCode, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    # Whether the cover ran that day.
    is_covered = models.BooleanField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects = OfClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="repair_once"),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(finished_at=None),
                name="repair_one_under_way",
            ),
        ]


class QcTest(models.Model):
    """A second person tried what was repaired. Append-only."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="tests")
    number = models.PositiveSmallIntegerField()
    has_passed = models.BooleanField()
    note = models.CharField(max_length=500, blank=True)
    repaired_by = somebody()
    tested_by = somebody()
    at = models.DateTimeField()

    objects = OfClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="qc_test_once"),
            models.CheckConstraint(
                condition=~Q(tested_by=F("repaired_by")),
                name="qc_test_by_another",
            ),
        ]
