"""Opening the ledger: reading and locking what the database holds about receipts at hand."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q

from catalog.enums import Whereabouts
from catalog.ledger import Key, KnownReceipt, KnownUnit, Ledger, SoldLine
from catalog.models import Product, Purchase, PurchaseLine, Unit
from customers.bulk import customers_by_phone
from customers.models import Customer


def open_ledger(sold: Sequence[SoldLine]) -> Ledger:
    """What is known about these lines; their receipts and units are locked."""
    # In this order, since somebody else may commit between two readings: whoever sees a
    # sold unit then sees its receipt too, and whoever sees a receipt sees its buyer.
    units = _units({serial for one in sold for serial in one.line.serials})
    receipts = _receipts({one.head.key for one in sold})
    return Ledger(
        products=_products({one.line.sku for one in sold}),
        customers=_customers({one.head.buyer.phone for one in sold}),
        receipts=receipts,
        units=units,
    )


def _products(skus: set[str]) -> dict[str, int]:
    return dict(Product.objects.filter(sku__in=skus).values_list("sku", "pk"))


def _customers(phones: set[str]) -> dict[str, int]:
    """The customer of each number; for a number nobody has a negative stand-in."""
    strangers = {phone: -n for n, phone in enumerate(sorted(phones), start=1)}
    return strangers | customers_by_phone(phones)


def _receipts(keys: set[Key]) -> dict[Key, KnownReceipt]:
    by_source: dict[str, list[str]] = defaultdict(list)
    for source, number in keys:
        by_source[source].append(number)
    wanted = Q(pk=None)
    for source, numbers in by_source.items():
        wanted |= Q(source=source, source_id__in=numbers)
    purchases = (
        Purchase.objects.filter(wanted)
        .select_related("customer")
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    receipts = {
        (p.source, p.source_id): KnownReceipt(_living(p.customer), p.pk)
        for p in purchases
    }
    _add_lines({receipt.pk: receipt for receipt in receipts.values()})
    return receipts


def _add_lines(receipts: dict[int | None, KnownReceipt]) -> None:
    if not receipts:
        return
    lines = PurchaseLine.objects.filter(purchase__in=receipts)
    for line in lines.select_related("product").prefetch_related("units"):
        receipt = receipts[line.purchase_id]
        serials = frozenset(unit.serial for unit in line.units.all())
        amounts = line.quantity, line.unit_price, line.discount
        receipt.lines[line.product.sku, serials] = amounts
        receipt.last_number = max(receipt.last_number, line.number)


def _units(serials: set[str]) -> dict[str, KnownUnit]:
    units = (
        Unit.objects.filter(serial__in=serials)
        .select_related("purchase_line__purchase", "owner")
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    return {
        unit.serial: KnownUnit(
            product_id=unit.product_id,
            whereabouts=Whereabouts(unit.whereabouts),
            owner_id=_living(unit.owner) if unit.owner else None,
            receipt=_key_of(unit.purchase_line),
            pk=unit.pk,
        )
        for unit in units
    }


def _living(customer: Customer) -> int:
    """Whose it is today: buyers that were merged are one buyer."""
    return customer.merged_into_id or customer.pk


def _key_of(line: PurchaseLine | None) -> Key | None:
    return (line.purchase.source, line.purchase.source_id) if line else None
