"""What a customer is owed besides the repair: a loaner, an answer, another thing, goodwill."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalog.models import Unit
from foundation.places.models import ServicePoint
from warranty.claim_enums import AlarmDecision, AlarmKind, AppealState
from warranty.models.claims import Claim, OfClaimQuerySet, somebody
from warranty.models.repairs import ClaimLine


class Loaner(models.Model):
    """A unit of the house that customers borrow while theirs is with us."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="loaner")
    service_point = models.ForeignKey(
        ServicePoint, models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_active = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("máy cho mượn")
        verbose_name_plural = _("máy cho mượn")

    def __str__(self) -> str:
        return self.unit.serial


class Lending(models.Model):
    """A loaner in a customer's hands, for one claim, until it is back."""

    loaner = models.ForeignKey(Loaner, models.PROTECT, related_name="lendings")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="lendings")
    lent_at = models.DateTimeField()
    lent_by = somebody()
    due_at = models.DateTimeField(null=True)
    condition_out = models.CharField(max_length=300, blank=True)
    returned_at = models.DateTimeField(null=True)
    taken_by = somebody()
    condition_in = models.CharField(max_length=300, blank=True)

    objects = OfClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["loaner"],
                condition=Q(returned_at=None),
                name="loaner_with_one_customer",
            ),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(returned_at=None),
                name="claim_one_loaner_out",
            ),
        ]


class Appeal(models.Model):
    """A customer does not accept a refusal."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="appeals")
    number = models.PositiveSmallIntegerField()
    words = models.TextField(max_length=2000)
    state = models.CharField(
        max_length=8, choices=AppealState, default=AppealState.OPEN
    )
    made_at = models.DateTimeField()
    answer = models.CharField(max_length=500, blank=True)
    decided_by = somebody()
    decided_at = models.DateTimeField(null=True)

    objects = OfClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="appeal_once"),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(state=AppealState.OPEN),
                name="appeal_one_open",
            ),
        ]


class EntitlementAlarm(models.Model):
    """The law gives the customer another thing or the money back, if they want it.

    It opens by itself and stays: nobody can delete it, only decide it, with the reason.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="alarms")
    kind = models.CharField(max_length=12, choices=AlarmKind)
    opened_at = models.DateTimeField()
    # By when it has to be decided.
    due_at = models.DateTimeField()
    decision = models.CharField(
        max_length=8, choices=AlarmDecision, blank=True, default=""
    )
    note = models.CharField(max_length=500, blank=True)
    decided_by = somebody()
    decided_at = models.DateTimeField(null=True)
    # When those who decide were told that it waits too long.
    reminded_at = models.DateTimeField(null=True)

    objects = OfClaimQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "kind"],
                condition=Q(decision=""),
                name="alarm_one_waits",
            ),
            models.CheckConstraint(
                condition=(Q(decision="", decided_at=None, decided_by=None))
                | (
                    ~Q(decision="")
                    & ~Q(note="")
                    & Q(decided_at__isnull=False, decided_by__isnull=False)
                ),
                name="alarm_decided_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(decision=""), name="alarm_undecided"
            ),
            models.Index(
                fields=["due_at"],
                condition=Q(decision="", reminded_at=None),
                name="alarm_unreminded",
            ),
        ]
        triggers = [pgtrigger.Protect(name="stays", operation=pgtrigger.Delete)]


class GoodwillBudget(models.Model):
    """How much the house gives away in a month, and how much of it is given. Whole đồng."""

    month = models.DateField(_("tháng"), unique=True)
    amount = models.PositiveBigIntegerField(_("ngân sách"))
    spent = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["-month"]
        verbose_name = _("ngân sách thiện chí")
        verbose_name_plural = _("ngân sách thiện chí")
        constraints = [
            models.CheckConstraint(
                condition=Q(spent__lte=F("amount")), name="goodwill_within_budget"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="goodwill_month"),
        ]


class GoodwillGift(models.Model):
    """What of a line was given out of a budget; a line that is off gives it back."""

    budget = models.ForeignKey(GoodwillBudget, models.PROTECT, related_name="gifts")
    line = models.ForeignKey(ClaimLine, models.PROTECT, related_name="gifts")
    amount = models.PositiveBigIntegerField()
    given_by = somebody()
    given_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=1), name="gift_of_something")
        ]


class ClaimTerms(models.Model):
    """What the house lets whom decide, and how long things may take. One row."""

    # Work at the house's cost that a technician, or a lead, may approve. Whole đồng.
    technician_limit = models.PositiveBigIntegerField(default=1_000_000)
    lead_limit = models.PositiveBigIntegerField(default=5_000_000)
    quote_days = models.PositiveSmallIntegerField(default=7)
    # Days an entitlement may wait for its decision.
    decision_days = models.PositiveSmallIntegerField(default=3)
    part_warn_days = models.PositiveSmallIntegerField(default=3)
    part_alarm_days = models.PositiveSmallIntegerField(default=7)
    # Whether a claim goes on by itself when its last part is there. It never writes.
    wakes_on_arrival = models.BooleanField(default=True)
    # Whether the customer is written to when the day of a part moves.
    tells_eta = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("quy định xử lý bảo hành")
        verbose_name_plural = _("quy định xử lý bảo hành")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="claim_terms_one_row"),
            models.CheckConstraint(
                condition=Q(technician_limit__lte=F("lead_limit")),
                name="claim_terms_limits",
            ),
        ]
