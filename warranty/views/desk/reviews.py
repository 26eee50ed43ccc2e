"""Odd things about units, decided by a person; and everybody who switched a cover on."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from foundation.core.http import safe_next_url
from warranty.actions.reviews import decide_review
from warranty.forms.reviews import DecisionForm
from warranty.models import Review
from warranty.review_pages import activations_page, reviews_page


@require_safe
@requires(Capability.VIEW_CATALOG)
def reviews(request: StaffRequest) -> HttpResponse:
    """What waits for a decision, or what was decided."""
    return _page(request)


@require_POST
@requires(Capability.DECIDE_COVER)
def decide(request: StaffRequest, pk: int) -> HttpResponse:
    """Say what came of a review."""
    found = get_object_or_404(Review.objects.visible_to(request.user), pk=pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, status=422, tried=(found.pk, form))
    try:
        decide_review(
            found,
            is_upheld=form.cleaned_data["verdict"] == "upheld",
            note=form.cleaned_data["note"],
            actor=request.actor,
            at=request.at,
        )
    except DomainError as error:
        return _page(
            request, status=error.status, refused=str(error), tried=(found.pk, form)
        )
    messages.success(request, _("Đã ghi quyết định."))
    return redirect(safe_next_url(request, reverse("covers:reviews")))


@require_safe
@requires(Capability.VIEW_CATALOG)
def activations(request: StaffRequest) -> HttpResponse:
    """Who switched which cover on, how and when."""
    shown = activations_page(request.user, request.GET.dict())
    return render(request, "warranty/reviews/activations.html", {"shown": shown})


def _page(
    request: StaffRequest,
    *,
    status: int = 200,
    refused: str = "",
    tried: tuple[int, DecisionForm] | None = None,
) -> HttpResponse:
    tried_pk, form = tried or (0, None)
    # A refused decision stands at an address that only takes POST.
    here = request.get_full_path()
    if request.method == "POST":
        here = safe_next_url(request, reverse("covers:reviews"))
    query = QueryDict(urlsplit(here).query).dict()
    context: dict[str, Any] = {
        "shown": reviews_page(request.user, query),
        "here": here,
        "refused": refused,
        "tried_pk": tried_pk,
        "typed": form.data.get("note", "") if form else "",
        "errors": form.errors.get("note", []) if form else [],
    }
    return render(request, "warranty/reviews/list.html", context, status=status)
