"""What the house decides about a claim over the API: no, another thing, money, a supplier."""

from collections.abc import Mapping
from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.accounts.enums import Scope
from foundation.accounts.permissions import Capability
from warranty.actions.claims.loaners import (
    lend_loaner,
    note_loaner_answer,
    take_loaner_back,
)
from warranty.actions.claims.refunding import decide_refund
from warranty.actions.claims.refusing import appeal_claim, reject_claim
from warranty.actions.claims.replacing import decide_replace, give_replacement
from warranty.actions.claims.supplier import send_to_supplier, take_back_from_supplier
from warranty.api import claim_inputs as shapes
from warranty.api.claims import DECIDE, HANDLE, REPAIR, ClaimResource
from warranty.claim_choices import exclusion_of
from warranty.claim_enums import ClaimStatus, LoanerAnswer
from warranty.models import Claim, Exclusion
from warranty.remedy_errors import ExclusionError, LendingOverError


class ClaimRemedyViewSet(ClaimResource):
    """Everything beside the repair itself."""

    permissions: ClassVar[Mapping[str, tuple[Capability, Scope]]] = {
        "reject": DECIDE,
        "appeal": HANDLE,
        "replace": DECIDE,
        "refund": DECIDE,
        "send_to_supplier": REPAIR,
        "back_from_supplier": REPAIR,
        "loaner": HANDLE,
        "loaner_back": HANDLE,
    }

    @extend_schema(request=shapes.RejectInput)
    def reject(self, request: Request, number: str) -> Response:
        """Refuse, by an exclusion of its policy or a reason in words."""
        words, claim = self.read(shapes.RejectInput), self.stale()
        exclusion = _exclusion(claim, words.pop("exclusion"))
        done = reject_claim(
            claim, exclusion=exclusion, decider=self.user, **words, **self.now
        )
        return self.fresh(done)

    @extend_schema(request=shapes.AppealInput)
    def appeal(self, request: Request, number: str) -> Response:
        """The customer does not accept a refusal."""
        words, claim = self.read(shapes.AppealInput), self.stale()
        appeal_claim(claim, **words, **self.now)
        return self.fresh(claim)

    @extend_schema(request=shapes.ReplaceInput)
    def replace(self, request: Request, number: str) -> Response:
        """Decide for another unit; with `by`, give it: the claim is ready then."""
        words, claim = self.read(shapes.ReplaceInput), self.stale()
        by, note = words["by"], words["note"]
        if claim.status != ClaimStatus.REPLACING:
            claim = decide_replace(claim, note=note, decider=self.user, **self.now)
        if by is not None:
            claim = give_replacement(claim, by, note=note, **self.now)
        return self.fresh(claim)

    @extend_schema(request=shapes.RefundInput)
    def refund(self, request: Request, number: str) -> Response:
        """Pay back; the claim closes when the money is out."""
        words, claim = self.read(shapes.RefundInput), self.stale()
        return self.fresh(decide_refund(claim, decider=self.user, **words, **self.now))

    @extend_schema(request=shapes.SupplierInput)
    def send_to_supplier(self, request: Request, number: str) -> Response:
        """The supplier repairs it."""
        words = self.read(shapes.SupplierInput)
        return self.fresh(send_to_supplier(self.stale(), **words, **self.now))

    @extend_schema(request=shapes.BackInput)
    def back_from_supplier(self, request: Request, number: str) -> Response:
        """It is back; with `fix`, for a second person to try."""
        words = self.read(shapes.BackInput)
        return self.fresh(take_back_from_supplier(self.stale(), **words, **self.now))

    @extend_schema(request=shapes.LoanerInput)
    def loaner(self, request: Request, number: str) -> Response:
        """Lend a loaner, or note what else was agreed."""
        words, claim = self.read(shapes.LoanerInput), self.stale()
        if words["answer"] == LoanerAnswer.LENT:
            lend_loaner(
                claim,
                words["loaner"],
                due_at=words["due_at"],
                condition=words["note"],
                **self.now,
            )
        else:
            answer = LoanerAnswer(words["answer"])
            note_loaner_answer(claim, answer=answer, note=words["note"], **self.now)
        return self.fresh(claim)

    @extend_schema(request=shapes.LoanerBackInput)
    def loaner_back(self, request: Request, number: str) -> Response:
        """Take the loaner back; a claim that waited for it is over."""
        words, claim = self.read(shapes.LoanerBackInput), self.stale()
        out = claim.lendings.filter(returned_at=None).first()
        if out is None:
            raise LendingOverError
        take_loaner_back(out, condition=words["note"], **self.now)
        return self.fresh(claim)


def _exclusion(claim: Claim, code: str) -> Exclusion | None:
    if not code:
        return None
    found = exclusion_of(claim, code)
    if found is None:
        raise ExclusionError(field="exclusion")
    return found
