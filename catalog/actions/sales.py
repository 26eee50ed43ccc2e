"""The transaction behind `record_lines`: open the ledger, judge, write in bulk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce

from catalog import verbs
from catalog.enums import Whereabouts
from catalog.ledger import Key, Ledger, SoldLine, Verdict
from catalog.models import Purchase, PurchaseLine, Unit
from catalog.opening import open_ledger
from catalog.receipts import ReceiptHead, ReceiptLine
from customers.bulk import Newcomer, find_or_create_customers
from customers.models import Customer
from foundation.core.actor import Actor
from foundation.core.bulk_insert import insert_rows
from foundation.core.refs import Ref
from foundation.events.bulk import Happening, record_all

PURCHASE_COLUMNS = (
    "source", "source_id", "channel", "customer", "purchased_at", "delivered_at",
)  # fmt: skip
LINE_COLUMNS = (
    "purchase", "number", "product", "quantity", "unit_price", "discount", "net_unit",
)  # fmt: skip
UNIT_COLUMNS = ("serial", "product", "purchase_line", "owner", "whereabouts")


@dataclass(slots=True)
class Sale:
    """What is written for one receipt."""

    head: ReceiptHead
    owner_id: int
    pk: int = 0
    lines: list[tuple[int, ReceiptLine]] = field(default_factory=list)
    unit_ids: list[int] = field(default_factory=list)


@transaction.atomic
def write_lines(
    sold: Sequence[SoldLine], *, actor: Actor, at: datetime
) -> list[Verdict]:
    """Judge and write lines; IntegrityError when somebody else was at it just now."""
    ledger = open_ledger(sold)
    verdicts = [ledger.judge(one) for one in sold]
    accepted = [
        (one, verdict.number)
        for one, verdict in zip(sold, verdicts, strict=True)
        if verdict.is_new
    ]
    if accepted:
        newcomers = [_newcomer(one) for one, _ in accepted]
        owners = find_or_create_customers(newcomers, actor=actor, at=at)
        sales = _sales(accepted, owners)
        new = _write_purchases(sales, ledger)
        _write_goods(sales, ledger)
        happenings = [
            _happening(sale, is_new=key in new) for key, sale in sales.items()
        ]
        record_all(happenings, actor=actor, at=at)
    return verdicts


def _newcomer(sold: SoldLine) -> Newcomer:
    buyer = sold.head.buyer
    return Newcomer(buyer.name, buyer.phone, buyer.email)


def _sales(
    accepted: Sequence[tuple[SoldLine, int]], owners: Mapping[str, int]
) -> dict[Key, Sale]:
    sales: dict[Key, Sale] = {}
    for one, number in accepted:
        head = one.head
        sale = sales.setdefault(head.key, Sale(head, owners[head.buyer.phone]))
        sale.lines.append((number, one.line))
    # Sorted, so that two imports wait for each other instead of deadlocking.
    return dict(sorted(sales.items(), key=lambda item: item[0]))


def _write_purchases(sales: Mapping[Key, Sale], ledger: Ledger) -> frozenset[Key]:
    """Enter the receipts that are new; their keys."""
    for key, sale in sales.items():
        sale.pk = ledger.receipts[key].pk or 0
    new = {key: sale for key, sale in sales.items() if not sale.pk}
    rows = [
        (*key, str(sale.head.channel), sale.owner_id, *_times(sale.head))
        for key, sale in new.items()
    ]
    ids = insert_rows(Purchase, PURCHASE_COLUMNS, rows)
    for sale, pk in zip(new.values(), ids, strict=True):
        sale.pk = pk
    return frozenset(new)


def _times(head: ReceiptHead) -> tuple[datetime, datetime | None]:
    return head.purchased_at, head.delivered_at


def _write_goods(sales: Mapping[Key, Sale], ledger: Ledger) -> None:
    """Lines, and their units: from stock or entered as sold to the buyer; what was
    somebody's before stays theirs."""
    goods = [
        (sale, number, line) for sale in sales.values() for number, line in sale.lines
    ]
    line_ids = insert_rows(
        PurchaseLine,
        LINE_COLUMNS,
        [
            (sale.pk, number, ledger.products[line.sku], *line.amounts, line.net_unit)
            for sale, number, line in goods
        ],
    )
    units = {
        serial: (sale, ledger.products[line.sku], line_id)
        for (sale, _, line), line_id in zip(goods, line_ids, strict=True)
        for serial in line.serials
    }
    _enter_units(units, ledger)
    _sell_from_stock(units, ledger)


def _enter_units(units: Mapping[str, tuple[Sale, int, int]], ledger: Ledger) -> None:
    new = sorted(serial for serial in units if ledger.units[serial].pk is None)
    rows = []
    for serial in new:
        sale, product_id, line_id = units[serial]
        rows.append(
            (serial, product_id, line_id, sale.owner_id, Whereabouts.SOLD.value)
        )
    ids = insert_rows(Unit, UNIT_COLUMNS, rows)
    for serial, pk in zip(new, ids, strict=True):
        units[serial][0].unit_ids.append(pk)


def _sell_from_stock(
    units: Mapping[str, tuple[Sale, int, int]], ledger: Ledger
) -> None:
    for serial, (sale, _, line_id) in units.items():
        pk = ledger.units[serial].pk
        if pk is not None:
            Unit.objects.filter(pk=pk).update(
                purchase_line=line_id,
                owner=Coalesce("owner", Value(sale.owner_id)),
                whereabouts=Whereabouts.SOLD,
            )
            sale.unit_ids.append(pk)


def _happening(sale: Sale, *, is_new: bool) -> Happening:
    units = [Ref(Unit._meta.label_lower, str(pk)) for pk in sale.unit_ids]
    lines = [line for _, line in sale.lines]
    return Happening(
        Ref(Purchase._meta.label_lower, str(sale.pk)),
        verbs.PURCHASE_RECORDED if is_new else verbs.PURCHASE_EXTENDED,
        links=(Ref(Customer._meta.label_lower, str(sale.owner_id)), *units),
        data={
            "lines": len(lines),
            "units": len(units),
            "amount": sum(
                line.unit_price * line.quantity - line.discount for line in lines
            ),
        },
    )
