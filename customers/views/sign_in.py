"""The customer's door: an address, a code, in. And out again."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from customers import limits
from customers.actions.sign_in import (
    ask_for_another_code,
    ask_for_code,
    sign_in_by_code,
    sign_in_by_link,
)
from customers.forms import CodeForm, ContactForm
from customers.models import SignInProof
from customers.queries import (
    code_proof,
    demo_code,
    demo_sign_ins,
    is_sms_on,
    link_proof,
)
from foundation.accounts.http import PrincipalRequest
from foundation.accounts.models import User
from foundation.accounts.throttles import TooManyError
from foundation.core.errors import DomainError
from foundation.core.http import client_network, safe_next_url

# What the session keeps between the two steps.
HANDLE, NEXT = "sign_in_handle", "sign_in_next"


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def start(request: PrincipalRequest) -> HttpResponse:
    """Ask where to send a code. The answer is the same for known and unknown."""
    next_url = safe_next_url(request, settings.LOGIN_REDIRECT_URL)
    if request.method == "GET" and _is_customer(request):
        return redirect(next_url)
    form = ContactForm(request.POST or None, initial={"next": next_url})
    error: DomainError | None = None
    if form.is_valid():
        contact = form.cleaned_data["identifier"]
        try:
            limits.count_request(contact, network=client_network(request))
            proof = ask_for_code(contact, at=request.at)
        except DomainError as refusal:
            error = refusal
            form.add_error("identifier", str(error))
        else:
            request.session.update({HANDLE: proof.handle, NEXT: next_url})
            return redirect("customers:sign_in_code")
    page = {
        "form": form,
        "is_sms_on": is_sms_on(),
        "demo_signins": demo_sign_ins(),
    }
    return _answer(request, "sign_in", page, error)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def code(request: PrincipalRequest) -> HttpResponse:
    """Take the six digits."""
    proof = code_proof(request.session.get(HANDLE, ""))
    if proof is None:
        return redirect("customers:sign_in")
    form = CodeForm(request.POST or None)
    error: DomainError | None = None
    if form.is_valid():
        digits = form.cleaned_data["code"]
        try:
            limits.count_try(network=client_network(request))
            user = sign_in_by_code(proof.handle, digits, at=request.at)
        except DomainError as refusal:
            error = refusal
            form.add_error("code", str(error))
        else:
            return _enter(request, user)
    return _answer(request, "sign_in_code", _code_page(request, proof, form), error)


@login_not_required
@require_POST
def resend(request: PrincipalRequest) -> HttpResponse:
    """Send another code to the same place."""
    proof = code_proof(request.session.get(HANDLE, ""))
    if proof is None:
        return redirect("customers:sign_in")
    try:
        if not proof.seconds_to_resend(request.at):
            limits.count_request(proof.contact, network=client_network(request))
        proof = ask_for_another_code(proof, at=request.at)
    except DomainError as error:
        page = _code_page(request, proof, CodeForm()) | {"refusal": error}
        return _answer(request, "sign_in_code", page, error)
    request.session[HANDLE] = proof.handle
    return redirect("customers:sign_in_code")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def link(request: PrincipalRequest, token: str) -> HttpResponse:
    """A one-time link. Opening it changes nothing, since mail scanners open links too."""
    try:
        limits.count_try(network=client_network(request))
        if request.method == "POST":
            return _enter(request, sign_in_by_link(token, at=request.at))
        page: dict[str, object] = {"contact": link_proof(token, at=request.at).contact}
    except TooManyError as error:
        return _answer(request, "sign_in_link", {"refusal": error}, error)
    except DomainError as error:
        page = {"refusal": error}
        return render(request, "customers/sign_in_link.html", page, status=404)
    return render(request, "customers/sign_in_link.html", page)


@login_not_required
@require_POST
def sign_out(request: PrincipalRequest) -> HttpResponseRedirect:
    """End this session."""
    logout(request)
    return redirect("customers:sign_in")


def _is_customer(request: PrincipalRequest) -> bool:
    return request.user.is_authenticated and not request.user.is_staff_member


def _code_page(
    request: PrincipalRequest, proof: SignInProof, form: CodeForm
) -> dict[str, object]:
    seconds = proof.seconds_left(request.at)
    form.data = {}  # a refused code is typed anew, not mended
    return {
        "form": form,
        "contact": proof.contact,
        "demo_code": demo_code(proof),
        "seconds_left": seconds,
        "time_left": f"{seconds // 60}:{seconds % 60:02}",
        "seconds_to_resend": proof.seconds_to_resend(request.at),
    }


def _answer(
    request: PrincipalRequest,
    name: str,
    page: dict[str, object],
    error: DomainError | None,
) -> HttpResponse:
    form = page.get("form")
    status = error.status if error else 422 if getattr(form, "errors", None) else 200
    response = render(request, f"customers/{name}.html", page, status=status)
    if isinstance(error, TooManyError):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _enter(request: PrincipalRequest, user: User) -> HttpResponse:
    next_url = request.session.pop(NEXT, None) or settings.LOGIN_REDIRECT_URL
    request.session.pop(HANDLE, None)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(next_url)
