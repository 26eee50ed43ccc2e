"""The supplier desk: costs that suppliers give back, sent, answered, recovered, dropped."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST, require_safe

from desk.claim_recoveries import (
    FORMS,
    SENDABLE,
    is_key,
    named,
    recoveries_of,
    recovery_page,
)
from desk.views.customers import refuse
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from foundation.core.http import safe_next_url
from warranty.actions.claims import recovery as actions
from warranty.models import SupplierClaim

MOST = 200
Said = dict[str, Any]
Run = Callable[[SupplierClaim, Said], object]


@require_safe
@requires(Capability.RECOVER_COSTS)
def recoveries(request: StaffRequest) -> HttpResponse:
    """What suppliers owe: `?state= supplier=`."""
    shown = recoveries_of(request.user, request.GET.dict())
    return render(request, "desk/claims/recoveries.html", {"shown": shown})


@require_POST
@requires(Capability.RECOVER_COSTS)
def send_all(request: StaffRequest) -> HttpResponse:
    """Send the ticked ones in one go; what was sent meanwhile is left alone."""
    raw = [one for one in request.POST.getlist("recovery") if is_key(one)][:MOST]
    seen = SupplierClaim.objects.visible_to(request.user)
    with transaction.atomic():
        ticked = seen.filter(pk__in=raw, state__in=SENDABLE)
        found = list(ticked.select_for_update().order_by("pk"))
        for one in found:
            actions.send_recovery(
                one, handler=request.user, actor=request.actor, at=request.at
            )
    n = len(found)
    told = ngettext("Đã gửi %(n)s khoản.", "Đã gửi %(n)s khoản.", n) % {"n": n}
    messages.success(request, told if n else _("Chưa chọn khoản nào để gửi."))
    return redirect(safe_next_url(request, "/desk/recoveries/"))


@require_safe
@requires(Capability.RECOVER_COSTS)
def recovery(request: StaffRequest, number: str) -> HttpResponse:
    """One cost: what it is for, what was answered, and what is to be done."""
    page = recovery_page(_visible(request, number))
    return render(request, "desk/claims/recovery.html", {"page": page})


@require_POST
@requires(Capability.RECOVER_COSTS)
def send(request: StaffRequest, number: str) -> HttpResponse:
    """Send it, for the first time or again."""

    def run(found: SupplierClaim, said: Said) -> object:
        return actions.send_recovery(found, note=said["note"], **_by(request))

    return _do(request, number, "send", run)


@require_POST
@requires(Capability.RECOVER_COSTS)
def answer(request: StaffRequest, number: str) -> HttpResponse:
    """Write down what the supplier grants."""

    def run(found: SupplierClaim, said: Said) -> object:
        return actions.answer_recovery(found, **said, **_by(request))

    return _do(request, number, "answer", run)


@require_POST
@requires(Capability.RECOVER_COSTS)
def finish(request: StaffRequest, number: str) -> HttpResponse:
    """Ask for the money."""

    def run(found: SupplierClaim, _said: Said) -> object:
        return actions.finish_recovery(found, **_by(request))

    return _do(request, number, "finish", run)


@require_POST
@requires(Capability.RECOVER_COSTS)
def drop(request: StaffRequest, number: str) -> HttpResponse:
    """Ask for it no more."""

    def run(found: SupplierClaim, said: Said) -> object:
        return actions.drop_recovery(found, note=said["note"], **_by(request))

    return _do(request, number, "drop", run)


def _by(request: StaffRequest) -> dict[str, Any]:
    return {"handler": request.user, "actor": request.actor, "at": request.at}


def _visible(request: StaffRequest, number: str) -> SupplierClaim:
    rows = named(SupplierClaim.objects.visible_to(request.user))
    return get_object_or_404(rows, number=number.upper())


def _do(request: StaffRequest, number: str, verb: str, run: Run) -> HttpResponse:
    """Read the form, act, and go back; what was refused stands in its form."""
    found, status = _visible(request, number), 422
    form = FORMS[verb](request.POST)
    if form.is_valid():
        try:
            run(found, form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
            status = error.status
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("desk:recovery", found.number)
    page = recovery_page(_visible(request, number), verb, form)
    return render(request, "desk/claims/recovery.html", {"page": page}, status=status)
