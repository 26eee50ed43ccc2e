"""The counter: find whoever stands there, take in what they brought, print the paper."""

from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from catalog.enums import Category
from desk.claim_counter import claim_asked, ready_claims, same_claim, take_claim_in
from desk.counter_forms import CounterForm
from desk.counter_page import Counter, counter_of, form_of, handed_in
from desk.counter_photos import (
    keep_photos,
    kept_photos,
    named_photos,
)
from desk.receptions import preview_of, receptions_on
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from intake.actions import Caller, note_print, receive_thing
from intake.enums import PaperSize
from intake.models import Reception
from tickets.files import KeptFile
from warranty.actions.judgements import judge_case


@require_http_methods(["GET", "POST"])
@requires(Capability.OPEN_TICKET)
def counter(request: StaffRequest) -> HttpResponse:
    """Whom `?q=` finds and what they have; the number of a claim opens it.

    POST takes a thing in and goes to its paper.
    """
    if request.method != "POST":
        if claim := claim_asked(request.user, request.GET.get("q", "")):
            return redirect("desk:claim", claim.number)
        shown = counter_of(request.GET.dict(), request.user, request.at)
        return _page(request, shown, form_of(shown, request.at))
    shown = counter_of(request.POST.dict(), request.user, request.at)
    form = CounterForm(request.POST, request.FILES, **shown.choices)
    is_valid, status = form.is_valid(), 422
    photos = kept_photos(request.POST.getlist("kept"), request.user)
    same = None
    try:
        photos = _photos(request, form)
        if is_valid:
            reception = _receive(request, shown, form, photos)
            return redirect(_paper_url(reception, form.cleaned_data["paper"]))
    except DomainError as error:
        fault = form.cleaned_data.get("fault")
        same = same_claim(error, shown.unit, fault, request.user)
        form.add_error(_field_of(error, shown), str(error))
        status = error.status
    kept = named_photos(photos, request.user)
    return _page(request, shown, form, status, kept=kept, same_claim=same)


@require_POST
@requires(Capability.OPEN_TICKET)
def preview(request: StaffRequest) -> HttpResponse:
    """The paper as it would be; nothing is kept, and nothing has to be right yet."""
    shown = counter_of(request.POST.dict(), request.user, request.at)
    form = CounterForm(request.POST, **shown.choices)
    form.is_valid()
    context = {"paper": _preview(request, shown, form)}
    return render(request, "desk/receptions/_a5.html", context)


def _photos(request: StaffRequest, form: CounterForm) -> tuple[KeptFile, ...]:
    """Kept whatever becomes of the form: its page names them when it is shown again."""
    new = form.cleaned_data.get("photos", [])
    return keep_photos(request.POST.getlist("kept"), new, request.user)


@transaction.atomic
def _receive(
    request: StaffRequest,
    shown: Counter,
    form: CounterForm,
    photos: tuple[KeptFile, ...],
) -> Reception:
    data = form.cleaned_data
    handed = handed_in(data, shown, request.user)
    client = shown.client
    customer = client.customer if client else None
    caller = Caller(customer, name=data["name"], phone=data["phone"])
    reception = receive_thing(
        caller,
        handed.with_files(photos),
        actor=request.actor,
        staff=request.user,
        at=request.at,
    )
    # The paper names the words by which the case was judged.
    judge_case(reception.ticket, at=request.at)
    take_claim_in(reception, data, actor=request.actor, at=request.at)
    if not reception.n_printed:
        paper = PaperSize(data["paper"])
        note_print(reception, actor=request.actor, paper=paper, at=request.at)
    return reception


def _field_of(error: DomainError, shown: Counter) -> str | None:
    """The field that is on the page and was wrong."""
    names = {"files": "photos", "thing": "thing", "body": "details"}
    field = names.get(error.field or "", error.field)
    is_hidden = field in {"thing", "serial"} and shown.unit is not None
    return field if field in CounterForm.base_fields and not is_hidden else None


def _paper_url(reception: Reception, paper: str) -> str:
    address = reverse("desk:print_reception", args=[reception.ticket.number])
    return f"{address}?{urlencode({'paper': paper, 'now': 1})}"


def _preview(request: StaffRequest, shown: Counter, form: CounterForm) -> object:
    is_sent = form.is_bound
    data = dict(form.cleaned_data if is_sent else form.initial)
    handed = handed_in(data, shown, request.user)
    return preview_of(
        handed,
        customer=shown.client.customer if shown.client else None,
        name=str(data.get("name") or ""),
        staff=request.user,
        at=request.at,
        cover=shown.cover,
    )


def _page(
    request: StaffRequest,
    shown: Counter,
    form: CounterForm,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    today = timezone.localdate(request.at)
    context = {
        "counter": shown,
        "form": form,
        "kept": (),
        "same_claim": None,
        "kinds": Category.choices,
        "paper": _preview(request, shown, form) if shown.has_form else None,
        "ready": [] if shown.has_form else ready_claims(request.user),
        "receptions": [] if shown.has_form else receptions_on(today, request.user),
        **more,
    }
    return render(request, "desk/counter/page.html", context, status=status)
