"""Recording what was bought, one receipt or five hundred lines at a time."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from catalog.actions import sales
from catalog.ledger import SoldLine, Verdict
from catalog.models import Purchase
from catalog.receipts import Receipt, check_receipt
from foundation.core.actor import Actor
from foundation.core.errors import ConflictError

# Somebody else entered the same number at the same moment: look again. More often
# than this is not bad luck but a mistake.
TRIES = 3


@transaction.atomic
def record_purchase(receipt: Receipt, *, actor: Actor, at: datetime) -> Purchase:
    """Write down a receipt and whose its units are now.

    The same source and number twice is one purchase: the first stands as it is.
    Refuses as a whole when one of its lines cannot be.
    """
    check_receipt(receipt, at=at)
    known = _purchase_of(receipt)
    if known is not None:
        return known
    sold = [SoldLine(receipt.head, line) for line in receipt.lines]
    for verdict in record_lines(sold, actor=actor, at=at):
        if verdict.refusal is not None:
            raise verdict.refusal
    return Purchase.objects.get(
        source=receipt.head.source, source_id=receipt.head.source_id
    )


def record_lines(
    sold: Sequence[SoldLine], *, actor: Actor, at: datetime
) -> list[Verdict]:
    """Write down each line that can be, in one transaction, and say what became of each.

    The lines must be checked in themselves. A line whose receipt is known joins it.
    """
    for _ in range(TRIES):
        try:
            return sales.write_lines(sold, actor=actor, at=at)
        except IntegrityError as error:
            overtaken = error
    raise ConflictError from overtaken


def _purchase_of(receipt: Receipt) -> Purchase | None:
    head = receipt.head
    return Purchase.objects.filter(source=head.source, source_id=head.source_id).first()
