"""Every message that leaves the house: see it, send it again, take it back."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability, can
from foundation.core.errors import DomainError
from foundation.notifications.actions import (
    cancel_message,
    release_held,
    resend_message,
)
from foundation.notifications.looks import CHANNELS, STATES
from foundation.notifications.models import OutgoingMessage
from foundation.notifications.pages import (
    FILTERS,
    filter_links,
    message_list,
    message_page,
)
from foundation.notifications.queries import outbox_health


@require_GET
@requires(Capability.VIEW_MESSAGES)
def listing(request: StaffRequest) -> HttpResponse:
    """The messages this person may see, newest first, by state and channel."""
    query = request.GET.dict()
    rows, page = message_list(request.user, query)
    context = {
        "rows": rows,
        "page": page,
        "states": filter_links("state", STATES, query),
        "channels": filter_links("channel", CHANNELS, query),
        "is_filtered": any(query.get(name) for name in FILTERS),
        "health": outbox_health(request.at),
        "can_release": can(request.user, Capability.ADMINISTER),
    }
    template = "notifications/list.html"
    return render(request, template + ("#rows" if request.htmx else ""), context)


@require_GET
@requires(Capability.VIEW_MESSAGES)
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One message: its words, every attempt, and what may be done."""
    return _detail(request, _visible(request, pk))


@require_POST
@requires(Capability.RESEND_MESSAGE)
def resend(request: StaffRequest, pk: int) -> HttpResponse:
    """Send a message again."""
    message = _visible(request, pk)
    return _run(
        request,
        message,
        lambda: resend_message(message, actor=request.actor, at=request.at),
        _("Tin sẽ được gửi lại ngay."),
    )


@require_POST
@requires(Capability.RESEND_MESSAGE)
def cancel(request: StaffRequest, pk: int) -> HttpResponse:
    """Take back a message that has not left."""
    message = _visible(request, pk)
    return _run(
        request,
        message,
        lambda: cancel_message(message, actor=request.actor, at=request.at),
        _("Đã hủy tin, khách sẽ không nhận được."),
    )


@require_POST
@requires(Capability.ADMINISTER)
def release(request: StaffRequest) -> HttpResponse:
    """Let go what a restore has held."""
    n_released = release_held(actor=request.actor, at=request.at)
    messages.success(request, _("Đã thả %(n)s tin đang giữ.") % {"n": n_released})
    return redirect("notifications:list")


def _visible(request: StaffRequest, pk: int) -> OutgoingMessage:
    return get_object_or_404(OutgoingMessage.objects.visible_to(request.user), pk=pk)


def _run(
    request: StaffRequest,
    message: OutgoingMessage,
    change: Callable[[], object],
    praise: str,
) -> HttpResponse:
    try:
        change()
    except DomainError as error:
        return _detail(request, _visible(request, message.pk), refusal=str(error))
    messages.success(request, praise)
    return redirect("notifications:detail", message.pk)


def _detail(
    request: StaffRequest, message: OutgoingMessage, refusal: str = ""
) -> HttpResponse:
    may_change = can(request.user, Capability.RESEND_MESSAGE)
    context = {
        "page": message_page(message),
        "message": message,
        "can_resend": may_change and message.can_be_resent,
        "can_cancel": may_change and message.can_be_cancelled,
        "refusal": refusal,
    }
    status = 409 if refusal else 200
    return render(request, "notifications/detail.html", context, status=status)
