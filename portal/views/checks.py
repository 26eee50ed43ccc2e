"""The public half of a unit's page: by its number, or by the code on the device."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.serials import MAX_RAW_LENGTH
from foundation.accounts.http import PrincipalRequest
from foundation.accounts.throttles import TooManyError
from foundation.core.http import client_network
from portal.products_proofs import read_label
from portal.warranty_checks import check_page
from warranty.limits import Asker
from warranty.lookups import Answer, look_up, open_door

# Numbers are not secret, but nobody's search engine shall collect them.
UNLISTED = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}


@require_safe
@login_not_required
def check(request: PrincipalRequest) -> HttpResponse:
    """The cover of `?serial=`: product, days, where to go; never whose it is."""
    text = request.GET.get("serial", "").strip()[:MAX_RAW_LENGTH]
    if not text:
        return _page(request, text, None)
    serial, key = read_label(text)
    if key:  # a scanner typed the whole label
        return redirect("portal:unit_door", f"{serial}.{key}")
    try:
        answer = look_up(text, asker_of(request), **_now(request))
    except TooManyError as error:
        return _refused(request, text, error)
    return _page(request, text, answer)


@require_safe
@login_not_required
def door(request: PrincipalRequest, token: str) -> HttpResponse:
    """The same by the code on the device, which is counted by the device."""
    try:
        answer = open_door(token, asker_of(request), **_now(request))
    except TooManyError as error:
        return _refused(request, token, error)
    return _page(request, token.rpartition(".")[0] or token, answer)


def asker_of(request: PrincipalRequest) -> Asker:
    """Who asks, as the limits count them."""
    user: Any = request.user
    return Asker(client_network(request), user.pk if user.is_authenticated else None)


def _now(request: PrincipalRequest) -> dict[str, Any]:
    return {"at": request.at, "on": timezone.localdate(request.at)}


def _page(request: PrincipalRequest, text: str, answer: Answer | None) -> HttpResponse:
    page = check_page(text, answer, request.at)
    status = 404 if page.is_missing else 200
    return _rendered(request, page, status)


def _refused(request: PrincipalRequest, text: str, error: TooManyError) -> HttpResponse:
    page = check_page(text, None, request.at, wait=error.retry_after)
    response = _rendered(request, page, error.status)
    response.headers["Retry-After"] = str(error.retry_after)
    return response


def _rendered(request: PrincipalRequest, page: object, status: int) -> HttpResponse:
    context = {"page": page}
    response = render(request, "portal/warranty/check.html", context, status=status)
    for name, value in UNLISTED.items():
        response.headers[name] = value
    return response
