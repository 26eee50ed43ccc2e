"""Lists of claims: the ageing board, the bench, and the loaners that are out."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from desk.actions.exports import note_claims_export
from desk.claim_bench import STATES as BENCH_STATES, bench_of
from desk.claim_board import STATES, ClaimQuestion, claim_board, claims_asked
from desk.claim_export import MOST, export_lines
from desk.claim_loaners import loaners_out
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.csv_export import csv_lines
from warranty.claim_numbers import parse_claim_number
from warranty.models import Claim


@require_safe
@requires(Capability.USE_DESK)
def board(request: StaffRequest) -> HttpResponse:
    """Every open claim: `?due= state= technician= point= q= sort=`; a whole number
    opens it."""
    number = parse_claim_number(request.GET.get("q", ""))
    seen = Claim.objects.visible_to(request.user)
    if number and seen.filter(number=number).exists():
        return redirect("desk:claim", number)
    context = {
        "board": claim_board(request.user, request.GET.dict(), request.at),
        "states": STATES,
    }
    return render(request, "desk/claims/board.html", context)


@require_safe
@requires(Capability.USE_DESK)
def export(request: StaffRequest) -> StreamingHttpResponse:
    """The board as it is asked for, for a spreadsheet; 10,000 rows at most."""
    question = ClaimQuestion.of(request.GET.dict())
    found = claims_asked(request.user, question, request.at)
    note_claims_export(
        request.user,
        actor=request.actor,
        at=request.at,
        narrowed_by=question.narrowed_by,
        n=found.order_by()[:MOST].count(),
    )
    name = f"ho-so-{timezone.localdate(request.at)}.csv"
    return StreamingHttpResponse(
        csv_lines(export_lines(request.user, question, request.at)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_safe
@requires(Capability.REPAIR_CLAIM)
def bench(request: StaffRequest) -> HttpResponse:
    """What lies on the reader's bench, on nobody's, and what waits to be tried."""
    context = {
        "bench": bench_of(request.user, request.GET.dict(), request.at),
        "states": BENCH_STATES,
    }
    return render(request, "desk/claims/bench.html", context)


@require_safe
@requires(Capability.USE_DESK)
def loaners(request: StaffRequest) -> HttpResponse:
    """Which loaners are out, the longest first; a row leads to where it is taken back."""
    out = loaners_out(request.user, request.GET.dict(), request.at)
    return render(request, "desk/claims/loaners.html", {"out": out})
