"""A receipt as values, and what can be said against it without asking the database."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from catalog.enums import SalesChannel
from catalog.errors import LineError, ReceiptError

MAX_QUANTITY = 10_000
MAX_PRICE = 1_000_000_000_000  # a thousand times the dearest thing a shop sells
MAX_LINES = 200
CLOCK_SKEW = timedelta(days=1)  # shop systems with a wrong clock or zone


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who bought: a clean name, an E.164 number, an address or nothing."""

    name: str
    phone: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptHead:
    """What all lines of a receipt share; known by source and number."""

    source: str
    source_id: str
    channel: SalesChannel
    buyer: Buyer
    purchased_at: datetime
    delivered_at: datetime | None = None

    @property
    def key(self) -> tuple[str, str]:
        """The receipt's name: a number is unique in its source."""
        return self.source, self.source_id


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One product on a receipt; `discount` is the whole line's, serials are clean."""

    sku: str
    quantity: int
    unit_price: int
    discount: int = 0
    serials: tuple[str, ...] = ()

    @property
    def net_unit(self) -> int:
        """What one unit cost after the discount, rounded down."""
        return (self.unit_price * self.quantity - self.discount) // self.quantity

    @property
    def identity(self) -> tuple[str, frozenset[str]]:
        """What makes it this line of its receipt: the product and its serial numbers."""
        return self.sku, frozenset(self.serials)

    @property
    def amounts(self) -> tuple[int, int, int]:
        """What must be equal for two lines to say the same."""
        return self.quantity, self.unit_price, self.discount


@dataclass(frozen=True, slots=True)
class Receipt:
    """A whole receipt."""

    head: ReceiptHead
    lines: tuple[ReceiptLine, ...]


def check_head(head: ReceiptHead, *, at: datetime) -> None:
    """Refuse a receipt without a number, from the future, or delivered before it was sold."""
    if not head.source or not head.source_id:
        raise ReceiptError(_("Thiếu nguồn hoặc số đơn."), field="source_id")
    if head.purchased_at > at + CLOCK_SKEW:
        raise ReceiptError(_("Ngày mua ở tương lai."), field="purchased_at")
    if head.delivered_at and head.delivered_at < head.purchased_at - CLOCK_SKEW:
        raise ReceiptError(_("Ngày giao trước ngày mua."), field="delivered_at")


def check_line(line: ReceiptLine) -> None:
    """Refuse impossible quantities, amounts, and more serial numbers than units."""
    if not 1 <= line.quantity <= MAX_QUANTITY:
        raise LineError(_("Số lượng phải từ 1 đến 10.000."), field="quantity")
    if not 0 <= line.unit_price <= MAX_PRICE:
        raise LineError(_("Đơn giá không đúng."), field="unit_price")
    if not 0 <= line.discount <= line.unit_price * line.quantity:
        raise LineError(_("Giảm giá lớn hơn tiền hàng."), field="discount")
    if len(line.serials) > line.quantity:
        raise LineError(_("Có nhiều số máy hơn số lượng."), field="serials")
    if len(set(line.serials)) < len(line.serials):
        raise LineError(_("Một số máy ghi hai lần."), field="serials")


def check_receipt(receipt: Receipt, *, at: datetime) -> None:
    """Refuse a receipt that is wrong in itself."""
    check_head(receipt.head, at=at)
    if not 1 <= len(receipt.lines) <= MAX_LINES:
        raise ReceiptError(_("Đơn phải có từ 1 đến 200 dòng hàng."), field="lines")
    for line in receipt.lines:
        check_line(line)
    if len({line.identity for line in receipt.lines}) < len(receipt.lines):
        raise ReceiptError(
            _("Mỗi mặt hàng chỉ một dòng; hãy gộp số lượng."), field="lines"
        )
    serials = [serial for line in receipt.lines for serial in line.serials]
    if len(set(serials)) < len(serials):
        raise ReceiptError(_("Một số máy ghi hai lần."), field="lines")
