"""A unit to be repaired, replaced or paid back: where it stands and what was done."""

from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _

from catalog.models import Unit
from foundation.accounts.enums import Sight
from foundation.accounts.models import User
from foundation.places.models import ServicePoint
from foundation.policies.models import PolicyVersion
from tickets.models import Ticket
from warranty.claim_enums import (
    ClaimMode,
    ClaimOutcome,
    ClaimStatus,
    Decision,
    LoanerAnswer,
)
from warranty.claim_workflow import AT_WORK, CLAIM_WORKFLOW
from warranty.models.claim_rules import CLAIM_CONSTRAINTS, CLAIM_INDEXES
from warranty.models.covers import Judgement
from warranty.models.faults import FaultCode
from warranty.models.terms import Exclusion


def somebody() -> "models.ForeignKey[User | None, User | None]":
    """A member of staff, or nobody."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )


class OfClaimQuerySet(models.QuerySet[Any]):
    """Rows about a claim, as of their claim."""

    def visible_to(self, user: User) -> Self:
        """Those of the claims that somebody sees."""
        return self.filter(claim__in=Claim.objects.visible_to(user).order_by())


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Claims, as of their tickets."""

    def visible_to(self, user: User) -> Self:
        """Staff: of the tickets they see and those on their own bench; a customer: theirs."""
        if not user.is_active:
            return self.none()
        tickets = Ticket.objects.visible_to(user).order_by()
        if not user.is_staff_member:
            return self.filter(ticket__in=tickets).exclude(status=ClaimStatus.DRAFT)
        if user.sees == Sight.ALL:
            return self
        # Asked of each claim: of EXISTS the database would gather all tickets each time.
        its_own = tickets.filter(pk=models.OuterRef("ticket_id")).values("pk")[:1]
        is_seen = IsNull(models.Subquery(its_own), rhs=False)
        return self.filter(models.Q(is_seen) | models.Q(technician=user))

    def open(self) -> Self:
        """Those that are not closed."""
        return self.exclude(status=ClaimStatus.CLOSED)


class Claim(models.Model):
    """A fault of one unit, from the customer's word to the hand-back.

    Its owner is the unit; cover is optional, so that paid repairs share the history.
    The customer's words and photos stand in the ticket.
    """

    number = models.CharField(_("số bảo hành"), max_length=16, unique=True)
    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="claims")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="claims")
    mode = models.CharField(_("hình thức"), max_length=8, choices=ClaimMode)
    status = models.CharField(_("trạng thái"), max_length=20, choices=ClaimStatus)
    outcome = models.CharField(
        _("kết quả"), max_length=20, choices=ClaimOutcome, blank=True, default=""
    )
    # What it will be when the thing is back; it becomes the outcome then.
    result = models.CharField(
        max_length=20, choices=ClaimOutcome, blank=True, default=""
    )
    decision = models.CharField(
        _("phương án"), max_length=8, choices=Decision, blank=True, default=""
    )
    symptom = models.ForeignKey(FaultCode, models.PROTECT, related_name="+")
    # Of the symptom that counts: one open claim for a unit and family.
    family = models.CharField(max_length=20)
    # What the cover said when it was submitted: "in", "out" or "grey".
    verdict = models.CharField(max_length=8)
    judgement = models.ForeignKey(
        Judgement, models.PROTECT, null=True, related_name="+"
    )
    version = models.ForeignKey(
        PolicyVersion, models.PROTECT, null=True, related_name="+"
    )
    # How often this fault family was claimed on the unit, this one included.
    attempt_no = models.PositiveSmallIntegerField(default=1)
    service_point = models.ForeignKey(
        ServicePoint, models.PROTECT, null=True, related_name="+"
    )
    technician = somebody()
    promised_at = models.DateTimeField(_("hẹn trả"), null=True)
    # As the receipt says; another promise later takes nothing away from it.
    first_promised_at = models.DateTimeField(null=True)
    # Higher goes first when a part comes in.
    urgency = models.PositiveSmallIntegerField(default=0)
    loaner_answer = models.CharField(
        max_length=12, choices=LoanerAnswer, blank=True, default=""
    )
    loaner_note = models.CharField(max_length=200, blank=True, default="")
    loaners_out = models.PositiveSmallIntegerField(default=0)
    # Sums of the living lines, and how much of them was agreed to. Whole đồng.
    customer_total = models.PositiveBigIntegerField(default=0)
    accepted_total = models.PositiveBigIntegerField(default=0)
    house_total = models.PositiveBigIntegerField(default=0)
    approved_total = models.PositiveBigIntegerField(default=0)
    approved_by = somebody()
    refused_by = models.ForeignKey(
        Exclusion, models.PROTECT, null=True, related_name="+"
    )
    refusal = models.CharField(max_length=500, blank=True, default="")
    # The unit given for this one.
    replacement = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    # Of the code that the thing is handed back for.
    code_digest = models.CharField(max_length=64, blank=True, default="")
    code_tries = models.PositiveSmallIntegerField(default=0)
    client_key = models.CharField(max_length=64, null=True, unique=True)
    n_steps = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    status_since = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("hồ sơ bảo hành")
        verbose_name_plural = _("hồ sơ bảo hành")
        constraints = CLAIM_CONSTRAINTS
        indexes = CLAIM_INDEXES

    def __str__(self) -> str:
        return self.number

    @property
    def current_status(self) -> ClaimStatus:
        """The status as an enum member."""
        return ClaimStatus(self.status)

    def can_become(self, target: ClaimStatus) -> bool:
        """For buttons. The rule itself is checked again by the action."""
        return CLAIM_WORKFLOW.allows(self.current_status, target)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.status != ClaimStatus.CLOSED

    @property
    def is_at_work(self) -> bool:
        """Whether hands are on the thing."""
        return self.current_status in AT_WORK

    @property
    def is_covered(self) -> bool:
        """Whether the cover pays, or may: what is in doubt counts for the customer."""
        return self.verdict != "out"


class ClaimStep(models.Model):
    """One thing done to a claim, in order, with the words of whoever did it. Append-only."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=40)
    old_status = models.CharField(max_length=20, blank=True)
    new_status = models.CharField(max_length=20)
    # For the customer's eyes as well.
    is_public = models.BooleanField(default=False)
    note = models.CharField(max_length=500, blank=True)
    actor_kind = models.CharField(max_length=16)
    actor_user = somebody()
    at = models.DateTimeField()

    objects = OfClaimQuerySet.as_manager()

    class Meta:
        ordering = ["claim", "number"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="claim_step_once")
        ]
        triggers = [
            pgtrigger.Protect(
                name="append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]
