"""The views people save: naming them, their order, putting them away and back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from automation.actions.tools import Shared
from automation.enums import Sharing
from desk.actions import saved_views as actions
from desk.actions.saved_views import ViewTerms
from desk.inbox_filters import names_asked
from desk.inbox_forms import FiltersForm, SavedViewForm
from desk.inbox_frame import address_of, kept_but
from desk.inbox_question import FILTERS, InboxQuestion
from desk.inbox_words import chips_of
from desk.models import SavedView
from desk.opening_lists import openings_of
from desk.permissions import can_change_view
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.models import Team
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError

# What the session keeps of a view that was put away a moment ago.
DROPPED = "dropped_view"


@require_GET
@requires(Capability.USE_DESK)
def filters(request: StaffRequest) -> HttpResponse:
    """Every filter at once; the list's own menu holds the common ones."""
    question = InboxQuestion.from_query(request.GET, request.user)
    context = {
        "form": FiltersForm(question),
        "question": question,
        "kept": kept_but(question, FILTERS),
    }
    return render(request, "desk/inbox_filters.html", context)


@require_GET
@requires(Capability.USE_DESK)
def saved_views(request: StaffRequest) -> HttpResponse:
    """Every view I may use: to rename, to put in order, to put away."""
    visible = SavedView.objects.visible_to(request.user)
    found = list(visible.select_related("owner", "team")[:100])
    rows = [
        {
            "view": view,
            "url": f"{reverse('desk:inbox')}?{address_of(view)}",
            "is_mine": view.owner_id == request.user.pk,
            "may_change": can_change_view(request.user, view),
        }
        for view in found
    ]
    context = {
        "rows": rows,
        "dropped": request.session.get(DROPPED),
        "openings": openings_of(request.user, found),
    }
    return render(request, "desk/inbox_saved.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.USE_DESK)
def save_view(request: StaffRequest) -> HttpResponse:
    """Keep the list that the address asks for under a name."""
    question = InboxQuestion.from_query(request.GET, request.user)
    if request.method == "POST":
        return _sent(request, None, question)
    initial = {"sharing": Sharing.OWN, "team": request.user.team_id}
    form = SavedViewForm(user=request.user, initial=initial)
    return _editor(request, form, None, question)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.USE_DESK)
def change_view(request: StaffRequest, pk: int) -> HttpResponse:
    """Another name or other people; with a question in the address, another list."""
    view = _visible(request, pk)
    asked = request.GET or view.query
    question = InboxQuestion.from_query(asked, request.user)
    if request.method == "POST":
        return _sent(request, view, question)
    initial = {
        "name": view.name,
        "sharing": view.sharing,
        "team": view.team_id,
        "seen_version": view.version,
    }
    form = SavedViewForm(user=request.user, initial=initial)
    return _editor(request, form, view, question)


@require_POST
@requires(Capability.USE_DESK)
def move_view(request: StaffRequest, pk: int) -> HttpResponse:
    """One place up or down."""
    step = -1 if request.POST.get("to") == "up" else 1
    try:
        actions.move_view(_visible(request, pk), step=step, by=request.user)
    except DomainError as refused:
        messages.error(request, str(refused))
    return redirect("desk:saved_views")


@require_POST
@requires(Capability.USE_DESK)
def drop_view(request: StaffRequest, pk: int) -> HttpResponse:
    """Put a view away; the page offers to take it back."""
    view = _visible(request, pk)
    kept = {
        "name": view.name,
        "query": view.query,
        "sharing": view.sharing,
        "team": view.team_id,
    }
    try:
        actions.drop_view(view, by=request.user)
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        request.session[DROPPED] = kept
    return redirect("desk:saved_views")


@require_POST
@requires(Capability.USE_DESK)
def restore_view(request: StaffRequest) -> HttpResponse:
    """Take back the view that was put away last."""
    kept: dict[str, Any] | None = request.session.pop(DROPPED, None)
    if kept is not None:
        team = Team.objects.filter(pk=kept["team"]).first() if kept["team"] else None
        shared = Shared(Sharing(kept["sharing"]), team)
        terms = ViewTerms(kept["name"], kept["query"], shared)
        try:
            actions.save_view(terms, by=request.user, at=request.at)
        except DomainError as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Đã khôi phục mục."))
    return redirect("desk:saved_views")


def _visible(request: StaffRequest, pk: int) -> SavedView:
    return get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)


def _sent(
    request: StaffRequest, view: SavedView | None, question: InboxQuestion
) -> HttpResponse:
    form = SavedViewForm(request.POST, user=request.user)
    if not form.is_valid():
        return _editor(request, form, view, question, status=422)
    query = {name: value for name, value in question.parts().items() if name != "saved"}
    terms = ViewTerms(form.cleaned_data["name"], query, form.shared)
    try:
        if view is None:
            kept = actions.save_view(terms, by=request.user, at=request.at)
        else:
            seen = form.cleaned_data["seen_version"]
            kept = actions.change_view(view, terms, seen_version=seen, by=request.user)
    except DomainError as refused:
        form.add_error(
            refused.field if refused.field in form.fields else None, str(refused)
        )
        return _editor(request, form, view, question, status=refused.status)
    messages.success(request, _("Đã lưu mục."))
    return redirect(f"{reverse('desk:inbox')}?{address_of(kept)}")


def _editor(
    request: StaffRequest,
    form: SavedViewForm,
    view: SavedView | None,
    question: InboxQuestion,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "saved": view,
        "question": question,
        "chips": chips_of(question, names_asked(question)),
        "may_change": view is None or can_change_view(request.user, view),
    }
    return render(request, "desk/inbox_save.html", context, status=status)
