"""How a payment moves: the one table, asked by buttons and enforced by actions."""

from foundation.core.workflow import Workflow
from foundation.payments.enums import PaymentState

PAYMENT_WORKFLOW: Workflow[PaymentState] = Workflow(
    {PaymentState.OWED: frozenset({PaymentState.DONE, PaymentState.CANCELLED})}
)
