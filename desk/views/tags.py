"""Tags: on a ticket, and the page where a house keeps its words."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from desk.day_forms import TagForm, key_of
from desk.views.tickets import act
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability, can
from foundation.core.errors import DomainError
from foundation.core.text import clean_line, fold
from tickets.actions import tags as actions
from tickets.day_errors import TagUnknownError
from tickets.enums import TagTone
from tickets.models import Tag, Ticket
from tickets.numbers import parse_number
from tickets.queries_tags import COUNTED, counted_tags, tag_named, tags_to_choose

MAX_WORDS = 40


@require_POST
@requires(Capability.CLASSIFY_TICKET)
def tag(request: StaffRequest, number: str) -> HttpResponse:
    """Put a tag on, by its key or as it was typed, or take one off."""
    removed = request.POST.get("remove", "")

    def run(ticket: Ticket, _data: dict[str, Any]) -> None:
        one = _tags(request, removed) if removed else [_chosen(request)]
        change = {"remove": one} if removed else {"add": one}
        actions.set_tags(ticket, actor=request.actor, at=request.at, **change)

    done = _("Đã bỏ nhãn.") if removed else _("Đã gắn nhãn.")
    return act(request, number, "tag", run, done=done)


@require_GET
@requires(Capability.CLASSIFY_TICKET)
def find(request: StaffRequest) -> HttpResponse:
    """What the field of a ticket offers for the words typed so far."""
    words = clean_line(request.GET.get("name", ""))[:MAX_WORDS]
    number = parse_number(request.GET.get("t", "")) or ""
    found = Ticket.objects.visible_to(request.user).filter(number=number)
    ticket_id = found.values_list("pk", flat=True).first()
    may_make = bool(fold(words)) and can(request.user, Capability.SHARE_TOOLS)
    page = {
        "choices": tags_to_choose(words, but_on=ticket_id or 0),
        "words": words,
        "may_make": may_make and tag_named(words) is None,
    }
    return render(request, "desk/tags/_found.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.SHARE_TOOLS)
def tags(request: StaffRequest) -> HttpResponse:
    """Every word of the house, how often it is used, and a field for a new one."""
    form = TagForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            tone = TagTone(form.cleaned_data["tone"])
            name = form.cleaned_data["name"]
            try:
                made = actions.make_tag(
                    name, tone=tone, actor=request.actor, at=request.at
                )
            except DomainError as error:
                form.add_error("name", str(error))
                status = error.status
            else:
                messages.success(request, _("Đã có nhãn “%s”.") % made.name)
                return redirect("desk:tags")
    return _page(request, form, status)


@require_POST
@requires(Capability.SHARE_TOOLS)
def change(request: StaffRequest, pk: int) -> HttpResponse:
    """Another name or colour."""
    found = _visible(request, pk)
    form = TagForm(request.POST)
    if not form.is_valid():
        words = [str(error) for errors in form.errors.values() for error in errors]
        return _refused(request, " ".join(words))
    return _do(
        request,
        lambda: actions.change_tag(
            found,
            name=form.cleaned_data["name"],
            tone=TagTone(form.cleaned_data["tone"]),
            actor=request.actor,
            at=request.at,
        ),
        _("Đã lưu nhãn."),
    )


@require_POST
@requires(Capability.SHARE_TOOLS)
def retire(request: StaffRequest, pk: int) -> HttpResponse:
    """Offer it to nobody any more; tickets keep it."""
    found = _visible(request, pk)
    done = _("Đã ngừng dùng nhãn. Phiếu cũ vẫn giữ nhãn này.")
    return _do(
        request,
        lambda: actions.retire_tag(found, actor=request.actor, at=request.at),
        done,
    )


@require_POST
@requires(Capability.SHARE_TOOLS)
def restore(request: StaffRequest, pk: int) -> HttpResponse:
    """Offer it again."""
    found = _visible(request, pk)
    return _do(
        request,
        lambda: actions.restore_tag(found, actor=request.actor, at=request.at),
        _("Đã dùng lại nhãn."),
    )


@require_POST
@requires(Capability.SHARE_TOOLS)
def merge(request: StaffRequest, pk: int) -> HttpResponse:
    """Let its tickets bear another, and put it away."""
    found = _visible(request, pk)
    into = _visible(request, key_of(request.POST.get("into", "")))
    done = _("Đã gộp vào nhãn “%s”.") % into.name
    return _do(
        request,
        lambda: actions.merge_tags(found, into, actor=request.actor, at=request.at),
        done,
    )


def _chosen(request: StaffRequest) -> Tag:
    """The tag that was picked, or typed; made for whoever may where there is none."""
    picked = _tags(request, request.POST.get("add", ""))
    if picked:
        return picked[0]
    words = clean_line(request.POST.get("name", ""))[:MAX_WORDS]
    found = tag_named(words)
    if found is not None:
        return found
    if not can(request.user, Capability.SHARE_TOOLS):
        raise TagUnknownError(field="name")
    return actions.make_tag(words, actor=request.actor, at=request.at)


def _tags(request: StaffRequest, key: str) -> list[Tag]:
    return list(Tag.objects.visible_to(request.user).filter(pk=key_of(key)))


def _visible(request: StaffRequest, pk: int) -> Tag:
    return get_object_or_404(Tag.objects.visible_to(request.user), pk=pk)


def _page(request: StaffRequest, form: TagForm, status: int) -> HttpResponse:
    shown = request.GET.get("show", "")
    rows = counted_tags().filter(is_active=shown != "retired")
    page = {
        "tags": rows,
        "form": form,
        "tones": TagTone.choices,
        "is_retired": shown == "retired",
        "counted": COUNTED,
        "active": Tag.objects.visible_to(request.user).in_use(),
    }
    return render(request, "desk/tags/list.html", page, status=status)


def _do(request: StaffRequest, run: Any, done: str) -> HttpResponse:
    try:
        run()
    except DomainError as error:
        return _refused(request, str(error), error.status)
    messages.success(request, done)
    return redirect("desk:tags")


def _refused(request: StaffRequest, words: str, status: int = 422) -> HttpResponse:
    messages.error(request, words)
    return _page(request, TagForm(), status)
