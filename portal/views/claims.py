"""Telling us that a thing is broken, and what became of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalog.models import Unit
from catalog.serials import MAX_LENGTH as SERIAL_LENGTH, fold_serial
from foundation.accounts.http import CustomerRequest, customer_required
from foundation.core.errors import DomainError
from foundation.core.fields import new_client_key
from foundation.core.http import client_network
from foundation.places.queries import points_for
from portal import limits
from portal.claim_forms import FaultForm
from portal.claim_pages import fault_page, own_claims, units_to_choose
from portal.views.cases import customer_of, place_in
from portal.views.claim_cases import own_claim
from portal.views.products import own_unit
from portal.views.refusals import explain, render_form
from tickets.actions.attachments import keep_files
from tickets.actions.opening import Opening
from tickets.enums import TicketKind
from warranty.actions.claims.opening import ClaimOpening
from warranty.actions.claims.reporting import report_fault
from warranty.claim_enums import ClaimMode, FaultKind
from warranty.claim_errors import ClaimOpenError
from warranty.claim_links import claim_path
from warranty.fault_codes import codes_for
from warranty.models import Claim


@require_safe
@customer_required
def claims(request: CustomerRequest) -> HttpResponse:
    """Every claim of the customer, newest first."""
    page = own_claims(request.user, place_in(request))
    return render(request, "portal/claims/list.html", {"page": page})


@require_safe
@customer_required
def claim(request: CustomerRequest, number: str) -> HttpResponse:
    """Where a claim is found by its number alone: on its case."""
    return redirect(claim_path(own_claim(request, number)))


@require_http_methods(["GET", "HEAD", "POST"])
@customer_required
def new_claim(request: CustomerRequest) -> HttpResponse:
    """Say what is wrong with `?unit=`, and get a case with its claim."""
    serial = fold_serial(request.GET.get("unit", ""))[:SERIAL_LENGTH]
    if not serial:
        page = {"units": units_to_choose(request.user)}
        return render(request, "portal/claims/choose.html", page)
    unit = own_unit(request, serial)
    form = _form(request, unit)
    if not form.fields["symptom"].queryset.exists():  # type: ignore[attr-defined]
        # A sort of thing without codes: told in words, sorted at the desk.
        return redirect(f"/support/new/?unit={unit.pk}")
    error: DomainError | None = None
    if form.is_valid():
        try:
            reported = _report(request, unit, form)
        except DomainError as refusal:
            error = refusal
            _explain(form, error)
        else:
            words = _("Đã nhận yêu cầu %(number)s của bạn.")
            messages.success(request, words % {"number": reported.number})
            return redirect(claim_path(reported))
    around = {"page": fault_page(unit, request.user, request.at)}
    return render_form(request, "portal/claims/new.html", around, form, error)


def _form(request: CustomerRequest, unit: Unit) -> FaultForm:
    product = unit.product
    points = points_for(product.brand, request.at)
    typed = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    mode = ClaimMode.COUNTER if points else ClaimMode.MAIL_IN
    return FaultForm(
        *typed,
        symptoms=codes_for(product, FaultKind.SYMPTOM),
        points=points,
        initial={"client_key": new_client_key(), "mode": mode},
    )


def _report(request: CustomerRequest, unit: Unit, form: FaultForm) -> Claim:
    data, customer = form.cleaned_data, customer_of(request)
    if data["files"]:
        limits.count_files(client_network(request), at=request.at)
    symptom, key = data["symptom"], data["client_key"]
    opening = Opening(
        subject=f"{unit.product.name}: {symptom.name}",
        body=data["body"] or symptom.name,
        kind=TicketKind.WARRANTY,
        unit=unit,
        files=keep_files(data["files"]),
        client_key=f"claim:{key}" if key else None,
    )
    fault = ClaimOpening(
        unit=unit,
        symptom=symptom,
        mode=ClaimMode(data["mode"]),
        service_point=data["service_point"],
        client_key=f"portal:{customer.pk}:{key}" if key else None,
    )
    return report_fault(customer, opening, fault, actor=request.actor, at=request.at)


def _explain(form: FaultForm, error: DomainError) -> None:
    if isinstance(error, ClaimOpenError):
        error.field = None  # the page shows which one it is, above the form
    explain(form, error)
