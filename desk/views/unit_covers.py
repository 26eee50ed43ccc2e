"""What is done with a unit's cover at the desk: one view per dialog."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from catalog.models import Unit
from customers.actions.records import find_or_create_by_contact
from customers.profiles import Profile
from desk.unit_forms import FORMS
from desk.views.customers import refuse
from desk.views.units import Opened, unit_answer, visible_unit
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import ConflictError, DomainError
from warranty.actions.activation import ActivationFacts, activate
from warranty.actions.changes import add_plan, grant_days
from warranty.actions.doubts import check_part
from warranty.actions.transfers import (
    cancel_transfer,
    offer_transfer,
    transfer_with_proof,
)
from warranty.actions.voiding import reinstate_cover, void_cover
from warranty.enums import ActivationChannel, TransferState, VoidReason
from warranty.errors import TransferError
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

    return _do(request, serial, "activate", run, _("Đã kích hoạt bảo hành."))


@require_POST
@requires(Capability.ACTIVATE_COVER)
def offer(request: StaffRequest, serial: str) -> HttpResponse:
    """Send the owner a code to pass on."""

    def run(unit: Unit, _said: Answers) -> object:
        return offer_transfer(unit, actor=request.actor, at=request.at)

    return _do(request, serial, "offer", run, _("Đã gửi mã cho chủ máy."))


@require_POST
@requires(Capability.ACTIVATE_COVER)
def cancel_offer(request: StaffRequest, serial: str) -> HttpResponse:
    """Make the code good for nothing."""

    def run(unit: Unit, _said: Answers) -> object:
        offers = Transfer.objects.visible_to(request.user).filter(unit=unit)
        found = offers.filter(state=TransferState.OFFERED).first()
        if found is None:
            raise TransferError
        return cancel_transfer(found, actor=request.actor, at=request.at)

    return _do(request, serial, "cancel_offer", run, _("Đã hủy mã chuyển chủ."))


@require_POST
@requires(Capability.DECIDE_COVER)
def hand_over(request: StaffRequest, serial: str) -> HttpResponse:
    """Make somebody the owner on papers that were seen."""

    def run(unit: Unit, said: Answers) -> object:
        by: dict[str, Any] = {"actor": request.actor, "at": request.at}
        # A new customer is kept only with the thing.
        with transaction.atomic():
            profile, phone = Profile(name=said["name"]), said["phone"]
            taker = find_or_create_by_contact(profile, phone=phone, **by)
            return transfer_with_proof(
                unit, taker=taker, evidence=said["evidence"], **by
            )

    return _do(request, serial, "hand_over", run, _("Đã chuyển máy cho chủ mới."))


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

    return _do(request, serial, "goodwill", run, _("Đã thêm ngày bảo hành."))


@require_POST
@requires(Capability.DECIDE_COVER)
def plan(request: StaffRequest, serial: str) -> HttpResponse:
    """Prolong the cover by a plan."""

    def run(unit: Unit, said: Answers) -> object:
        return add_plan(
            unit, said["plan"], seen=said["seen"], actor=request.actor, at=request.at
        )

    return _do(request, serial, "plan", run, _("Đã thêm gói gia hạn."))


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

    return _do(request, serial, "void", run, _("Đã từ chối bảo hành."))


@require_POST
@requires(Capability.DECIDE_COVER)
def reinstate(request: StaffRequest, serial: str) -> HttpResponse:
    """Take a refusal back."""

    def run(unit: Unit, said: Answers) -> object:
        by: dict[str, Any] = {"actor": request.actor, "at": request.at}
        number, note = said["void_number"], said["note"]
        return reinstate_cover(unit, void_number=number, note=note, **by)

    return _do(request, serial, "reinstate", run, _("Đã khôi phục bảo hành."))


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
    return _do(request, serial, "part", run, done)


def _do(
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
            if result is not False:
                messages.success(request, done)
            return redirect("desk:unit", unit.serial)
    fresh = visible_unit(request, serial)
    return unit_answer(request, fresh, Opened(verb, form, status))
