"""The workspace of a claim: everything about it, and what is done with it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from desk.claim_dialogs import ASKED
from desk.claim_forms import ClaimForm
from desk.claim_hand import Hand
from desk.claim_page import ClaimPage, claim_page
from desk.claim_runs import RUNS
from desk.views.customers import refuse
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import ConflictError, DomainError
from warranty.claim_deeds import deed_named
from warranty.claim_numbers import parse_claim_number
from warranty.claim_queries import claim_file, named_claims
from warranty.models import Claim

# What is done there leads to a page of its own: the paper, which prints itself.
LEADS_TO = {"receive": ("desk:claim_receipt", "?now=1")}


@dataclass(frozen=True, slots=True)
class Opened:
    """The dialog that stands open: sent back with errors, or asked for by address."""

    verb: str
    form: ClaimForm | None = None
    status: int = 200


@require_safe
@requires(Capability.USE_DESK)
def claim(request: StaffRequest, number: str) -> HttpResponse:
    """One claim; with `?ask=`, a verb, its dialog open, or for htmx its form alone."""
    found = visible_claim(request, number)
    if found.number != number:
        return redirect("desk:claim", found.number)
    return claim_answer(request, found, Opened(request.GET.get("ask", "")))


def deed(verb: str) -> Callable[..., HttpResponseBase]:
    """The view that does `verb` to a claim."""

    @require_POST
    @requires(deed_named(verb).capability)
    def view(request: StaffRequest, number: str) -> HttpResponse:
        return _do(request, visible_claim(request, number), verb)

    return view


def visible_claim(request: StaffRequest, number: str) -> Claim:
    """The claim with all its page names, or 404."""
    visible = named_claims(Claim.objects.visible_to(request.user)).select_related(
        "ticket__customer__merged_into",
        "version__policy",
        "version__warranty_terms",
        "refused_by",
        "replacement",
        "approved_by",
        "unit__owner",
    )
    return get_object_or_404(visible, number=parse_claim_number(number))


def claim_answer(request: StaffRequest, found: Claim, opened: Opened) -> HttpResponse:
    """The page of a claim, with the dialog that was asked for or refused."""
    page = claim_page(found, request.user, request.at)
    asked = next((each for each in page.dialogs if each.verb == opened.verb), None)
    form = opened.form
    if asked is not None and form is None:
        form = _form(request, page, asked.verb)
    context = {
        "page": page,
        "claim": found,
        "opened": opened.verb,
        "dialog": asked,
        "form": form,
        # What was to be done makes no sense any more: what was typed stands on the page.
        "refusal": form if form is not None and asked is None else None,
    }
    if opened.verb and request.htmx and request.method == "GET":
        if asked is None:
            raise Http404
        return render(request, "desk/claims/_dialog_form.html", context)
    return render(request, "desk/claims/detail.html", context, status=opened.status)


def _form(request: StaffRequest, page: ClaimPage, verb: str) -> ClaimForm:
    """The empty form; `?line=` says which line it is about."""
    initial = {"line": request.GET["line"]} if "line" in request.GET else {}
    kind = ASKED[verb].form
    return kind(file=page.file, user=request.user, at=request.at, initial=initial)


def _do(request: StaffRequest, found: Claim, verb: str) -> HttpResponse:
    """Read the form, act, and go back; what was refused stands in the open dialog."""
    file, status = claim_file(found), 422
    asked = ASKED[verb]
    form = asked.form(request.POST, file=file, user=request.user, at=request.at)
    if form.is_valid():
        try:
            said = form.cleaned_data
            if said.get("seen", found.n_steps) != found.n_steps:
                raise ConflictError
            RUNS[verb](Hand(file, request.user, request.actor, request.at), said)
        except DomainError as error:
            refuse(form, error)
            status = error.status
        else:
            messages.success(request, str(asked.done))
            page, asked_of_it = LEADS_TO.get(verb, ("desk:claim", ""))
            return redirect(reverse(page, args=[found.number]) + asked_of_it)
    fresh = visible_claim(request, found.number)
    if status == 409 and "seen" in form.fields:  # the next try is on what stands there
        data: Any = request.POST.copy()
        data["seen"] = fresh.n_steps
        form.data = data
    return claim_answer(request, fresh, Opened(verb, form, status))
