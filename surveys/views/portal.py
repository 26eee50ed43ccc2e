"""The page behind the link in the invitation: no sign-in, the signed token is the key."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from foundation.accounts.http import PrincipalRequest
from foundation.accounts.throttles import MINUTE, Rule, hit
from foundation.core.actor import customer_actor
from foundation.core.errors import DomainError
from foundation.core.http import client_network
from surveys.actions.answers import answer_invitation
from surveys.enums import InvitationState, Score
from surveys.forms import AnswerForm
from surveys.models import Invitation
from surveys.pages import answer_page
from surveys.queries import invitation_to_answer
from surveys.tokens import invitation_id_of

BY_NETWORK = Rule("survey.network", 60, MINUTE)
# The address is the key: nobody else gets to read it, nothing keeps it.
SECRET_PAGE = {
    # Not no-referrer: then browsers send `Origin: null` with the switch of languages, and
    # the check against forgery refuses it.
    "Referrer-Policy": "strict-origin",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
}


# The page acts by its token alone, never by a cookie, so the check would protect nothing;
# it would only refuse those whose mail program keeps no cookies.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: PrincipalRequest, token: str) -> HttpResponse:
    """Show the question, or keep the answer. Opening the page records nothing, since
    mail scanners open every link; `?score=4` only chooses beforehand."""
    hit(BY_NETWORK, client_network(request), at=request.at)
    response = _answer(request, token)
    for name, value in SECRET_PAGE.items():
        response.headers[name] = value
    return response


def _answer(request: PrincipalRequest, token: str) -> HttpResponse:
    invitation_id = invitation_id_of(token)
    invitation = invitation_to_answer(invitation_id) if invitation_id else None
    if invitation is None:
        return _closed(request, status=404)
    with translation.override(_language(request, invitation)):
        if not _has_page(invitation, request):
            return _closed(request, status=410)
        if request.method == "POST":
            return _keep(request, invitation, token)
        form = AnswerForm(initial=_chosen(request, invitation))
        return _page(request, invitation, form)


def _keep(
    request: PrincipalRequest, invitation: Invitation, token: str
) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, invitation, form, status=422)
    actor = customer_actor(invitation.ticket.customer_id)
    try:
        answer_invitation(invitation, form.answer(), actor=actor, at=request.at)
    except DomainError as error:
        form.add_error(None, str(error))
        fresh = invitation_to_answer(invitation.pk) or invitation
        return _page(request, fresh, form, status=error.status)
    return redirect("surveys:answer", token)


def _language(request: HttpRequest, invitation: Invitation) -> str:
    """What the visitor chose on our pages, else the language of the customer's record."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    is_ours = chosen in dict(settings.LANGUAGES)
    return chosen if is_ours else invitation.ticket.customer.locale


def _has_page(invitation: Invitation, request: PrincipalRequest) -> bool:
    """Open, or answered: whoever answered may read it again."""
    is_answered = invitation.state == InvitationState.ANSWERED
    return is_answered or invitation.is_open(request.at)


def _chosen(request: HttpRequest, invitation: Invitation) -> dict[str, Any]:
    if invitation.state == InvitationState.ANSWERED:
        response = invitation.response
        return {"score": response.score, "comment": response.comment}
    score = request.GET.get("score", "")
    return {"score": int(score)} if score in map(str, Score.values) else {}


def _page(
    request: PrincipalRequest,
    invitation: Invitation,
    form: AnswerForm,
    status: int = 200,
) -> HttpResponse:
    wants_edit = "edit" in request.GET or form.is_bound
    page = answer_page(invitation, request.at, wants_edit=wants_edit)
    context = {"page": page, "form": form}
    return render(request, "surveys/answer.html", context, status=status)


def _closed(request: HttpRequest, *, status: int) -> HttpResponse:
    """One page for every link that opens nothing: it tells a guesser nothing."""
    return render(request, "surveys/closed.html", status=status)
