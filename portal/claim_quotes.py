"""A quote as its customer reads it: exactly the lines that were sent, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.core.errors import ConflictError
from warranty.claim_enums import QuoteState
from warranty.claim_words import reason_words
from warranty.models import Claim, ClaimLine, RepairQuote

TAIL = 4


class QuoteChangedError(ConflictError):
    """A page that was left open answers the quote it shows, and no later one."""

    code = "quote_changed"
    default_message = _(
        "Báo giá đã thay đổi từ lúc bạn mở trang. Hãy xem lại các khoản rồi trả lời."
    )


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One line as it was shown: what it costs, and what of it the customer pays."""

    name: str
    quantity: int
    price: int
    own: int
    reasons: Sequence[str]

    @property
    def paid(self) -> int:
        """What somebody else pays of it."""
        return self.price - self.own


@dataclass(frozen=True, slots=True)
class QuotePage:
    """A quote with everything needed to answer it, and nothing about the person."""

    quote: RepairQuote
    lines: Sequence[QuoteLine]
    at: datetime

    @property
    def claim(self) -> Claim:
        """What it is about."""
        return self.quote.claim

    @property
    def serial_tail(self) -> str:
        """Enough of the number to know the thing again."""
        return self.claim.unit.serial[-TAIL:]

    @property
    def paid_total(self) -> int:
        """What the cover and the house pay of it."""
        return self.quote.price_total - self.quote.customer_total

    @property
    def state(self) -> str:
        """How it stands now: one that ran out is over before anybody wrote it down."""
        is_late = self.quote.valid_until <= self.at
        if self.quote.state == QuoteState.SENT and is_late:
            return QuoteState.EXPIRED
        return self.quote.state

    @property
    def is_open(self) -> bool:
        """Whether it can be answered."""
        return self.state == QuoteState.SENT

    @property
    def policy_path(self) -> str:
        """The published words that it is judged by."""
        version = self.claim.version
        if version is None:
            return ""
        known = [version.policy.code, version.number]
        return reverse("portal:policy_version", args=known)


def quote_page(quote: RepairQuote, at: datetime) -> QuotePage:
    """The page of a quote; the reasons are those of its lines, which do not change."""
    kept = {line.pk: line for line in quote.claim.lines.all()}
    lines = [_line(shown, kept.get(shown["pk"])) for shown in quote.lines]
    return QuotePage(quote, lines, at)


def _line(shown: Mapping[str, Any], line: ClaimLine | None) -> QuoteLine:
    return QuoteLine(
        name=shown["name"],
        quantity=shown["quantity"],
        price=shown["price"],
        own=shown["customer_amount"],
        reasons=_why(line) if line else [],
    )


def _why(line: ClaimLine) -> list[str]:
    """Why it is paid or not: as the cover says, or in the words of whoever shared it
    otherwise, who was told that the customer reads them."""
    return (
        [line.override_reason] if line.override_reason else reason_words(line.reasons)
    )
