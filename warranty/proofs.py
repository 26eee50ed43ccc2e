"""What shows that somebody bought a unit."""

from catalog.models import Purchase, Unit
from customers.models import ContactPoint, Customer


def is_receipt_of(unit: Unit, order: str, phone: str) -> bool:
    """Whether the order number and the buyer's telephone are those of this unit."""
    if unit.purchase_line is None or not order.strip() or not phone:
        return False
    purchases = Purchase.objects.numbered(order)
    if not purchases.filter(pk=unit.purchase_line.purchase_id).exists():
        return False
    buyer = unit.purchase_line.purchase.customer.living
    records = Customer.objects.of_person(buyer)
    return ContactPoint.objects.filter(customer__in=records, value=phone).exists()
