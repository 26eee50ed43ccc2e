"""Putting a ticket out of sight, and bringing it back."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from automation.snoozes import UNTIL_REPLY
from desk.day_forms import SnoozeForm
from desk.snoozes import LABELS, moment_of, moment_words
from desk.views.tickets import act
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from tickets.actions.snooze import snooze_ticket, wake_ticket
from tickets.models import Ticket
from tickets.policy_book import hours_now


@require_POST
@requires(Capability.REPLY_TICKET)
def snooze(request: StaffRequest, number: str) -> HttpResponse:
    """Leave it out of the lists until a moment, or until the customer writes."""
    form = SnoozeForm(request.POST)
    until = _until(form, request.at) if form.is_valid() else None

    def run(ticket: Ticket, _data: dict[str, Any]) -> None:
        snooze_ticket(
            ticket, until=until, actor=request.actor, by=request.user, at=request.at
        )

    when = {"when": moment_words(until, request.at)}
    done = _("Đã tạm ẩn phiếu tới %(when)s.") % when
    return act(request, number, "snooze", run, done=done, form=form)


@require_POST
@requires(Capability.REPLY_TICKET)
def wake(request: StaffRequest, number: str) -> HttpResponse:
    """Bring it back now."""

    def run(ticket: Ticket, _data: dict[str, Any]) -> None:
        wake_ticket(ticket, actor=request.actor, at=request.at)

    return act(request, number, "wake", run, done=_("Phiếu đã về lại hộp phiếu."))


def _until(form: SnoozeForm, at: datetime) -> datetime | None:
    """The moment that was chosen, as it is now and not as the menu was drawn."""
    preset = form.cleaned_data["preset"]
    if preset == UNTIL_REPLY:
        return None
    until: datetime | None = form.cleaned_data["until"]
    if preset in LABELS:
        until = moment_of(preset, hours_now().default, at)
    if until is None:
        form.add_error("until", _("Hãy chọn ngày và giờ."))
    return until
