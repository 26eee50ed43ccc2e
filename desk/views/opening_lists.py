"""Choosing the list that one's inbox opens with."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk.actions.opening_lists import open_as_usual, open_with
from desk.inbox import has_view
from desk.inbox_question import BY_CODE
from desk.models import SavedView
from desk.opening_lists import SAVED
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.http import safe_next_url


@require_POST
@requires(Capability.USE_DESK)
def choose_opening(request: StaffRequest) -> HttpResponse:
    """Open my inbox with this list from now on; without one, as the house has it."""
    code = request.POST.get("opening", "")
    saved = _saved(request, code)
    view = BY_CODE.get(code)
    if saved is not None or (view is not None and has_view(request.user, view)):
        open_with(code, saved, by=request.user)
        messages.success(request, _("Hộp phiếu sẽ mở bằng mục này."))
    elif not code:
        open_as_usual(by=request.user)
        messages.success(request, _("Hộp phiếu sẽ mở theo vai trò của bạn."))
    else:
        messages.error(request, _("Mục này không còn. Hãy chọn mục khác."))
    return redirect(safe_next_url(request, reverse("desk:saved_views")))


def _saved(request: StaffRequest, code: str) -> SavedView | None:
    key = code.removeprefix(SAVED)
    if not code.startswith(SAVED) or not key.isascii() or not key.isdigit():
        return None
    found = SavedView.objects.visible_to(request.user)
    return found.filter(pk=int(key[:18])).first()
