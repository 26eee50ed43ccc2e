"""Which lines of receipts may be recorded, decided over values.

The ledger knows what the database holds about the receipts at hand, judges line by
line, and remembers what it accepted, so that the lines of one batch see each other.
"""

from dataclasses import dataclass, field
from typing import Self

from catalog.enums import Whereabouts
from catalog.errors import (
    BuyerDiffersError,
    LineDiffersError,
    SerialOfOtherProductError,
    SerialTakenError,
    UnitNotForSaleError,
    UnknownSkuError,
)
from catalog.receipts import ReceiptHead, ReceiptLine
from foundation.core.errors import DomainError

Key = tuple[str, str]
Identity = tuple[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class SoldLine:
    """A line together with the head of its receipt."""

    head: ReceiptHead
    line: ReceiptLine


@dataclass(slots=True)
class KnownReceipt:
    """A receipt as it stands: whose it is, what is on it, and its last line's number."""

    customer_id: int
    pk: int | None = None
    lines: dict[Identity, tuple[int, int, int]] = field(default_factory=dict)
    last_number: int = 0


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit as it stands; `receipt` names the one that sold it."""

    product_id: int
    whereabouts: Whereabouts
    owner_id: int | None = None
    receipt: Key | None = None
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a line: recorded as `number` of its receipt, known before, or refused."""

    number: int = 0
    refusal: DomainError | None = None

    @property
    def is_new(self) -> bool:
        """Whether the line is to be written."""
        return self.number > 0

    @classmethod
    def refused(cls, error: DomainError) -> Self:
        """The line cannot be."""
        return cls(refusal=error)


KNOWN = Verdict()


@dataclass(slots=True)
class Ledger:
    """Products by SKU, customers by telephone number, receipts and units as they stand."""

    products: dict[str, int]
    customers: dict[str, int]
    receipts: dict[Key, KnownReceipt]
    units: dict[str, KnownUnit]

    def judge(self, sold: SoldLine) -> Verdict:
        """Accept the line and remember it, or say why not."""
        try:
            return self._accept(sold)
        except DomainError as error:
            return Verdict.refused(error)

    def _accept(self, sold: SoldLine) -> Verdict:
        head, line = sold.head, sold.line
        product_id = self.products.get(line.sku)
        if product_id is None:
            raise UnknownSkuError(field="sku")
        customer_id = self.customers[head.buyer.phone]
        receipt = self.receipts.get(head.key) or KnownReceipt(customer_id)
        if receipt.customer_id != customer_id:
            raise BuyerDiffersError(field="phone")
        if line.identity in receipt.lines:
            if receipt.lines[line.identity] != line.amounts:
                raise LineDiffersError(field="unit_price")
            return KNOWN
        for serial in line.serials:
            self._check_unit(serial, product_id, head.key)
        self.receipts[head.key] = receipt
        receipt.lines[line.identity] = line.amounts
        receipt.last_number += 1
        for serial in line.serials:
            known = self.units.get(serial)
            owner_id = (known.owner_id if known else None) or customer_id
            pk = known.pk if known else None
            self.units[serial] = KnownUnit(
                product_id, Whereabouts.SOLD, owner_id, head.key, pk
            )
        return Verdict(number=receipt.last_number)

    def _check_unit(self, serial: str, product_id: int, key: Key) -> None:
        """A unit on no receipt may be sold: from stock, or as what somebody has already,
        who keeps it whoever bought it."""
        unit = self.units.get(serial)
        if unit is None:
            return
        if unit.receipt == key:
            raise LineDiffersError(field="serials")
        if unit.receipt:
            raise SerialTakenError(field="serials")
        if unit.product_id != product_id:
            raise SerialOfOtherProductError(field="serials")
        if unit.whereabouts in {Whereabouts.LOANER, Whereabouts.BLOCKED}:
            raise UnitNotForSaleError(field="serials")
