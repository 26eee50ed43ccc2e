"""The desk's bell: what somebody is told, opened and read; and how they want it told."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.notifications.models import Notice
from foundation.notifications.notice_kinds import kind_of
from foundation.notifications.notice_pages import (
    KindChoice,
    kind_choices,
    late_group,
    late_page,
    notice_page,
    notices_in,
)
from foundation.notifications.notices import Ways, choose_ways, read_notices


@require_GET
@requires(Capability.USE_DESK)
def listing(request: StaffRequest) -> HttpResponse:
    """One's own notices, unread first; with `?late=` those of one group."""
    query = request.GET.dict()
    group = late_group(query)
    context = {
        "page": late_page(request.user, group, query, request.at)
        if group
        else notice_page(request.user, query, request.at),
        "group": group,
        "group_label": kind_of(group.kind).label if group else "",
        "here": request.get_full_path(),
    }
    template = "notifications/notices.html"
    return render(request, template + ("#lines" if request.htmx else ""), context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.USE_DESK)
def open_notice(request: StaffRequest, pk: int) -> HttpResponse:
    """Go to what a notice is about; it counts as read when a button was pressed."""
    notices = Notice.objects.visible_to(request.user)
    notice = get_object_or_404(notices, pk=pk)
    if request.method == "POST":
        read_notices(notices.filter(pk=pk), user=request.user, at=request.at)
    return redirect(notice.path)


@require_POST
@requires(Capability.USE_DESK)
def read_all(request: StaffRequest) -> HttpResponse:
    """Everything is read, or everything in one group."""
    group = late_group(request.POST.dict())
    read_notices(
        notices_in(request.user, group)
        if group
        else Notice.objects.visible_to(request.user).unread(),
        user=request.user,
        at=request.at,
    )
    return redirect("notifications:notices")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.USE_DESK)
def settings(request: StaffRequest) -> HttpResponse:
    """Choose for each kind: in the bell, by mail, both or neither."""
    choices = kind_choices(request.user)
    if request.method == "POST":
        choose_ways(
            request.user,
            {choice.code: _ways_in(request.POST, choice) for choice in choices},
            actor=request.actor,
            at=request.at,
        )
        messages.success(request, _("Đã lưu cách nhận nhắc việc."))
        return redirect("notifications:notice_settings")
    return render(request, "notifications/notice_settings.html", {"choices": choices})


def _ways_in(form: QueryDict, choice: KindChoice) -> Ways:
    return Ways(
        bell=choice.code in form.getlist("bell"),
        mail=choice.code in form.getlist("mail"),
    )
