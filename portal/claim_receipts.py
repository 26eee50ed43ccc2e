"""The receipt of a thing that is with us, as its owner keeps or prints it."""

from dataclasses import dataclass
from datetime import datetime

from intake.models import Reception
from warranty.claim_enums import ClaimMode
from warranty.fault_codes import code_word
from warranty.models import Claim


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was handed over, in which state, and the day that was promised."""

    claim: Claim
    reception: Reception | None

    @property
    def symptom(self) -> str:
        """What is wrong, in the reader's tongue."""
        return code_word(self.claim.symptom)

    @property
    def mode(self) -> str:
        """How it came."""
        return str(ClaimMode(self.claim.mode).label)

    @property
    def promised_at(self) -> datetime | None:
        """The day of the paper; another one named later takes nothing from it."""
        return self.claim.first_promised_at


def receipt_of(claim: Claim) -> Receipt | None:
    """The receipt of a claim; None while its thing has not come."""
    if claim.received_at is None:
        return None
    return Receipt(claim, Reception.objects.filter(ticket=claim.ticket_id).first())
