"""What is owed and paid for a case."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from foundation.core.refs import Ref
from foundation.payments.enums import Direction, PaymentState
from foundation.payments.models import Payment


@dataclass(frozen=True, slots=True)
class Balance:
    """Sums in đồng; cancelled ones count nowhere."""

    owed_in: int = 0
    paid_in: int = 0
    owed_out: int = 0
    paid_out: int = 0

    @property
    def is_settled(self) -> bool:
        """Whether nobody owes anybody anything."""
        return not self.owed_in and not self.owed_out


def payments_of(thing: Ref) -> list[Payment]:
    """Everything that was ever owed for `thing`, the oldest first, with who did it."""
    found = Payment.objects.about(thing).order_by("pk")
    return list(found.select_related("decided_by", "settled_by"))


def balance_of(thing: Ref) -> Balance:
    """What is owed and paid both ways for `thing`. One query."""
    return totals_of(Payment.objects.about(thing))


def totals_of(payments: QuerySet[Payment]) -> Balance:
    """The same for any payments."""
    sums = payments.order_by().aggregate(
        owed_in=_sum(Direction.IN, PaymentState.OWED),
        paid_in=_sum(Direction.IN, PaymentState.DONE),
        owed_out=_sum(Direction.OUT, PaymentState.OWED),
        paid_out=_sum(Direction.OUT, PaymentState.DONE),
    )
    return Balance(**sums)


def payments_of_many(things: Iterable[Ref]) -> dict[Ref, list[Payment]]:
    """The payments of several things of one type, in one query."""
    wanted = set(things)
    found = Payment.objects.filter(
        subject_type__in={one.type for one in wanted},
        subject_id__in={one.id for one in wanted},
    ).order_by("pk")
    kept: dict[Ref, list[Payment]] = {one: [] for one in wanted}
    for payment in found:
        if payment.subject in kept:
            kept[payment.subject].append(payment)
    return kept


def _sum(direction: Direction, state: PaymentState) -> Coalesce:
    moved = Sum("amount", filter=Q(direction=direction, state=state))
    return Coalesce(moved, 0)
