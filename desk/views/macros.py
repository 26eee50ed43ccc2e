"""Macros: the list and the editor."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from automation.actions import macros as actions
from automation.actions.macros import MacroTerms
from automation.models import Macro
from automation.permissions import can_edit
from automation.step_words import names_of, sentences, summary
from automation.steps import read_steps
from desk.macro_editor import MacroEditor, posted_steps
from desk.tool_forms import MacroToolForm, initial_of
from desk.tool_lists import PAGE, ToolQuestion, row_of
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError


@require_GET
@requires(Capability.USE_DESK)
def macro_list(request: StaffRequest) -> HttpResponse:
    """What I may use: mine, my team's, everybody's, each with what it does."""
    question = ToolQuestion.read(request.GET)
    tools = Macro.objects.visible_to(request.user)
    found = list(question.narrow(tools, "name")[:PAGE])
    steps = {tool.pk: read_steps(tool.steps) for tool in found}
    names = names_of(step for own in steps.values() for step in own)
    rows = [
        row_of(tool, request.user, summary(steps[tool.pk], names)) for tool in found
    ]
    page = {"rows": rows, "question": question}
    return render(request, "desk/macros/list.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.NOTE_TICKET)
def new_macro(request: StaffRequest) -> HttpResponse:
    """Put a new one together; `?from=` begins with a copy."""
    if request.method == "POST":
        return _sent(request, None)
    initial: dict[str, Any] = {"sharing": "own", "team": request.user.team_id}
    source, steps = request.GET.get("from", ""), []
    if source.isascii() and source.isdigit() and len(source) < 10:
        own = _visible(request, int(source))
        initial = {**initial_of(own, request.user), "sharing": "own"}
        initial["name"] = _("%(title)s (bản sao)") % {"title": own.name}
        steps = read_steps(own.steps)
    form = MacroToolForm(user=request.user, initial=initial)
    return _editor(request, form, MacroEditor(steps, request.user), None)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.USE_DESK)
def macro(request: StaffRequest, pk: int) -> HttpResponse:
    """One macro: to read, and where it is in one's care to change."""
    found = _visible(request, pk)
    if request.method == "POST":
        return _sent(request, found)
    form = MacroToolForm(user=request.user, initial=initial_of(found, request.user))
    editor = MacroEditor(read_steps(found.steps), request.user)
    return _editor(request, form, editor, found)


@require_POST
@requires(Capability.USE_DESK)
def retire(request: StaffRequest, pk: int) -> HttpResponse:
    """Offer it to nobody any more."""
    done = _("Đã ngừng dùng. Bạn lấy lại được ở mục Đã ngừng dùng.")
    return _verb(request, pk, actions.retire_macro, done)


@require_POST
@requires(Capability.USE_DESK)
def restore(request: StaffRequest, pk: int) -> HttpResponse:
    """Offer it again."""
    return _verb(request, pk, actions.restore_macro, _("Đã dùng lại."))


def _visible(request: StaffRequest, pk: int) -> Macro:
    found = Macro.objects.visible_to(request.user)
    return get_object_or_404(found.select_related("owner", "team"), pk=pk)


def _sent(request: StaffRequest, found: Macro | None) -> HttpResponse:
    """A press of the editor's buttons: move rows about, or save."""
    form = MacroToolForm(request.POST, user=request.user)
    editor = MacroEditor(posted_steps(request.POST), request.user)
    wish = request.POST.get("op", "")
    if wish:
        editor.move(wish, request.POST.get("kind", ""))
        return _editor(request, form, editor, found)
    editor.is_judged = True
    if not form.is_valid():
        return _editor(request, form, editor, found, status=422)
    terms = MacroTerms(form.cleaned_data["name"], editor.steps, form.shared)
    who: dict[str, Any] = {"by": request.user, "actor": request.actor, "at": request.at}
    try:
        if found is None:
            actions.write_macro(terms, **who)
        else:
            seen = form.cleaned_data["seen_version"] or 0
            actions.rewrite_macro(found, terms, seen_version=seen, **who)
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return _editor(request, form, editor, found, status=error.status)
    messages.success(request, _("Đã lưu macro."))
    return redirect("automation:macros")


def _verb(request: StaffRequest, pk: int, action: Any, done: str) -> HttpResponse:
    found = _visible(request, pk)
    try:
        action(found, by=request.user, actor=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("automation:macros")


def _editor(
    request: StaffRequest,
    form: MacroToolForm,
    editor: MacroEditor,
    found: Macro | None,
    *,
    status: int = 200,
) -> HttpResponse:
    may_edit = found is None or can_edit(request.user, found)
    words = [] if may_edit else sentences(editor.steps, names_of(editor.steps))
    # While rows are moved about nobody has asked whether the rest is complete.
    form.empty_permitted = form.use_required_attribute = False
    page = {
        "form": form,
        "editor": editor,
        "macro": found,
        "may_edit": may_edit,
        "sentences": words,
        "is_unjudged": not editor.is_judged,
    }
    return render(request, "desk/macros/edit.html", page, status=status)
