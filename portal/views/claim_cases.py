"""What a customer does about a claim on its case: call it off, object, keep its receipt."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.accounts.http import (
    CustomerRequest,
    PrincipalRequest,
    customer_required,
)
from foundation.core.actor import Actor, customer_actor
from foundation.core.errors import DomainError
from foundation.core.fields import new_client_key
from foundation.core.text import clean_text
from portal import limits
from portal.claim_receipts import receipt_of
from portal.forms import AnswerForm
from portal.views.doors import Door, link_door, own_door, show_case
from portal.views.guests import SECRET_PAGE
from tickets.models import Ticket
from warranty.actions.claims.recanting import call_off_claim
from warranty.actions.claims.refusing import appeal_claim, may_appeal
from warranty.claim_enums import ClaimStatus
from warranty.claim_errors import LastWordError
from warranty.claim_links import claim_path
from warranty.claim_numbers import parse_claim_number
from warranty.models import Claim

MAX_WORDS = 2000


@require_POST
@customer_required
def withdraw(request: CustomerRequest, number: str) -> HttpResponse:
    """The customer takes their claim back."""
    return _withdraw(request, own_claim(request, number), request.actor)


@require_POST
@login_not_required
def tracked_withdraw(
    request: PrincipalRequest, access_key: str, number: str
) -> HttpResponse:
    """The same by the link of the case."""
    claim = _claim_behind(access_key, number)
    return _secret(_withdraw(request, claim, _by_link(claim)))


@require_POST
@customer_required
def appeal(request: CustomerRequest, number: str) -> HttpResponse:
    """The customer does not accept a refusal."""
    claim = own_claim(request, number)
    return _appeal(request, claim, own_door(claim.ticket), request.actor)


@require_POST
@login_not_required
def tracked_appeal(
    request: PrincipalRequest, access_key: str, number: str
) -> HttpResponse:
    """The same by the link of the case."""
    claim = _claim_behind(access_key, number)
    door = link_door(claim.ticket)
    return _secret(_appeal(request, claim, door, _by_link(claim)))


@require_safe
@customer_required
def receipt(request: CustomerRequest, number: str) -> HttpResponse:
    """What was handed over and promised, to keep or print."""
    return _receipt(request, own_claim(request, number))


@require_safe
@login_not_required
def tracked_receipt(
    request: PrincipalRequest, access_key: str, number: str
) -> HttpResponse:
    """The same by the link of the case."""
    return _secret(_receipt(request, _claim_behind(access_key, number)))


def own_claim(request: CustomerRequest, number: str) -> Claim:
    """A claim of whoever is signed in."""
    known = Claim.objects.visible_to(request.user)
    return get_object_or_404(_shaped(known), number=parse_claim_number(number))


def _claim_behind(access_key: str, number: str) -> Claim:
    case = get_object_or_404(Ticket.objects.by_access_key(access_key))
    known = case.claims.exclude(status=ClaimStatus.DRAFT)
    return get_object_or_404(_shaped(known), number=parse_claim_number(number))


def _shaped(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    return claims.select_related(
        "ticket__customer", "unit__product", "symptom", "service_point"
    )


def _by_link(claim: Claim) -> Actor:
    return customer_actor(claim.ticket.customer_id)


def _withdraw(request: PrincipalRequest, claim: Claim, actor: Actor) -> HttpResponse:
    try:
        call_off_claim(claim, actor=actor, at=request.at)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã rút yêu cầu sửa."))
    return redirect(claim_path(claim))


def _appeal(
    request: PrincipalRequest, claim: Claim, door: Door, actor: Actor
) -> HttpResponse:
    """Refused, the words wait in the field for an answer: nobody writes them twice."""
    words = clean_text(request.POST.get("words", ""))[:MAX_WORDS]
    try:
        _object(request, claim, words, actor)
    except DomainError as error:
        messages.error(request, str(error))
        kept = AnswerForm(initial={"body": words, "client_key": new_client_key()})
        return show_case(request, claim.ticket, door, form=kept, error=error)
    messages.success(
        request, _("Đã nhận khiếu nại. Người khác sẽ xem lại và trả lời bạn.")
    )
    return redirect(claim_path(claim))


def _object(request: PrincipalRequest, claim: Claim, words: str, actor: Actor) -> None:
    """The same objection twice counts once and is no mistake."""
    if claim.status == ClaimStatus.APPEALED:
        return
    if claim.status == ClaimStatus.REJECTED and not may_appeal(claim):
        raise LastWordError
    limits.count_answer(claim.ticket, at=request.at)
    appeal_claim(claim, words=words, actor=actor, at=request.at)


def _receipt(request: PrincipalRequest, claim: Claim) -> HttpResponse:
    found = receipt_of(claim)
    if found is None:
        raise Http404
    page = {"receipt": found, "claim": claim, "back": claim_path(claim)}
    return render(request, "portal/claims/receipt.html", page)


def _secret(response: HttpResponse) -> HttpResponse:
    for name, value in SECRET_PAGE.items():
        response.headers[name] = value
    return response
