"""One case for whoever holds its unguessable link."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from foundation.accounts.http import PrincipalRequest
from foundation.core.actor import customer_actor
from portal.cases import goes_on_in
from portal.views.doors import link_door, show_case, take_answer, take_confirmation
from tickets.models import Ticket

# The address is a secret: it is told to nobody, kept by no cache, found by no search.
SECRET_PAGE = {
    # Not no-referrer: then browsers send `Origin: null` with the page's own forms, and
    # the check against forgery refuses them.
    "Referrer-Policy": "strict-origin",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
}


@require_safe
@login_not_required
def tracked(request: PrincipalRequest, access_key: str) -> HttpResponse:
    """The case, or the one in which it goes on; right after it was sent in, with what to
    keep and what comes next."""
    case = _by_key(access_key)
    if into := goes_on_in(case):
        return _secret(redirect("portal:tracked", into.access_key))
    return _secret(show_case(request, case, link_door(case)))


@require_POST
@login_not_required
def answer(request: PrincipalRequest, access_key: str) -> HttpResponse:
    """Add words or files; what was finished is taken up again."""
    case = _by_key(access_key)
    actor = customer_actor(case.customer_id)
    return _secret(take_answer(request, case, link_door(case), actor=actor))


@require_POST
@login_not_required
def confirm(request: PrincipalRequest, access_key: str) -> HttpResponse:
    """The customer is content."""
    case = _by_key(access_key)
    actor = customer_actor(case.customer_id)
    return _secret(take_confirmation(request, case, link_door(case), actor=actor))


def _by_key(access_key: str) -> Ticket:
    known = Ticket.objects.by_access_key(access_key)
    return get_object_or_404(
        known.select_related("customer", "unit__product", "merged_into")
    )


def _secret(response: HttpResponse) -> HttpResponse:
    for name, value in SECRET_PAGE.items():
        response.headers[name] = value
    return response
