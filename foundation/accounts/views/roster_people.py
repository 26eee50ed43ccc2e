"""One person's shifts, skills, capacity and leave: for themself, and for who plans them."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from foundation.accounts.actions import leave as leave_actions
from foundation.accounts.actions.shifts import plan_shifts
from foundation.accounts.actions.skills import set_skills
from foundation.accounts.actions.work import set_work_profile
from foundation.accounts.http import StaffRequest, requires, staff_required
from foundation.accounts.models import Leave, User
from foundation.accounts.permissions import Capability, can
from foundation.accounts.queries import skills_on_offer
from foundation.accounts.roster_forms import (
    CapacityForm,
    HeldSkillsForm,
    LeaveForm,
    ShiftsForm,
)
from foundation.accounts.roster_person import person_roster
from foundation.accounts.sight import leaves_planned_by, planned_by
from foundation.core.errors import DomainError

Run = Callable[[], object]


@staff_required
@require_GET
def roster_person(request: StaffRequest, pk: int) -> HttpResponse:
    """Shifts, skills, capacity and leave of one person."""
    return _page(request, _person(request, pk))


@requires(Capability.MANAGE_ROSTER)
@require_POST
def shifts(request: StaffRequest, pk: int) -> HttpResponse:
    """Set the week from a day on."""
    person, form = _person(request, pk), ShiftsForm(request.POST)

    def run() -> None:
        plan_shifts(
            person,
            form.week,
            valid_from=form.cleaned_data["valid_from"],
            actor=request.actor,
            at=request.at,
        )

    return _act(request, person, run, _("Đã lưu ca trực."), shifts_form=form)


@requires(Capability.MANAGE_ROSTER)
@require_POST
def skills(request: StaffRequest, pk: int) -> HttpResponse:
    """Set the skills."""
    person = _person(request, pk)
    form = HeldSkillsForm(request.POST, skills=list(skills_on_offer()))

    def run() -> None:
        set_skills(person, form.held, actor=request.actor, at=request.at)

    return _act(request, person, run, _("Đã lưu kỹ năng."), skills_form=form)


@requires(Capability.MANAGE_ROSTER)
@require_POST
def capacity(request: StaffRequest, pk: int) -> HttpResponse:
    """Set how much somebody carries."""
    person, form = _person(request, pk), CapacityForm(request.POST)

    def run() -> None:
        set_work_profile(
            person, **form.cleaned_data, actor=request.actor, at=request.at
        )

    return _act(request, person, run, _("Đã lưu sức chứa."), capacity_form=form)


@staff_required
@require_POST
def plan_leave(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask for leave, one's own or of somebody one plans."""
    person = _person(request, pk)
    form = LeaveForm(request.POST, person=person)

    def run() -> None:
        leave_actions.plan_leave(
            person, form.absence, actor=request.actor, at=request.at
        )

    return _act(request, person, run, _("Đã xếp lịch nghỉ."), leave_form=form)


@staff_required
@require_POST
def cancel_leave(request: StaffRequest, pk: int) -> HttpResponse:
    """Take back a leave that has not begun."""
    return _leave_verb(request, pk, leave_actions.cancel_leave, _("Đã hủy lịch nghỉ."))


@staff_required
@require_POST
def end_leave(request: StaffRequest, pk: int) -> HttpResponse:
    """Come back before the time."""
    return _leave_verb(
        request, pk, leave_actions.end_leave, _("Kỳ nghỉ đã kết thúc từ bây giờ.")
    )


def _leave_verb(
    request: StaffRequest, pk: int, action: Callable[..., Leave], done: str
) -> HttpResponse:
    leave = get_object_or_404(leaves_planned_by(request.user), pk=pk)

    def run() -> None:
        action(leave, actor=request.actor, at=request.at)

    return _act(request, _person(request, leave.user_id), run, done)


def _person(request: StaffRequest, pk: int) -> User:
    """The person of an address, or 404 for whoever has no business with them."""
    return get_object_or_404(planned_by(request.user), pk=pk)


def _act(
    request: StaffRequest, person: User, run: Run, done: str, **form_of: forms.Form
) -> HttpResponse:
    """Run the action behind a button; a refusal shows the page with what was typed."""
    form = next(iter(form_of.values()), None) or forms.Form({})
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
            return redirect("accounts:roster_person", person.pk)
    return _page(request, person, status=status, refused=form, **form_of)


def _page(
    request: StaffRequest, person: User, *, status: int = 200, **extra: forms.Form
) -> HttpResponse:
    page = {
        **person_roster(person, request.at),
        "may_plan": can(request.user, Capability.MANAGE_ROSTER),
        "is_self": person.pk == request.user.pk,
        **extra,
    }
    return render(request, "accounts/roster_person.html", page, status=status)
