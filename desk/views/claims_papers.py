"""The paper that a customer takes home for a claim."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from desk.claim_receipts import receipt_of
from desk.views.claims import visible_claim
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from intake.enums import PaperSize


@require_safe
@requires(Capability.USE_DESK)
def receipt(request: StaffRequest, number: str) -> HttpResponse:
    """On A5 or an 80 mm roll (`?paper=`); `?now=1` prints it. 404 before it came in."""
    found = visible_claim(request, number)
    if found.received_at is None:
        raise Http404
    raw = request.GET.get("paper", "")
    context = {
        "paper": receipt_of(found),
        "size": PaperSize(raw) if raw in PaperSize.values else PaperSize.A5,
        "sizes": PaperSize.choices,
        "prints_now": request.GET.get("now") == "1",
    }
    return render(request, "desk/claims/receipt.html", context)
