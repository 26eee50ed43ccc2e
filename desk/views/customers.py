"""Customers at the desk: finding, entering, reading, correcting."""

from urllib.parse import urlencode

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from customers.actions.records import create_customer, edit_customer, note_view
from customers.consents import READ_OUT
from customers.models import Customer
from customers.profiles import DEFAULT_LOCALE, FIELDS
from desk.call_log import number_shown
from desk.customer_forms import (
    BenefitsForm,
    ConsentForm,
    ContactPointForm,
    CustomerForm,
    NewCustomerForm,
)
from desk.customer_pages import customer_page, overview_of
from desk.tiers import tier_tag
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError

MAX_KEY = 2**63 - 1


@require_GET
@requires(Capability.VIEW_CUSTOMERS)
def customers(request: StaffRequest) -> HttpResponse:
    """The newest customers, or those a name, number or address finds."""
    text = request.GET.get("q", "").strip()
    after, before = _key(request, "after"), _key(request, "before")
    page = customer_page(request.user, text=text, after=after, before=before)
    context = {
        "page": page,
        "text": text,
        "newer_url": _url(text, before=page.newer),
        "older_url": _url(text, after=page.older),
    }
    return render(request, "desk/customers/list.html", context)


@require_GET
@requires(Capability.VIEW_CUSTOMERS)
def customer(request: StaffRequest, pk: int) -> HttpResponse:
    """Everything about one customer, with `?full=1` also what is older. Who looks is
    kept, once an hour."""
    found = visible_customer(request, pk)
    note_view(found, actor=request.actor, at=request.at)
    return customer_answer(request, found)


@require_http_methods(["GET", "POST"])
@requires(Capability.EDIT_CUSTOMERS)
def new_customer(request: StaffRequest) -> HttpResponse:
    """Enter a customer."""
    rung = number_shown(request.GET.get("phone", ""))
    initial = {"type": "person", "phone": rung}
    form = NewCustomerForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            created = create_customer(
                form.profile(DEFAULT_LOCALE),
                phone=form.cleaned_data["phone"],
                email=form.cleaned_data["email"],
                actor=request.actor,
                at=request.at,
            )
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Đã thêm khách hàng."))
            return redirect("desk:customer", created.pk)
    return _form_page(request, form, None)


@require_http_methods(["GET", "POST"])
@requires(Capability.EDIT_CUSTOMERS)
def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Correct what a customer is called."""
    found = visible_customer(request, pk)
    initial = {name: getattr(found, name) for name in FIELDS}
    form = CustomerForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            profile = form.profile(found.locale)
            edit_customer(found, profile, actor=request.actor, at=request.at)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Đã lưu thông tin khách hàng."))
            return redirect("desk:customer", found.pk)
    return _form_page(request, form, found)


def visible_customer(request: StaffRequest, pk: int) -> Customer:
    """The customer, with the record in which they go on; or 404."""
    visible = Customer.objects.visible_to(request.user).select_related("merged_into")
    return get_object_or_404(visible, pk=pk)


def customer_answer(
    request: StaffRequest,
    found: Customer,
    *,
    form: ContactPointForm | None = None,
    benefits: BenefitsForm | None = None,
    consents: ConsentForm | None = None,
    refusal: DomainError | None = None,
) -> HttpResponse:
    """The page of a customer, with what was refused on it."""
    page = {
        "customer": found,
        "overview": overview_of(
            found, request.user, request.at, is_full=request.GET.get("full") == "1"
        ),
        "tier": tier_tag(found, request.at),
        "contact_form": form or ContactPointForm(),
        "benefits_form": benefits or _benefits_form(found),
        "consent_form": consents or ConsentForm(),
        "read_out": READ_OUT,
        "refusal": refusal,
    }
    is_refused = bool(form or benefits or consents)
    status = refusal.status if refusal else 422 if is_refused else 200
    return render(request, "desk/customers/detail.html", page, status=status)


def refuse(form: Form, error: DomainError) -> None:
    """Say in the form what a rule refused, at the field it names if there is one."""
    form.add_error(error.field if error.field in form.fields else None, str(error))


def _benefits_form(found: Customer) -> BenefitsForm:
    return BenefitsForm(initial={"tier": found.tier, "until": found.benefits_until})


def _form_page(
    request: StaffRequest, form: CustomerForm, found: Customer | None
) -> HttpResponse:
    page = {"form": form, "customer": found}
    status = 422 if form.errors else 200
    return render(request, "desk/customers/form.html", page, status=status)


def _url(text: str, **place: int | None) -> str:
    if None in place.values():
        return ""
    words = {"q": text} if text else {}
    return f"?{urlencode({**words, **place})}"


def _key(request: StaffRequest, name: str) -> int | None:
    raw = request.GET.get(name, "")
    is_number = raw.isascii() and raw.isdigit() and len(raw) <= len(str(MAX_KEY))
    return min(int(raw), MAX_KEY) if is_number else None
