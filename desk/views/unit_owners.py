"""Whose a unit is, said at the desk: a code for the next owner, or papers that were seen."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from catalog.models import Unit
from customers.actions.records import find_or_create_by_contact
from customers.models import Customer
from customers.profiles import Profile
from desk.views.unit_covers import Answers, run_dialog
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from warranty.actions.transfers import (
    cancel_transfer,
    offer_transfer,
    transfer_with_proof,
)
from warranty.enums import TransferState
from warranty.errors import TransferError
from warranty.models import Transfer


@require_POST
@requires(Capability.ACTIVATE_COVER)
def offer(request: StaffRequest, serial: str) -> HttpResponse:
    """Send the owner a code to pass on."""

    def run(unit: Unit, _said: Answers) -> object:
        return offer_transfer(unit, actor=request.actor, at=request.at)

    return run_dialog(request, serial, "offer", run, _("Đã gửi mã cho chủ máy."))


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

    return run_dialog(request, serial, "cancel_offer", run, _("Đã hủy mã chuyển chủ."))


@require_POST
@requires(Capability.DECIDE_COVER)
def hand_over(request: StaffRequest, serial: str) -> HttpResponse:
    """Make somebody the owner on papers that were seen."""
    return _on_paper(request, serial, "hand_over", _("Đã chuyển máy cho {name}."))


@require_POST
@requires(Capability.DECIDE_COVER)
def name_owner(request: StaffRequest, serial: str) -> HttpResponse:
    """Say whose a unit is that is nobody's yet."""
    return _on_paper(request, serial, "name_owner", _("Máy đứng tên {name}."))


def _on_paper(request: StaffRequest, serial: str, verb: str, done: str) -> HttpResponse:
    def run(unit: Unit, said: Answers) -> object:
        by: dict[str, Any] = {"actor": request.actor, "at": request.at}
        givers = Customer.objects.visible_to(request.user).filter(pk=said["giver"] or 0)
        # A new customer is kept only with the thing.
        with transaction.atomic():
            profile, phone = Profile(name=said["name"]), said["phone"]
            taker = find_or_create_by_contact(profile, phone=phone, **by)
            return transfer_with_proof(
                unit,
                giver=givers.first(),
                taker=taker,
                evidence=said["evidence"],
                **by,
            )

    return run_dialog(request, serial, verb, run, done)
