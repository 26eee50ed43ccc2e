"""How a ticket stands in what a bulk run changes: kept before and after, to take it back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from automation.enums import BulkKind
from tickets.models import Ticket, TicketTag

FIELDS: Mapping[str, tuple[str, ...]] = {
    BulkKind.ASSIGN: ("assignee_id", "team_id"),
    BulkKind.STATUS: ("status", "wait_reason", "outcome"),
    BulkKind.CLASSIFY: ("kind", "priority", "category_id", "complexity"),
    BulkKind.SNOOZE: ("snoozed_at", "snoozed_until"),
    BulkKind.MERGE: ("merged_into_id",),
}
TAGS = "tags"
ALL = tuple(name for names in FIELDS.values() for name in names)

Standing = dict[str, Any]


def standing(ticket: Ticket, kind: str) -> Standing:
    """How `ticket` stands in what `kind` changes; all there is for what changes anything."""
    fields = FIELDS.get(kind, () if kind == BulkKind.TAGS else ALL)
    found = {name: _plain(getattr(ticket, name)) for name in fields}
    if kind not in FIELDS:
        rows = TicketTag.objects.filter(ticket=ticket).order_by("tag_id")
        found[TAGS] = list(rows.values_list("tag_id", flat=True))
    return found


def differences(was: Standing, now: Standing) -> dict[str, tuple[Any, Any]]:
    """What changed, with its old and its new value."""
    return {
        name: (was[name], now.get(name)) for name in was if was[name] != now.get(name)
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
