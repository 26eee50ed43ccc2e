"""What a verb asks before it is done: the dialogs of a ticket, whose forms come when
they are opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.day import Day, day_of
from desk.hands import hands_of
from desk.offers import offered
from desk.resolving import asking_once
from desk.ticket_forms import DIALOGS as FORMS, Refusal, dialog_form
from foundation.accounts.models import User
from tickets.models import Ticket
from tickets.policy_book import hours_now

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Dialog:
    """One verb: what its dialog is called, and what its button says."""

    verb: str
    # What its user has to be allowed.
    capability: str
    title: Words
    label: Words
    icon: str
    note: Words = ""


DIALOGS = (
    Dialog(
        "resolve",
        "resolve_ticket",
        _("Xử lý xong phiếu"),
        _("Xử lý xong"),
        "check",
        _("Khách nhận được kết quả và một lời mời đánh giá."),
    ),
    Dialog(
        "reopen",
        "resolve_ticket",
        _("Mở lại phiếu"),
        _("Mở lại"),
        "rotate-ccw",
        _("Lý do được giữ thành ghi chú nội bộ."),
    ),
    Dialog("assign", "assign_ticket", _("Giao phiếu"), _("Giao phiếu"), "user-check"),
    Dialog(
        "consult",
        "note_ticket",
        _("Hỏi ý kiến đồng nghiệp"),
        _("Gửi câu hỏi"),
        "messages-square",
    ),
    Dialog("classify", "classify_ticket", _("Phân loại"), _("Lưu phân loại"), "tag"),
)


def dialogs_for(can: Mapping[str, Any]) -> list[Dialog]:
    """Those of what its reader may do; each stands ready, since live news may change what
    the buttons offer. The action judges."""
    return [each for each in DIALOGS if can.get(each.capability)]


def opened_form(
    ticket: Ticket, verb: str, refusal: Refusal | None, day: Day | None
) -> Any:
    """What the dialog of `verb` asks, that of the end with what is left to do; None for
    another verb."""
    if verb not in FORMS:
        return None
    form = dialog_form(ticket, verb, refusal)
    return asking_once(form, day) if day and verb == "resolve" else form


def dialog_context(
    ticket: Ticket, verb: str, user: User, at: datetime
) -> dict[str, Any] | None:
    """What the form of `verb` is drawn from; None where it is not offered."""
    can = offered(user, ticket)
    dialog = next((each for each in dialogs_for(can) if each.verb == verb), None)
    if dialog is None:
        return None
    day = day_of(ticket, user, hours_now().default, at) if verb == "resolve" else None
    form = opened_form(ticket, verb, None, day)
    hands = hands_of(ticket, user, at, ())
    return {
        "dialog": dialog,
        "form": form,
        "ticket": ticket,
        "hands": hands,
        "can": can,
    }
