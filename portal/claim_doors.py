"""The addresses that go with a claim, for whoever signed in and whoever has the link."""

from dataclasses import dataclass

from django.urls import reverse

from warranty.claim_links import quote_path
from warranty.models import Claim, RepairQuote


@dataclass(frozen=True, slots=True)
class ClaimDoor:
    """Where a customer does something about a claim."""

    withdraw_url: str
    appeal_url: str
    receipt_url: str
    by_link: bool

    @classmethod
    def of(cls, claim: Claim, *, by_link: bool) -> "ClaimDoor":
        """The same verbs behind either door."""
        space = "portal:tracked_claim" if by_link else "portal:claim"
        known = [claim.ticket.access_key] if by_link else []
        places = {
            verb: reverse(f"{space}_{verb}", args=[*known, claim.number])
            for verb in ("withdraw", "appeal", "receipt")
        }
        return cls(
            places["withdraw"], places["appeal"], places["receipt"], by_link=by_link
        )

    def quote_url(self, quote: RepairQuote) -> str:
        """Where a quote is read and answered."""
        if self.by_link:
            return quote_path(quote)
        return reverse("portal:claim_quote", args=[quote.claim.number])
