"""The paper that a customer takes home for a claim."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from desk.claim_receipts import receipt_of
from desk.views.claims import visible_claim
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from intake.enums import PaperSize
from warranty.actions.claims.receiving import note_reprint


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.USE_DESK)
def receipt(request: StaffRequest, number: str) -> HttpResponse:
    """On A5 or an 80 mm roll (`?paper=`); `?now=1` prints it. 404 before it came in.

    POST counts one more copy and prints it.
    """
    found = visible_claim(request, number)
    if found.received_at is None:
        raise Http404
    if request.method == "POST":
        size = _size(request.POST.get("paper", ""))
        note_reprint(found, paper=size, actor=request.actor, at=request.at)
        address = reverse("desk:claim_receipt", args=[found.number])
        return redirect(f"{address}?{urlencode({'paper': size.value, 'now': 1})}")
    context = {
        "paper": receipt_of(found),
        "size": _size(request.GET.get("paper", "")),
        "sizes": PaperSize.choices,
        "prints_now": request.GET.get("now") == "1",
    }
    return render(request, "desk/claims/receipt.html", context)


def _size(raw: str) -> PaperSize:
    return PaperSize(raw) if raw in PaperSize.values else PaperSize.A5
