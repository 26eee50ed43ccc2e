"""Where a repair stands, for whoever knows its number and the telephone number of its owner.

Stops and the promised day only: no name, no address, nothing else that is theirs. A
number that does not exist and one that is somebody else's are the same miss, found by
the same query.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from customers.contacts import Contact
from portal import limits
from portal.claim_faces import ClaimFace, claim_face
from portal.claim_rows import facts_of
from portal.claim_stages import claim_stages
from portal.stages import Stage
from tickets.numbers import parse_number
from warranty.claim_enums import ClaimStatus
from warranty.claim_numbers import parse_claim_number
from warranty.claim_workflow import UNFIXED
from warranty.models import Claim


@dataclass(frozen=True, slots=True)
class TrackedClaim:
    """What a stranger with both numbers learns."""

    number: str
    face: ClaimFace
    stages: Sequence[Stage]
    promised_at: datetime | None
    is_late: bool


def track_claim(
    text: str, contact: Contact, *, network: str, at: datetime
) -> TrackedClaim | None:
    """The repair with this number, or of the case with it, that `contact` belongs to.

    TooManyError beyond the limits by network and by number; a good try is given back, so
    that its owner may look as often as they like.
    """
    named = _named(text)
    number = next(iter(named.values())) or text
    limits.count_track(number, network=network, at=at)
    found = (
        Claim.objects.filter(
            **named,
            ticket__customer__contact_points__kind=contact.kind,
            ticket__customer__contact_points__value=contact.value,
        )
        .exclude(status=ClaimStatus.DRAFT)
        .first()
    )
    if found is None:
        return None
    limits.forgive_track(number, network=network, at=at)
    return _shown(found, at)


def ticket_number_of(text: str) -> str:
    """The case that a number of either sort belongs to; empty for none."""
    number = parse_number(text)
    if number is not None:
        return number
    known = Claim.objects.filter(number=parse_claim_number(text) or "")
    return known.values_list("ticket__number", flat=True).first() or ""


def _named(text: str) -> dict[str, str]:
    claim_number = parse_claim_number(text)
    if claim_number is not None:
        return {"number": claim_number}
    return {"ticket__number": parse_number(text) or ""}


def _shown(claim: Claim, at: datetime) -> TrackedClaim:
    facts = facts_of(claim, [], has_quote=claim.quotes.exists())
    is_due = claim.current_status in UNFIXED and claim.promised_at is not None
    promised_at = claim.promised_at if is_due else None
    return TrackedClaim(
        number=claim.number,
        face=claim_face(claim),
        stages=claim_stages(facts, at),
        promised_at=promised_at,
        is_late=promised_at is not None and promised_at < at,
    )
