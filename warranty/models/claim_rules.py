"""What the database refuses of a claim, and how claims are found."""

from django.db import models
from django.db.models import F, Q

from warranty.claim_enums import ClaimMode, ClaimOutcome, ClaimStatus
from warranty.claim_workflow import AT_WORK, UNFIXED, WITHOUT_RECEIPT

WORK = sorted(AT_WORK)
PAPERLESS = sorted(WITHOUT_RECEIPT | {ClaimStatus.CLOSED})
CLOSED = Q(status=ClaimStatus.CLOSED)

CLAIM_CONSTRAINTS = [
    # What is over has an outcome, and nothing else has one.
    models.CheckConstraint(
        condition=(CLOSED & ~Q(outcome="") & Q(closed_at__isnull=False))
        | (~CLOSED & Q(outcome="", closed_at=None)),
        name="claim_closed_says_outcome",
    ),
    models.CheckConstraint(
        condition=~CLOSED | Q(loaners_out=0), name="claim_closed_without_loaner"
    ),
    # Work that somebody pays for begins when they agreed, and not before.
    models.CheckConstraint(
        condition=~Q(status__in=WORK) | Q(customer_total__lte=F("accepted_total")),
        name="claim_work_after_accepted_quote",
    ),
    models.CheckConstraint(
        condition=~Q(status__in=WORK) | Q(house_total__lte=F("approved_total")),
        name="claim_work_after_approval",
    ),
    # Whoever leaves a thing with us has a paper with a day on it (article 30.2.c).
    models.CheckConstraint(
        condition=Q(status__in=PAPERLESS)
        | Q(mode__in=[ClaimMode.ONSITE, ClaimMode.SWAP])
        | Q(first_promised_at__isnull=False, received_at__isnull=False),
        name="claim_received_with_promise",
    ),
    # And something for the days without it, or says that nothing is needed (30.2.d).
    models.CheckConstraint(
        condition=~Q(status__in=[ClaimStatus.IN_REPAIR, ClaimStatus.QC])
        | Q(mode=ClaimMode.ONSITE)
        | Q(verdict="out")
        | ~Q(loaner_answer=""),
        name="claim_work_after_loaner_answer",
    ),
    models.CheckConstraint(
        condition=~Q(outcome=ClaimOutcome.REPLACED) | Q(replacement__isnull=False),
        name="claim_replaced_by_something",
    ),
    models.UniqueConstraint(
        fields=["unit", "family"],
        condition=~CLOSED,
        name="claim_one_open_per_fault",
    ),
]

CLAIM_INDEXES = [
    models.Index(
        fields=["promised_at", "id"],
        condition=Q(status__in=sorted(UNFIXED)),
        name="claim_by_promise",
    ),
    models.Index(
        fields=["status", "status_since", "id"],
        condition=~CLOSED,
        name="claim_open_by_status",
    ),
    models.Index(
        fields=["technician", "urgency", "promised_at"],
        condition=~CLOSED,
        name="claim_on_bench",
    ),
]
