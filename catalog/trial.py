"""What an import would do, judged as it would judge, with nothing written.

What was accepted is remembered, so that the rows of a file see each other also across
batches, but only so much of it: a file may be long.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from catalog.ledger import Key, KnownReceipt, KnownUnit, Ledger, Verdict
from catalog.opening import open_ledger
from catalog.purchase_rows import Row

K = TypeVar("K")
V = TypeVar("V")

REMEMBERED = 20_000  # receipts and units; shops write the rows of a receipt together


@dataclass(slots=True)
class Trial:
    """One reading of a file, from its beginning or from where it was taken up again."""

    creates_products: bool
    receipts: dict[Key, KnownReceipt] = field(default_factory=dict)
    units: dict[str, KnownUnit] = field(default_factory=dict)
    strangers: dict[str, int] = field(default_factory=dict)
    # Products nobody has entered yet, by SKU, as the file calls them.
    new_products: dict[str, str] = field(default_factory=dict)
    # What stands for their keys: a file may name tens of thousands.
    stand_ins: dict[str, int] = field(default_factory=dict)

    def judge(self, rows: Sequence[Row]) -> list[Verdict]:
        """What would become of each row. Inside a transaction: it reads under lock."""
        sold = [row.sold for row in rows]
        ledger = open_ledger(sold)
        self._add_what_was_accepted(ledger)
        self._add_products(rows, ledger)
        verdicts = [ledger.judge(one) for one in sold]
        for one, verdict in zip(sold, verdicts, strict=True):
            if verdict.is_new:
                self.receipts[one.head.key] = ledger.receipts[one.head.key]
                self.units |= {
                    serial: ledger.units[serial] for serial in one.line.serials
                }
        _forget(self.receipts)
        _forget(self.units)
        _forget(self.strangers)
        return verdicts

    def _add_what_was_accepted(self, ledger: Ledger) -> None:
        for phone, customer_id in ledger.customers.items():
            if customer_id < 0:  # a stand-in: the same person in every batch
                own = self.strangers.setdefault(phone, -len(self.strangers) - 1)
                ledger.customers[phone] = own
        ledger.receipts |= self.receipts
        ledger.units |= self.units

    def _add_products(self, rows: Sequence[Row], ledger: Ledger) -> None:
        for row in rows:
            sku = row.sold.line.sku
            if sku not in ledger.products and row.product_name:
                self.new_products.setdefault(sku, row.product_name)
                if self.creates_products:
                    place = self.stand_ins.setdefault(sku, -len(self.stand_ins) - 1)
                    ledger.products[sku] = place


def _forget(known: dict[K, V]) -> None:
    """Drop what was remembered first."""
    while len(known) > REMEMBERED:
        known.pop(next(iter(known)))
