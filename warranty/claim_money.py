"""Which money of a claim is what: the price that goes back, and the fee of a repair."""

from django.db.models import QuerySet, Sum

from foundation.core.refs import ref
from foundation.payments.enums import PaymentState, Purpose
from foundation.payments.models import Payment
from warranty.models import Claim


def refund_key(claim: Claim) -> str:
    """How the promise of the price begins; each try of it ends in another number."""
    return f"claim:{claim.pk}:refund:"


def refunds_of(claim: Claim) -> QuerySet[Payment]:
    """The price that goes back, also where it was called off."""
    found = Payment.objects.about(ref(claim)).filter(purpose=Purpose.REFUND)
    return found.filter(key__startswith=refund_key(claim))


def fee_to_give_back(claim: Claim) -> int:
    """What the customer paid for the repair and is not promised back yet."""
    money = Payment.objects.about(ref(claim)).live()
    paid = money.filter(purpose=Purpose.REPAIR, state=PaymentState.DONE)
    back = money.filter(purpose=Purpose.REFUND)
    back = back.exclude(key__startswith=refund_key(claim))
    return _sum(paid) - _sum(back)


def _sum(payments: QuerySet[Payment]) -> int:
    return payments.order_by().aggregate(total=Sum("amount"))["total"] or 0
