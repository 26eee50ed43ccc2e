"""Claims as lists show them: the board and the bench."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from catalog.looks import icon_of
from foundation.core.formats import vndate
from foundation.core.tones import Look
from parts.models import Reservation
from warranty.claim_enums import ClaimStatus
from warranty.claim_queries import etas_of, needs_an_offer
from warranty.claim_words import (
    PromiseFace,
    next_words,
    promise_face,
    status_look_of,
)
from warranty.fault_codes import code_word
from warranty.models import Claim

# A state that lasts so many days is told in amber, and then in red.
WARN_DAYS, ALARM_DAYS = 3, 7


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim of a list."""

    claim: Claim
    icon: str
    symptom: str
    look: Look
    promise: PromiseFace | None
    next: str
    # Days in the state it is in.
    days: int
    eta: str
    # A loaner or another thing should be offered before the promise is broken.
    needs_offer: bool
    has_alarm: bool

    @property
    def days_tone(self) -> str:
        """How much the days in this state press."""
        if self.days >= ALARM_DAYS:
            return "bad"
        return "warn" if self.days >= WARN_DAYS else ""


def claim_rows(claims: Iterable[Claim], at: datetime) -> list[ClaimRow]:
    """The rows of some claims with `undecided` alarms; one more query."""
    found = list(claims)
    etas = etas_of(one for one in found if one.status == ClaimStatus.WAITING_PART)
    return [_row(one, etas.get(one.pk), at) for one in found]


def _row(claim: Claim, eta: Reservation | None, at: datetime) -> ClaimRow:
    return ClaimRow(
        claim=claim,
        icon=icon_of(claim.unit),
        symptom=code_word(claim.symptom),
        look=status_look_of(claim),
        promise=promise_face(claim, at),
        next=next_words(claim),
        days=(localdate(at) - localdate(claim.status_since)).days,
        eta=_eta(claim, eta),
        needs_offer=needs_an_offer(claim, eta, at),
        has_alarm=bool(getattr(claim, "undecided", [])),
    )


def _eta(claim: Claim, eta: Reservation | None) -> str:
    if claim.status != ClaimStatus.WAITING_PART or eta is None:
        return ""
    if eta.eta_on is None:
        return _("Chưa biết ngày về")
    return _("Dự kiến về %(day)s") % {"day": vndate(eta.eta_on)}
