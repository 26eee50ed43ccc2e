"""Working hours and holidays: see them, set them."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from desk.calendar_forms import DetailsForm, WeekForm, calendar_forms
from desk.calendars import asked_year, calendar_rows, year_page
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.calendars.actions.holidays import seed_holidays, years_around
from foundation.calendars.actions.hours import (
    make_default,
    open_calendar,
    rename_calendar,
    set_weekly_hours,
)
from foundation.calendars.errors import CalendarChangedError
from foundation.calendars.models import Calendar
from foundation.core.errors import DomainError

Run = Callable[[], object]


@require_GET
@requires(Capability.MANAGE_CALENDARS)
def calendar_list(request: StaffRequest) -> HttpResponse:
    """Every calendar with its week."""
    return _list(request, DetailsForm())


@require_POST
@requires(Capability.MANAGE_CALENDARS)
def create(request: StaffRequest) -> HttpResponse:
    """Open another calendar."""
    form = DetailsForm(request.POST)
    if form.is_valid():
        try:
            calendar = open_calendar(
                **form.cleaned_data, actor=request.actor, at=request.at
            )
        except DomainError as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("Đã mở lịch mới. Hãy đặt giờ cho từng ngày."))
            return redirect("calendars:detail", calendar.pk)
    return _list(request, form, status=422)


@require_GET
@requires(Capability.MANAGE_CALENDARS)
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One calendar: its week, and the exceptions of one year."""
    return _detail(request, visible_calendar(request, pk))


@require_POST
@requires(Capability.MANAGE_CALENDARS)
def hours(request: StaffRequest, pk: int) -> HttpResponse:
    """Set the whole week."""
    calendar, form = visible_calendar(request, pk), WeekForm(request.POST)

    def run() -> None:
        seen = form.cleaned_data["seen_version"]
        try:
            set_weekly_hours(
                calendar,
                form.week,
                seen_version=seen,
                actor=request.actor,
                at=request.at,
            )
        except CalendarChangedError:
            calendar.refresh_from_db()
            form.again(calendar)
            raise

    return act(request, calendar, run, _("Đã lưu giờ làm việc."), week_form=form)


@require_POST
@requires(Capability.MANAGE_CALENDARS)
def details(request: StaffRequest, pk: int) -> HttpResponse:
    """Give the calendar another name or time zone."""
    calendar, form = visible_calendar(request, pk), DetailsForm(request.POST)

    def run() -> None:
        rename_calendar(
            calendar, **form.cleaned_data, actor=request.actor, at=request.at
        )

    return act(request, calendar, run, _("Đã lưu thông tin lịch."), details_form=form)


@require_POST
@requires(Capability.MANAGE_CALENDARS)
def default(request: StaffRequest, pk: int) -> HttpResponse:
    """Let this calendar count for everything that names no other."""
    calendar = visible_calendar(request, pk)

    def run() -> None:
        make_default(calendar, actor=request.actor, at=request.at)

    return act(request, calendar, run, _("Lịch này giờ là lịch mặc định."))


@require_POST
@requires(Capability.MANAGE_CALENDARS)
def holidays(request: StaffRequest, pk: int) -> HttpResponse:
    """Read the official list of holidays again."""
    calendar = visible_calendar(request, pk)

    def run() -> None:
        years = years_around(request.at)
        seed_holidays(calendar, years, actor=request.actor, at=request.at)

    return act(request, calendar, run, _("Đã đọc lại danh sách ngày lễ."))


def visible_calendar(request: StaffRequest, pk: int) -> Calendar:
    """The calendar of an address, or 404."""
    return get_object_or_404(Calendar.objects.visible_to(request.user), pk=pk)


def act(
    request: StaffRequest,
    calendar: Calendar,
    run: Run,
    done: str,
    **forms_of: forms.Form,
) -> HttpResponse:
    """Run the action behind a button; a refusal shows the page with what was typed."""
    form = next(iter(forms_of.values()), None) or forms.Form({})
    status = 422
    if form.is_valid():
        try:
            run()
        except DomainError as error:
            status = error.status
            known = error.field if error.field in form.fields else None
            form.add_error(known, str(error))
        else:
            messages.success(request, done)
            return redirect(_back(request, calendar))
    calendar.refresh_from_db()
    refused = {**forms_of, "refused": form}
    return _detail(request, calendar, status=status, refused=refused)


def _back(request: StaffRequest, calendar: Calendar) -> str:
    year = asked_year(request.POST.get("year", ""), request.at)
    return f"{reverse('calendars:detail', args=[calendar.pk])}?year={year}"


def _list(
    request: StaffRequest, form: DetailsForm, *, status: int = 200
) -> HttpResponse:
    context = {"calendars": calendar_rows(request.user), "form": form}
    return render(request, "calendars/list.html", context, status=status)


def _detail(
    request: StaffRequest,
    calendar: Calendar,
    *,
    status: int = 200,
    refused: dict[str, forms.Form] | None = None,
) -> HttpResponse:
    asked = request.POST.get("year") or request.GET.get("year", "")
    context = {
        "calendar": calendar,
        "calendars": Calendar.objects.visible_to(request.user),
        **year_page(calendar, asked_year(asked, request.at), request.at),
        **calendar_forms(calendar),
        **(refused or {}),
    }
    return render(request, "calendars/detail.html", context, status=status)
