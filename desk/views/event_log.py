"""The event log: what happened, and what could not be told."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from desk.event_log import dead_page, event_page
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability, can
from foundation.core.errors import DomainError
from foundation.events.actions import retry_delivery
from foundation.events.labels import known_verbs
from foundation.events.queries import dead_letters, log_health


@require_GET
@requires(Capability.VIEW_EVENTS)
def listing(request: StaffRequest) -> HttpResponse:
    """Everything that happened, newest first."""
    query = request.GET.dict()
    rows, page = event_page(request.user, query)
    context = {
        "rows": rows,
        "page": page,
        "verb": query.get("verb", ""),
        "thing": query.get("thing", ""),
        "verbs": known_verbs(),
        "health": log_health(request.at),
    }
    template = "events/list.html"
    return render(request, template + ("#rows" if request.htmx else ""), context)


@require_GET
@requires(Capability.VIEW_EVENTS)
def dead(request: StaffRequest) -> HttpResponse:
    """What was given up after five attempts."""
    return _dead(request)


@require_POST
@requires(Capability.RETRY_DELIVERY)
def retry(request: StaffRequest, pk: int) -> HttpResponse:
    """Give one of them a fresh series of attempts."""
    delivery = get_object_or_404(dead_letters(), pk=pk)
    try:
        retry_delivery(delivery, actor=request.actor, at=request.at)
    except DomainError as error:
        return _dead(request, refusal=str(error))
    messages.success(request, _("Việc này sẽ được chạy lại ngay."))
    return redirect("events:dead")


def _dead(request: StaffRequest, refusal: str = "") -> HttpResponse:
    rows, page = dead_page(request.user, request.GET.dict())
    context = {
        "rows": rows,
        "page": page,
        "refusal": refusal,
        "can_retry": can(request.user, Capability.RETRY_DELIVERY),
    }
    status = 409 if refusal else 200
    return render(request, "events/dead.html", context, status=status)
