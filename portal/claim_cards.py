"""A claim as its customer sees it on their case: where it stands, what it asks of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from foundation.places.queries import OpenPoint
from parts.models import Reservation
from portal.claim_cover import CoverAfter
from portal.claim_doors import ClaimDoor
from portal.claim_faces import ClaimFace, claim_face
from portal.claim_story import Told, told
from portal.stages import Stage
from warranty import claim_verbs as verbs
from warranty.actions.claims.recanting import may_call_off
from warranty.actions.claims.refusing import may_appeal
from warranty.claim_enums import (
    ClaimMode,
    ClaimOutcome,
    ClaimStatus,
    LoanerAnswer,
    QuoteState,
)
from warranty.claim_terms import APPEAL_WINDOW
from warranty.claim_workflow import WITHDRAWABLE
from warranty.fault_codes import code_word
from warranty.models import (
    Appeal,
    Claim,
    ClaimLine,
    EntitlementAlarm,
    Lending,
    RepairQuote,
)

# Where the day that was promised no longer says anything.
UNPROMISED = frozenset(
    {
        ClaimStatus.READY,
        ClaimStatus.REJECTED,
        ClaimStatus.RETURNED,
        ClaimStatus.CLOSED,
        ClaimStatus.REFUNDING,
    }
)
AT_HAND = frozenset({ClaimStatus.READY, ClaimStatus.REJECTED})


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """One claim on the page of its case."""

    claim: Claim
    at: datetime
    door: ClaimDoor
    stages: Sequence[Stage]
    waiting: Sequence[Reservation]
    owed: int
    refund: int
    place: OpenPoint | None
    after: CoverAfter | None

    @property
    def face(self) -> ClaimFace:
        """How it stands, in a word."""
        return claim_face(self.claim)

    @property
    def symptom(self) -> str:
        """What is wrong, in the reader's tongue."""
        return code_word(self.claim.symptom)

    @property
    def story(self) -> list[Told]:
        """What was done, the latest first."""
        return told(self.claim.steps.all())

    @property
    def quote_url(self) -> str:
        """Where the quote that waits is answered."""
        quote = self.quote
        return self.door.quote_url(quote) if quote else ""

    @property
    def quote(self) -> RepairQuote | None:
        """The quote that waits for an answer."""
        found = (q for q in self.claim.quotes.all() if q.state == QuoteState.SENT)
        return next((q for q in found if q.valid_until > self.at), None)

    @property
    def promise_moved(self) -> str | None:
        """Why another day was named than on the receipt; None where none was."""
        claim = self.claim
        if claim.promised_at == claim.first_promised_at:
            return None
        notes = [s.note for s in claim.steps.all() if s.verb == verbs.CLAIM_PROMISED]
        return notes[-1] if notes else ""

    @property
    def has_promise(self) -> bool:
        """Whether a promised day still counts."""
        is_due = self.claim.promised_at is not None
        return is_due and self.claim.current_status not in UNPROMISED

    @property
    def is_late(self) -> bool:
        """Whether that day is over."""
        due = self.claim.promised_at
        return self.has_promise and due is not None and due < self.at

    @property
    def lending(self) -> Lending | None:
        """The loaner that the customer has."""
        if not self.claim.loaners_out:
            return None
        return next((x for x in self.claim.lendings.all() if not x.returned_at), None)

    @property
    def may_ask_for_loaner(self) -> bool:
        """Whether theirs is with us for long, and they have nothing else to use."""
        claim = self.claim
        is_long = self.is_late or claim.status == ClaimStatus.WAITING_PART
        return claim.received_at is not None and is_long and not claim.loaners_out

    @property
    def has_other_agreement(self) -> bool:
        """Whether something else was agreed for the days without the thing."""
        return self.claim.loaner_answer == LoanerAnswer.ALTERNATIVE

    @property
    def alarms(self) -> list[EntitlementAlarm]:
        """What the law gives the customer now, and nobody has decided yet."""
        return [alarm for alarm in self.claim.alarms.all() if not alarm.decision]

    @property
    def appeal(self) -> Appeal | None:
        """The last objection to a refusal."""
        return next(iter(self.claim.appeals.all()), None)

    @property
    def can_withdraw(self) -> bool:
        """Whether the customer may still call it off here."""
        return may_call_off(self.claim)

    @property
    def is_called_off_by_word(self) -> bool:
        """Whether calling it off is still possible, but only with one of us."""
        begun = WITHDRAWABLE - {ClaimStatus.AWAITING_CUSTOMER} | {
            ClaimStatus.AT_SUPPLIER
        }
        return self.claim.current_status in begun and not self.can_withdraw

    @property
    def is_refused(self) -> bool:
        """Whether the house said no, and that is what stands."""
        is_over = self.claim.outcome == ClaimOutcome.REJECTED
        return is_over or self.claim.status == ClaimStatus.REJECTED

    @property
    def can_appeal(self) -> bool:
        """Whether a no may be objected to; the second no is the last."""
        return may_appeal(self.claim)

    @property
    def appeal_until(self) -> datetime | None:
        """Until when; None where it is heard for as long as the thing is with us."""
        if self.claim.received_at is not None:
            return None
        return self.claim.status_since + APPEAL_WINDOW

    @property
    def waits_to_be_fetched(self) -> bool:
        """Whether the thing lies ready at our place."""
        claim = self.claim
        is_here = claim.received_at is not None or claim.replacement is not None
        return claim.current_status in AT_HAND and is_here

    @property
    def is_brought(self) -> bool:
        """Whether we wait for the customer to bring it."""
        is_new = self.claim.status == ClaimStatus.SUBMITTED
        return is_new and self.claim.mode == ClaimMode.COUNTER

    @property
    def done(self) -> list[ClaimLine]:
        """What was done, once the thing is back."""
        return [line for line in self.claim.lines.all() if line.state == "done"]

    @property
    def policy_path(self) -> str:
        """The published words that it is judged by."""
        version = self.claim.version
        if version is None:
            return ""
        known = [version.policy.code, version.number]
        return reverse("portal:policy_version", args=known)
