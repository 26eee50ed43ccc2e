"""The lists of things to do that a house uses again and again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from desk.day_forms import ListForm
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from tickets.actions.checklist_templates import ListTerms, save_template, use_template
from tickets.models import ChecklistTemplate


@require_GET
@requires(Capability.SHARE_TOOLS)
def templates(request: StaffRequest) -> HttpResponse:
    """Every list, those in use or those put away."""
    is_retired = request.GET.get("show", "") == "retired"
    rows = ChecklistTemplate.objects.visible_to(request.user)
    page = {
        "templates": rows.filter(is_active=not is_retired),
        "is_retired": is_retired,
    }
    return render(request, "desk/checklists/list.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.SHARE_TOOLS)
def new(request: StaffRequest) -> HttpResponse:
    """Write a new list."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.SHARE_TOOLS)
def template(request: StaffRequest, pk: int) -> HttpResponse:
    """One list: to read and to change."""
    return _edit(request, _visible(request, pk))


@require_POST
@requires(Capability.SHARE_TOOLS)
def use(request: StaffRequest, pk: int) -> HttpResponse:
    """Put a list away, or take it into use again."""
    is_active = request.POST.get("active") == "1"
    use_template(
        _visible(request, pk), is_active=is_active, actor=request.actor, at=request.at
    )
    done = _("Đã dùng lại danh sách.") if is_active else _("Đã ngừng dùng danh sách.")
    messages.success(request, done)
    return redirect("desk:checklists")


@require_GET
@requires(Capability.NOTE_TICKET)
def choices(request: StaffRequest) -> HttpResponse:
    """The lists in use, for the menu of a ticket."""
    rows = ChecklistTemplate.objects.visible_to(request.user).filter(is_active=True)
    return render(request, "desk/checklists/_choices.html", {"templates": rows})


def _edit(request: StaffRequest, found: ChecklistTemplate | None) -> HttpResponse:
    initial = {}
    if found is not None:
        words = "\n".join(found.lines)
        initial = {"name": found.name, "kind": found.kind, "words": words}
    form = ListForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            terms = ListTerms(**form.cleaned_data)
            try:
                save_template(found, terms, actor=request.actor, at=request.at)
            except DomainError as error:
                form.add_error(error.field, str(error))
                status = error.status
            else:
                messages.success(request, _("Đã lưu danh sách việc mẫu."))
                return redirect("desk:checklists")
    page = {"form": form, "template": found}
    return render(request, "desk/checklists/edit.html", page, status=status)


def _visible(request: StaffRequest, pk: int) -> ChecklistTemplate:
    rows = ChecklistTemplate.objects.visible_to(request.user)
    return get_object_or_404(rows, pk=pk)
