"""What is known of the days of a unit: its receipt, its delivery, its production."""

from datetime import date

from django.utils.timezone import localdate

from catalog.models import Unit
from warranty.enums import StartBasis


def facts_of(unit: Unit) -> dict[StartBasis, date]:
    """The days a cover may start from, as far as our own records know them."""
    facts: dict[StartBasis, date] = {}
    if unit.purchase_line is not None:
        purchase = unit.purchase_line.purchase
        facts[StartBasis.INVOICE] = localdate(purchase.purchased_at)
        if purchase.delivered_at is not None:
            facts[StartBasis.DELIVERY] = localdate(purchase.delivered_at)
    if unit.produced_on is not None:
        facts[StartBasis.PRODUCTION] = unit.produced_on
    return facts


def bought_on(unit: Unit, otherwise: date) -> date:
    """The day whose policy holds: of the receipt, where there is one."""
    return facts_of(unit).get(StartBasis.INVOICE, otherwise)


def channel_of(unit: Unit) -> str:
    """Through which channel it was bought, empty where nobody knows."""
    line = unit.purchase_line
    return line.purchase.channel if line is not None else ""
