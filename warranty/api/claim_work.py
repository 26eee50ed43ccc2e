"""The verbs of a repair over the API, one address for each step."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.accounts.enums import Scope
from foundation.accounts.permissions import Capability
from warranty.actions.claims import diagnosing, receiving, repairing, returning
from warranty.actions.claims.approving import approve_repair
from warranty.actions.claims.lines import NewLine, add_line
from warranty.actions.claims.quoting import (
    accept_quote,
    check_code,
    decline_quote,
    send_quote,
)
from warranty.actions.claims.waiting import await_parts
from warranty.api import claim_inputs as shapes
from warranty.api.claims import HANDLE, REPAIR, ClaimResource
from warranty.claim_enums import ClaimStatus, ConsentVia, LineKind, QuoteState
from warranty.claim_errors import LineError, QuoteOverError
from warranty.models import Claim, RepairQuote


class ClaimWorkViewSet(ClaimResource):
    """From the receipt to the hand-back."""

    permissions: ClassVar[Mapping[str, tuple[Capability, Scope]]] = {
        "receive": HANDLE,
        "visit": HANDLE,
        "promise": HANDLE,
        "diagnose": REPAIR,
        "add_line": REPAIR,
        "quote": REPAIR,
        "accept_quote": HANDLE,
        "decline_quote": HANDLE,
        "approve": REPAIR,
        "wait_part": REPAIR,
        "repair": REPAIR,
        "fit_part": REPAIR,
        "finish": REPAIR,
        "test": REPAIR,
        "ready": REPAIR,
        "hand_back": HANDLE,
        "withdraw": HANDLE,
        "close": HANDLE,
    }

    @extend_schema(request=shapes.ReceiveInput)
    def receive(self, request: Request, number: str) -> Response:
        """Take the thing in; the receipt names the day."""
        words = self.read(shapes.ReceiveInput)
        return self.fresh(receiving.receive_claim(self.stale(), **words, **self.now))

    @extend_schema(request=shapes.VisitInput)
    def visit(self, request: Request, number: str) -> Response:
        """Somebody goes to the thing, then."""
        words = self.read(shapes.VisitInput)
        return self.fresh(receiving.book_visit(self.stale(), **words, **self.now))

    @extend_schema(request=shapes.PromiseInput)
    def promise(self, request: Request, number: str) -> Response:
        """Name another day, with the reason."""
        words = self.read(shapes.PromiseInput)
        return self.fresh(receiving.promise_again(self.stale(), **words, **self.now))

    @extend_schema(request=shapes.DiagnoseInput)
    def diagnose(self, request: Request, number: str) -> Response:
        """Take it on the bench if it is not there, and write down what was found."""
        words, claim = self.read(shapes.DiagnoseInput), self.stale()
        symptom = words.pop("symptom", None) or claim.symptom
        finding = diagnosing.Finding(symptom, **words)
        with transaction.atomic():
            if claim.status != ClaimStatus.DIAGNOSING:
                diagnosing.begin_diagnosis(claim, technician=self.user, **self.now)
            diagnosing.write_diagnosis(claim, finding, finder=self.user, **self.now)
        return self.fresh(claim)

    @extend_schema(request=shapes.LineInput)
    def add_line(self, request: Request, number: str) -> Response:
        """Add what is needed; the cover says who pays which share."""
        words, claim = self.read(shapes.LineInput), self.stale()
        words["kind"] = LineKind(words["kind"])
        add_line(claim, NewLine(**words), adder=self.user, **self.now)
        return self.fresh(claim)

    @extend_schema(request=shapes.NothingInput)
    def quote(self, request: Request, number: str) -> Response:
        """Show the customer what they would pay, and ask."""
        self.read(shapes.NothingInput)
        claim = self.stale()
        send_quote(claim, sender=self.user, **self.now)
        return self.fresh(claim)

    @extend_schema(request=shapes.AnswerInput)
    def accept_quote(self, request: Request, number: str) -> Response:
        """The customer agreed, at a counter or by the code they were sent."""
        return self._answered(accept_quote)

    @extend_schema(request=shapes.AnswerInput)
    def decline_quote(self, request: Request, number: str) -> Response:
        """The customer did not agree: the thing goes back as it came."""
        return self._answered(decline_quote)

    @extend_schema(request=shapes.NothingInput)
    def approve(self, request: Request, number: str) -> Response:
        """The house pays its share, within what the token's owner may decide."""
        self.read(shapes.NothingInput)
        return self.fresh(approve_repair(self.stale(), approver=self.user, **self.now))

    @extend_schema(request=shapes.NothingInput)
    def wait_part(self, request: Request, number: str) -> Response:
        """Ask the store for the parts of an approved claim; it waits for what is not there."""
        self.read(shapes.NothingInput)
        return self.fresh(await_parts(self.stale(), **self.now))

    @extend_schema(request=shapes.NothingInput)
    def repair(self, request: Request, number: str) -> Response:
        """Begin to mend it."""
        self.read(shapes.NothingInput)
        claim = self.stale()
        return self.fresh(
            repairing.start_repair(claim, technician=self.user, **self.now)
        )

    @extend_schema(request=shapes.FitInput)
    def fit_part(self, request: Request, number: str) -> Response:
        """Put in the part that is kept for a line."""
        words, claim = self.read(shapes.FitInput), self.stale()
        line = claim.lines.filter(pk=words.pop("line")).first()
        if line is None:
            raise LineError(field="line")
        repairing.use_part(line, repairing.Fitting(**words), **self.now)
        return self.fresh(claim)

    @extend_schema(request=shapes.FinishInput)
    def finish(self, request: Request, number: str) -> Response:
        """Mended: a second person tries it now."""
        words = self.read(shapes.FinishInput)
        return self.fresh(repairing.finish_repair(self.stale(), **words, **self.now))

    @extend_schema(request=shapes.TestInput)
    def test(self, request: Request, number: str) -> Response:
        """What the second person found."""
        words, claim = self.read(shapes.TestInput), self.stale()
        return self.fresh(
            repairing.try_repair(claim, tester=self.user, **words, **self.now)
        )

    @extend_schema(request=shapes.NoteInput)
    def ready(self, request: Request, number: str) -> Response:
        """Nothing is wrong with it: it goes back as it came."""
        words = self.read(shapes.NoteInput)
        return self.fresh(diagnosing.find_no_fault(self.stale(), **words, **self.now))

    @extend_schema(request=shapes.HandBackInput)
    def hand_back(self, request: Request, number: str) -> Response:
        """Give it back for the code, or for papers that are named."""
        words, claim = self.read(shapes.HandBackInput), self.stale()
        return self.fresh(
            returning.hand_back(claim, staff=self.user, **words, **self.now)
        )

    @extend_schema(request=shapes.NoteInput)
    def withdraw(self, request: Request, number: str) -> Response:
        """The customer takes the claim back."""
        words = self.read(shapes.NoteInput)
        return self.fresh(returning.withdraw_claim(self.stale(), **words, **self.now))

    @extend_schema(request=shapes.NothingInput)
    def close(self, request: Request, number: str) -> Response:
        """End a claim whose thing is back, or never came."""
        self.read(shapes.NothingInput)
        claim = self.stale()
        return self.fresh(returning.close_claim(claim, staff=self.user, **self.now))

    def _answered(self, answer: Any) -> Response:
        words, claim = self.read(shapes.AnswerInput), self.stale()
        quote = _waiting(claim)
        if words["via"] == ConsentVia.CODE:
            check_code(quote, words["code"])
        via, note = ConsentVia(words["via"]), words["note"]
        return self.fresh(answer(quote, via=via, note=note, **self.now))


def _waiting(claim: Claim) -> RepairQuote:
    found: RepairQuote | None = claim.quotes.filter(state=QuoteState.SENT).first()
    if found is None:
        raise QuoteOverError
    return found
