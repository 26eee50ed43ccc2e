"""Faults that hit many: the list, one fault, and which tickets are of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from desk.day_forms import AnswerAllForm, FaultForm, NoteAllForm, key_of
from desk.trackers import counted_trackers, fault_page
from desk.views.tickets import visible_ticket
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from foundation.core.fields import new_client_key
from foundation.core.http import safe_next_url
from tickets.actions import trackers as actions
from tickets.actions.trackers import Fault
from tickets.enums import TrackerStatus
from tickets.models import Ticket, Tracker

PAGE = 100
MOST = 200


@require_GET
@requires(Capability.USE_DESK)
def trackers(request: StaffRequest) -> HttpResponse:
    """Every known fault, those that still hit people or those that are settled."""
    is_over = request.GET.get("show", "") == "resolved"
    status = TrackerStatus.RESOLVED if is_over else TrackerStatus.OPEN
    rows = counted_trackers(request.user).filter(status=status)
    page = {"trackers": rows[:PAGE], "is_over": is_over}
    return render(request, "desk/trackers/list.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.TRACK_FAULTS)
def new(request: StaffRequest) -> HttpResponse:
    """Begin to keep track of a fault; `?ticket=` begins with what a ticket says."""
    form = FaultForm(request.POST or None, initial=_initial(request))

    def save(fault: Fault) -> Tracker:
        return actions.open_tracker(
            fault, actor=request.actor, by=request.user, at=request.at
        )

    return _edit(request, form, None, save, _("Đã mở lỗi hàng loạt."))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.TRACK_FAULTS)
def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Describe it anew."""
    found = visible_tracker(request, pk)
    names = ("title", "note", "product", "serial_prefix")
    initial = {name: getattr(found, name) for name in names}
    form = FaultForm(request.POST or None, initial=initial)

    def save(fault: Fault) -> Tracker:
        return actions.change_tracker(found, fault, actor=request.actor, at=request.at)

    return _edit(request, form, found, save, _("Đã lưu."))


@require_GET
@requires(Capability.USE_DESK)
def tracker(request: StaffRequest, pk: int) -> HttpResponse:
    """One fault with its tickets, whom else it may hit, and the answer to all."""
    return tracker_page(request, visible_tracker(request, pk))


@require_POST
@requires(Capability.REPLY_TICKET)
def attach(request: StaffRequest, pk: int) -> HttpResponse:
    """These tickets are of the fault."""

    def run(found: Tracker, tickets: list[Ticket]) -> str:
        put = actions.attach_tickets(found, tickets, actor=request.actor, at=request.at)
        words = ngettext("Đã đưa %(n)s phiếu vào.", "Đã đưa %(n)s phiếu vào.", len(put))
        return words % {"n": len(put)}

    return _move(request, pk, run)


@require_POST
@requires(Capability.REPLY_TICKET)
def detach(request: StaffRequest, pk: int) -> HttpResponse:
    """These are not, after all."""

    def run(found: Tracker, tickets: list[Ticket]) -> str:
        out = actions.detach_tickets(found, tickets, actor=request.actor, at=request.at)
        words = ngettext("Đã đưa %(n)s phiếu ra.", "Đã đưa %(n)s phiếu ra.", len(out))
        return words % {"n": len(out)}

    return _move(request, pk, run)


@require_GET
@requires(Capability.REPLY_TICKET)
def choose(request: StaffRequest, number: str) -> HttpResponse:
    """Of which open fault the ticket is one."""
    found = visible_ticket(request, number)
    rows = counted_trackers(request.user).filter(status=TrackerStatus.OPEN)
    fits = ExpressionWrapper(
        Q(product=found.unit.product_id) if found.unit else Q(pk=0),
        output_field=BooleanField(),
    )
    put = found.tracked.values_list("tracker_id", flat=True)
    page = {
        "ticket": found,
        "trackers": rows.annotate(fits=fits).order_by("-fits", "-pk")[:PAGE],
        "put": list(put),
    }
    return render(request, "desk/trackers/choose.html", page)


def visible_tracker(request: StaffRequest, pk: int) -> Tracker:
    """The fault, if its reader may see any."""
    rows = Tracker.objects.visible_to(request.user).select_related("product", "owner")
    return get_object_or_404(rows, pk=pk)


def tracker_page(
    request: StaffRequest, found: Tracker, status: int = 200, **shown: Any
) -> HttpResponse:
    """The page of a fault; `shown` brings back a refused form."""
    key = {"client_key": new_client_key()}
    page = {
        "tracker": found,
        "fault": fault_page(found, request.user),
        "answer_form": AnswerAllForm(initial=key, auto_id="answer_%s"),
        "note_form": NoteAllForm(initial=key, auto_id="note_%s"),
        "is_over": found.status == TrackerStatus.RESOLVED,
        **shown,
    }
    return render(request, "desk/trackers/detail.html", page, status=status)


def _move(
    request: StaffRequest, pk: int, run: Callable[[Tracker, list[Ticket]], str]
) -> HttpResponse:
    found = visible_tracker(request, pk)
    keys = [key_of(key) for key in request.POST.getlist("ticket")[:MOST]]
    tickets = list(Ticket.objects.visible_to(request.user).filter(pk__in=keys))
    try:
        said = run(found, tickets)
    except DomainError as error:
        messages.error(request, str(error))
        return tracker_page(request, visible_tracker(request, pk), error.status)
    messages.success(request, said if tickets else _("Hãy chọn ít nhất một phiếu."))
    return redirect(safe_next_url(request, f"/desk/trackers/{pk}/"))


def _edit(
    request: StaffRequest,
    form: FaultForm,
    found: Tracker | None,
    save: Callable[[Fault], Tracker],
    done: str,
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                saved = save(Fault(**form.cleaned_data))
            except DomainError as error:
                form.add_error(error.field, str(error))
                status = error.status
            else:
                messages.success(request, done)
                return redirect("desk:tracker", saved.pk)
    page = {"form": form, "tracker": found}
    return render(request, "desk/trackers/edit.html", page, status=status)


def _initial(request: StaffRequest) -> dict[str, Any]:
    number = request.GET.get("ticket", "")
    rows = Ticket.objects.visible_to(request.user).select_related("unit")
    found = rows.filter(number=number).first()
    if found is None:
        return {}
    return {"title": found.subject, "product": found.unit and found.unit.product_id}
