"""API tokens of a person."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.actions import tokens as actions
from foundation.accounts.enums import Scope
from foundation.accounts.forms import TokenForm
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.accounts.queries import staff
from foundation.accounts.views.people import person_page
from foundation.core.errors import DomainError


@requires(Capability.MANAGE_PEOPLE)
@require_POST
def create_token(request: StaffRequest, pk: int) -> HttpResponse:
    """Make a key and show it, this once."""
    user = get_object_or_404(staff(), pk=pk)
    form = TokenForm(request.POST)
    if not form.is_valid():
        return person_page(request, user, status=422, token_form=form)
    scopes = [Scope(word) for word in form.cleaned_data["scopes"]]
    try:
        new = actions.create_token(
            user,
            name=form.cleaned_data["name"],
            scopes=scopes,
            actor=request.actor,
            at=request.at,
        )
    except DomainError as error:
        return person_page(request, user, status=error.status, refusal=error)
    return person_page(request, user, new_token=new)


@requires(Capability.MANAGE_PEOPLE)
@require_POST
def revoke_token(request: StaffRequest, pk: int, token_pk: int) -> HttpResponse:
    """End a key at once."""
    user = get_object_or_404(staff(), pk=pk)
    token = get_object_or_404(user.api_tokens, pk=token_pk)
    try:
        actions.revoke_token(token, actor=request.actor, at=request.at)
    except DomainError as error:
        return person_page(request, user, status=error.status, refusal=error)
    messages.success(request, _("Đã thu hồi khóa API."))
    return redirect("accounts:person", user.pk)
