"""Where claims and quotes are found, as paths under BASE_URL."""

from django.core.signing import BadSignature, TimestampSigner

from tickets.links import customer_path
from warranty.models import Claim, RepairQuote

SALT = "warranty.quote.v1"


def claim_path(claim: Claim) -> str:
    """The customer's page of a claim: their case, at the claim."""
    return f"{customer_path(claim.ticket)}#{claim.number}"


def desk_claim_path(claim: Claim) -> str:
    """The workspace of a claim."""
    return f"/desk/claims/{claim.number}/"


def quote_path(quote: RepairQuote) -> str:
    """The page where a quote is answered by whoever holds the link."""
    return f"/quotes/{TimestampSigner(salt=SALT).sign(str(quote.pk))}/"


def quote_of(token: str) -> RepairQuote | None:
    """The quote that a link was signed for; None for any other text."""
    try:
        pk = TimestampSigner(salt=SALT).unsign(token)
    except BadSignature:
        return None
    found: RepairQuote | None = (
        RepairQuote.objects.select_related("claim__ticket__customer", "claim__unit")
        .filter(pk=int(pk))
        .first()
    )
    return found
