"""What changes on a ticket of a bulk run, in words: "Đang xử lý → Chờ khách"."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from automation.enums import BulkKind
from automation.facts import values_for
from automation.models import CannedReply
from automation.orders import Order
from automation.standing import Standing, differences
from automation.step_words import Names, names_of
from automation.steps import Step
from automation.variables import fill
from desk.pending import REASONS
from foundation.accounts.models import User
from tickets.enums import (
    Complexity,
    Outcome,
    PendingState,
    Priority,
    TicketKind,
    TicketStatus,
    WaitReason,
)
from tickets.models import PendingReply, Ticket

ARROW = " → "
STATES: dict[PendingState, str | Promise] = {
    PendingState.WAITING: gettext_lazy("Câu trả lời đang chờ gửi"),
    PendingState.SENT: gettext_lazy("Đã gửi cho khách"),
    PendingState.CANCELLED: gettext_lazy("Đã thu hồi trước khi gửi"),
}
# Enum columns that read by themselves; a status is told with what it waits for.
LABELS: Mapping[str, Callable[[str], Any]] = {
    "kind": TicketKind,
    "priority": Priority,
    "complexity": Complexity,
}
KEYS = {"assignee_id": "agent", "team_id": "team", "category_id": "category"}


def names_in(pairs: Iterable[tuple[Standing, Standing]]) -> Names:
    """What people, teams, categories and tags in these are called. Four queries at most."""
    steps: list[Step] = []
    for was, now in pairs:
        for standing in (was, now):
            steps += [
                Step("assign", f"{kind}:{standing[column]}")
                for column, kind in KEYS.items()
                if standing.get(column)
            ]
            steps.append(Step("tags", add=tuple(standing.get("tags", ()))))
    return names_of(steps)


def change_words(was: Standing, now: Standing, names: Names) -> str:
    """Everything that changes, on one line."""
    parts: list[str] = []
    changed = differences(was, now)
    if {"status", "wait_reason"} & changed.keys():
        parts.append(_status(was) + ARROW + _status(now))
    for column, (old, new) in changed.items():
        if column in LABELS:
            label = LABELS[column]
            parts.append(f"{label(old).label}{ARROW}{label(new).label}")
        elif column in KEYS:
            parts.append(
                _named(column, old, names) + ARROW + _named(column, new, names)
            )
    parts += _tags(was, now, names)
    parts += _hidden(changed)
    return " · ".join(parts)


def said_to_each(tickets: Sequence[Ticket], order: Order, user: User) -> dict[int, str]:
    """What each customer would read of an answer to many, by ticket."""
    reply = next((step for step in order.steps if step.do == "reply"), None)
    if order.kind != BulkKind.REPLY or reply is None:
        return {}
    text = reply.words
    if reply.value:
        own = CannedReply.objects.visible_to(user).filter(pk=reply.key)
        text = own.values_list("body", flat=True).first() or ""
    return {one.pk: fill(text, values_for(one, user)) for one in tickets}


def answer_words(row: PendingReply) -> str:
    """Where an answer stands, in a few words."""
    if row.state == PendingState.HELD:
        why = str(REASONS.get(row.reason, _("trạng thái phiếu đã đổi")))
        return _("Chưa gửi: %(why)s") % {"why": why}
    return str(STATES[PendingState(row.state)])


def _status(standing: Standing) -> str:
    if standing["wait_reason"]:
        return str(WaitReason(standing["wait_reason"]).label)
    words = str(TicketStatus(standing["status"]).label)
    if standing["outcome"]:
        words += f" ({Outcome(standing['outcome']).label})"
    return words


def _named(column: str, key: int | None, names: Names) -> str:
    nobody = {
        "assignee_id": _("Chưa giao ai"),
        "team_id": _("Chưa có nhóm"),
        "category_id": _("Chưa phân nhóm"),
    }
    return names.get((KEYS[column], key or 0), nobody[column])


def _tags(was: Standing, now: Standing, names: Names) -> list[str]:
    old, new = set(was.get("tags", ())), set(now.get("tags", ()))
    added = [_("+ nhãn %(name)s") % {"name": _tag(key, names)} for key in new - old]
    gone = [_("− nhãn %(name)s") % {"name": _tag(key, names)} for key in old - new]
    return sorted(added) + sorted(gone)


def _tag(key: int, names: Names) -> str:
    return names.get(("tag", key), _("(không còn)"))


def _hidden(changed: Mapping[str, tuple[Any, Any]]) -> list[str]:
    parts = []
    if "snoozed_at" in changed or "snoozed_until" in changed:
        is_hidden = changed.get("snoozed_at", (None, True))[1]
        parts.append(_("Tạm ẩn") if is_hidden else _("Hiện lại"))
    if "merged_into_id" in changed:
        is_merged = changed["merged_into_id"][1]
        parts.append(_("Gộp") if is_merged else _("Bỏ gộp"))
    return parts
