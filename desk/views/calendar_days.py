"""The days on which a calendar's week does not hold: enter, take back, switch."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk.calendar_forms import DaysForm
from desk.views.calendars import act, visible_calendar
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.calendars.actions.exceptions import (
    add_exception,
    remove_exception,
    switch_off_exception,
    switch_on_exception,
)
from foundation.calendars.models import CalendarException


@require_POST
@requires(Capability.MANAGE_CALENDARS)
def add(request: StaffRequest, pk: int) -> HttpResponse:
    """Enter days that differ."""
    calendar, form = visible_calendar(request, pk), DaysForm(request.POST)

    def run() -> None:
        add_exception(calendar, form.days, actor=request.actor, at=request.at)

    return act(request, calendar, run, _("Đã thêm ngày ngoại lệ."), days_form=form)


@require_POST
@requires(Capability.MANAGE_CALENDARS)
def remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take back days entered by hand."""
    return _switch(request, pk, remove_exception, _("Đã xóa ngày ngoại lệ."))


@require_POST
@requires(Capability.MANAGE_CALENDARS)
def switch_on(request: StaffRequest, pk: int) -> HttpResponse:
    """Let days hold."""
    return _switch(
        request, pk, switch_on_exception, _("Đã bật, ngày này được áp dụng.")
    )


@require_POST
@requires(Capability.MANAGE_CALENDARS)
def switch_off(request: StaffRequest, pk: int) -> HttpResponse:
    """Work on these days as in any week."""
    return _switch(
        request, pk, switch_off_exception, _("Đã tắt, ngày này làm việc như thường.")
    )


def _switch(
    request: StaffRequest, pk: int, action: Callable[..., object], done: str
) -> HttpResponse:
    visible = CalendarException.objects.visible_to(request.user)
    days = get_object_or_404(visible.select_related("calendar"), pk=pk)

    def run() -> None:
        action(days, actor=request.actor, at=request.at)

    return act(request, days.calendar, run, done)
