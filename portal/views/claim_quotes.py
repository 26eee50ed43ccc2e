"""What a repair would cost, read and answered: by the signed link, or signed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.accounts.http import (
    CustomerRequest,
    PrincipalRequest,
    customer_required,
)
from foundation.accounts.throttles import TooManyError
from foundation.core.actor import Actor, customer_actor
from foundation.core.errors import DomainError
from foundation.core.http import client_network
from portal import limits
from portal.claim_quotes import QuoteChangedError, quote_page
from portal.views.claim_cases import own_claim
from portal.views.guests import SECRET_PAGE
from warranty.actions.claims.quoting import accept_quote, decline_quote
from warranty.claim_enums import ConsentVia, QuoteState
from warranty.claim_errors import QuoteOverError
from warranty.claim_links import claim_path, quote_of
from warranty.models import RepairQuote

ACCEPT, DECLINE = "accept", "decline"
WANTED = {ACCEPT: QuoteState.ACCEPTED, DECLINE: QuoteState.DECLINED}
MAX_NOTE = 300


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def quote(request: PrincipalRequest, token: str) -> HttpResponse:
    """A quote for whoever holds its link; looking at it changes nothing."""
    try:
        found = _behind(request, token)
    except TooManyError as error:
        refused = render(request, "portal/claims/quote_slow.html", status=error.status)
        refused.headers["Retry-After"] = str(error.retry_after)
        return _secret(refused)
    actor = customer_actor(found.claim.ticket.customer_id)
    return _secret(_page(request, found, actor, ConsentVia.LINK))


@require_http_methods(["GET", "HEAD", "POST"])
@customer_required
def own_quote(request: CustomerRequest, number: str) -> HttpResponse:
    """The last quote of one's own claim."""
    claim = own_claim(request, number)
    found = claim.quotes.first()
    if found is None:
        raise Http404
    return _page(request, found, request.actor, ConsentVia.PORTAL)


def _behind(request: PrincipalRequest, token: str) -> RepairQuote:
    found = quote_of(token)
    if found is None:
        limits.count_wrong_link(client_network(request), at=request.at)
        raise Http404
    return found


def _page(
    request: PrincipalRequest, found: RepairQuote, actor: Actor, via: ConsentVia
) -> HttpResponse:
    error: DomainError | None = None
    if request.method == "POST":
        try:
            _answer(request, found, actor, via)
        except DomainError as refusal:
            error = refusal
            found.refresh_from_db()
        else:
            return redirect(request.path)
    page = {
        "page": quote_page(found, request.at),
        "error": error,
        "back": claim_path(found.claim) if via == ConsentVia.PORTAL else "",
    }
    status = error.status if error else 200
    return render(request, "portal/claims/quote.html", page, status=status)


def _answer(
    request: PrincipalRequest, found: RepairQuote, actor: Actor, via: ConsentVia
) -> None:
    """Yes or no to the quote that was read; the same answer twice counts once."""
    asked = request.POST.get("answer", "")
    if asked not in WANTED:
        raise DomainError(_("Hãy chọn đồng ý hoặc không đồng ý."))
    if request.POST.get("quote") != str(found.number):
        raise QuoteChangedError
    if asked == ACCEPT and not request.POST.get("agree"):
        raise DomainError(_("Hãy đánh dấu rằng bạn đồng ý trả số tiền này."))
    answer = accept_quote if asked == ACCEPT else decline_quote
    note = request.POST.get("note", "")[:MAX_NOTE]
    try:
        answer(found, via=via, note=note, actor=actor, at=request.at)
    except QuoteOverError:
        found.refresh_from_db()
        if found.state != WANTED[asked]:
            raise
    messages.success(request, _("Đã ghi câu trả lời của bạn."))


def _secret(response: HttpResponse) -> HttpResponse:
    for name, value in SECRET_PAGE.items():
        response.headers[name] = value
    return response
