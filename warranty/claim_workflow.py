"""How a claim moves: the one table, asked by buttons and enforced by actions."""

from foundation.core.workflow import Workflow
from warranty.claim_enums import ClaimMode, ClaimStatus as S, SupplierClaimState as R

CLAIM_WORKFLOW: Workflow[S] = Workflow(
    {
        S.DRAFT: frozenset({S.SUBMITTED, S.CLOSED}),
        S.SUBMITTED: frozenset(
            {S.RECEIVED, S.VISIT_BOOKED, S.REJECTED, S.REPLACING, S.CLOSED}
        ),
        S.RECEIVED: frozenset({S.DIAGNOSING, S.READY}),
        S.VISIT_BOOKED: frozenset({S.DIAGNOSING, S.RECEIVED, S.CLOSED}),
        S.DIAGNOSING: frozenset(
            {S.AWAITING_CUSTOMER, S.APPROVED, S.REJECTED, S.READY, S.REPLACING}
            | {S.REFUNDING}
        ),
        S.AWAITING_CUSTOMER: frozenset({S.APPROVED, S.READY, S.DIAGNOSING}),
        S.APPROVED: frozenset(
            {S.WAITING_PART, S.IN_REPAIR, S.AT_SUPPLIER, S.REPLACING, S.REFUNDING}
            | {S.DIAGNOSING, S.READY}
        ),
        S.WAITING_PART: frozenset(
            {S.APPROVED, S.IN_REPAIR, S.AT_SUPPLIER, S.REPLACING, S.REFUNDING}
            | {S.DIAGNOSING, S.READY}
        ),
        S.IN_REPAIR: frozenset(
            {S.WAITING_PART, S.QC, S.AT_SUPPLIER, S.REPLACING, S.REFUNDING}
            | {S.DIAGNOSING, S.READY}
        ),
        S.AT_SUPPLIER: frozenset({S.IN_REPAIR, S.QC, S.REPLACING, S.REFUNDING}),
        S.QC: frozenset({S.READY, S.IN_REPAIR, S.REPLACING, S.REFUNDING}),
        # Where there is no other thing to give, the money goes back.
        S.REPLACING: frozenset({S.READY, S.REFUNDING}),
        S.REFUNDING: frozenset({S.CLOSED}),
        S.READY: frozenset({S.RETURNED, S.IN_REPAIR}),
        S.REJECTED: frozenset({S.APPEALED, S.RETURNED, S.CLOSED}),
        # One refused before it was ever with us is waited for again.
        S.APPEALED: frozenset({S.DIAGNOSING, S.REJECTED, S.SUBMITTED}),
        S.RETURNED: frozenset({S.CLOSED}),
        S.CLOSED: frozenset(),
    }
)

# Hands are on the thing: nothing of it before the customer and the house agreed.
AT_WORK = frozenset({S.WAITING_PART, S.IN_REPAIR, S.QC, S.AT_SUPPLIER})
# The thing is with us, and its receipt says until when.
WITHOUT_RECEIPT = frozenset(
    {S.DRAFT, S.SUBMITTED, S.VISIT_BOOKED, S.REJECTED, S.APPEALED}
)
OPEN = frozenset(S) - {S.CLOSED}
# What a promised day is still about.
UNFIXED = OPEN - {S.DRAFT, S.SUBMITTED, S.READY, S.RETURNED, S.REJECTED}
# The thing is at home still, and nobody looked at it.
NOT_BEGUN = frozenset({S.DRAFT, S.SUBMITTED, S.VISIT_BOOKED})
# Until it is repaired, refused or remedied a customer may say that they want it back.
WITHDRAWABLE = NOT_BEGUN | {
    S.RECEIVED,
    S.DIAGNOSING,
    S.AWAITING_CUSTOMER,
    S.APPROVED,
    S.WAITING_PART,
    S.IN_REPAIR,
}
DEPOT = frozenset({ClaimMode.COUNTER, ClaimMode.MAIL_IN})

# What a supplier has to give back; refused, it may be asked again.
RECOVERY_WORKFLOW: Workflow[R] = Workflow(
    {
        R.OPENED: frozenset({R.SENT, R.DROPPED}),
        R.SENT: frozenset({R.ACCEPTED, R.REFUSED, R.DROPPED}),
        R.ACCEPTED: frozenset({R.RECOVERED, R.DROPPED}),
        R.REFUSED: frozenset({R.SENT, R.DROPPED}),
        R.RECOVERED: frozenset(),
        R.DROPPED: frozenset(),
    }
)
