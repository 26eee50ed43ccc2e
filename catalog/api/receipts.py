"""From the body of a request to a receipt."""

from typing import Any

from catalog.enums import SalesChannel
from catalog.receipts import Buyer, Receipt, ReceiptHead, ReceiptLine
from catalog.serials import clean_serial
from foundation.core.emails import parse_email
from foundation.core.errors import DomainError
from foundation.core.phones import parse_phone


def receipt_of(words: dict[str, Any]) -> Receipt:
    """The receipt, or the refusal of its telephone number, address or serial numbers."""
    head = ReceiptHead(
        source=words["source"],
        source_id=words["source_id"],
        channel=SalesChannel(words["channel"]),
        buyer=_buyer(words["customer"]),
        purchased_at=words["purchased_at"],
        delivered_at=words.get("delivered_at"),
    )
    return Receipt(head, tuple(_line(line) for line in words["lines"]))


def _buyer(words: dict[str, Any]) -> Buyer:
    try:
        phone = parse_phone(words["phone"])
    except DomainError as error:
        error.field = "customer.phone"
        raise
    try:
        email = parse_email(words["email"]).lower() if words["email"] else ""
    except DomainError as error:
        error.field = "customer.email"
        raise
    return Buyer(name=words["name"], phone=phone, email=email)


def _line(words: dict[str, Any]) -> ReceiptLine:
    try:
        serials = tuple(clean_serial(serial) for serial in words["serials"])
    except DomainError as error:
        error.field = "lines"
        raise
    return ReceiptLine(**{**words, "serials": serials})
