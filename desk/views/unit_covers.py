"""What is done with a unit's cover at the desk: one view per dialog."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from catalog.models import Unit
from desk.unit_forms import FORMS, CoverForm, HandOverForm, SeenForm
from desk.views.customers import refuse
from desk.views.units import Opened, unit_answer, visible_unit
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import ConflictError, DomainError
from warranty.actions.activation import ActivationFacts, activate
from warranty.actions.changes import add_plan, grant_days
from warranty.actions.doubts import check_part
from warranty.actions.voiding import reinstate_cover, void_cover
from warranty.enums import ActivationChannel, VoidReason
from warranty.models import Transfer
from warranty.queries import cover_of

Answers = dict[str, Any]
Run = Callable[[Unit, Answers], object]


@require_POST
@requires(Capability.ACTIVATE_COVER)
def activate_cover(request: StaffRequest, serial: str) -> HttpResponse:
    """Switch the cover on, under the colleague's own name."""

    def run(unit: Unit, said: Answers) -> object:
        channel = ActivationChannel.AGENT
        facts = ActivationFacts(channel, said["on"], evidence=said["evidence"])
        return activate(unit, facts, actor=request.actor, at=request.at)

    return run_dialog(request, serial, "activate", run, _("Đã kích hoạt bảo hành."))


@require_POST
@requires(Capability.DECIDE_COVER)
def goodwill(request: StaffRequest, serial: str) -> HttpResponse:
    """Give days that no rule gives."""

    def run(unit: Unit, said: Answers) -> object:
        return grant_days(
            unit,
            days=said["days"],
            note=said["note"],
            line=said["line"] or None,
            seen=said["seen"],
            actor=request.actor,
            at=request.at,
        )

    return run_dialog(request, serial, "goodwill", run, _("Đã thêm ngày bảo hành."))


@require_POST
@requires(Capability.DECIDE_COVER)
def plan(request: StaffRequest, serial: str) -> HttpResponse:
    """Prolong the cover by a plan."""

    def run(unit: Unit, said: Answers) -> object:
        return add_plan(
            unit, said["plan"], seen=said["seen"], actor=request.actor, at=request.at
        )

    return run_dialog(request, serial, "plan", run, _("Đã thêm gói gia hạn."))


@require_POST
@requires(Capability.DECIDE_COVER)
def void(request: StaffRequest, serial: str) -> HttpResponse:
    """Refuse the cover for good."""

    def run(unit: Unit, said: Answers) -> object:
        return void_cover(
            unit,
            reason=VoidReason(said["reason"]),
            component=said["component"],
            note=said["note"],
            actor=request.actor,
            at=request.at,
        )

    return run_dialog(request, serial, "void", run, _("Đã từ chối bảo hành."))


@require_POST
@requires(Capability.DECIDE_COVER)
def reinstate(request: StaffRequest, serial: str) -> HttpResponse:
    """Take a refusal back."""

    def run(unit: Unit, said: Answers) -> object:
        by: dict[str, Any] = {"actor": request.actor, "at": request.at}
        number, note = said["void_number"], said["note"]
        return reinstate_cover(unit, void_number=number, note=note, **by)

    return run_dialog(request, serial, "reinstate", run, _("Đã khôi phục bảo hành."))


@require_POST
@requires(Capability.ACTIVATE_COVER)
def part(request: StaffRequest, serial: str) -> HttpResponse:
    """Compare a part that came in with the one we know."""

    def run(unit: Unit, said: Answers) -> object:
        by: dict[str, Any] = {"actor": request.actor, "at": request.at}
        is_ours = check_part(unit, said["component"], said["serial"], **by)
        if not is_ours:
            odd = _("Linh kiện khác số đã ghi. Đã mở mục xem xét bảo hành.")
            messages.warning(request, odd)
        return is_ours

    done = _("Không thấy gì khác số đã ghi cho máy.")
    return run_dialog(request, serial, "part", run, done)


def run_dialog(
    request: StaffRequest, serial: str, verb: str, run: Run, done: str
) -> HttpResponse:
    """Read the form, act, and go back; what was refused stands in the open dialog."""
    unit = visible_unit(request, serial)
    cover, status = cover_of(unit), 422
    form = FORMS[verb](request.POST, unit=unit, cover=cover)
    if form.is_valid():
        try:
            said = form.cleaned_data
            if cover and said.get("seen", cover.n_events) != cover.n_events:
                raise ConflictError
            result = run(unit, said)
        except DomainError as error:
            refuse(form, error)
            status = error.status
        else:
            if isinstance(result, Transfer) and result.taker is not None:
                done = done.format(name=result.taker.name)
            if result is not False:
                messages.success(request, done)
            return redirect("desk:unit", unit.serial)
    fresh = visible_unit(request, serial)
    if status == ConflictError.status:
        _show_anew(form, fresh)
    return unit_answer(request, fresh, Opened(verb, form, status))


def _show_anew(form: CoverForm, unit: Unit) -> None:
    if isinstance(form, SeenForm):
        form.over(cover_of(unit))
    if isinstance(form, HandOverForm):
        form.over(unit)
