"""One line of the inbox, as `components/ticket_rows.html` draws it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from desk.clocks import CLOCK_FIELDS, clock_of
from foundation.calendars.schedule import Schedule
from foundation.core.formats import clock
from tickets.enums import AuthorKind

ROW_FIELDS = (
    *CLOCK_FIELDS,
    "number",
    "subject",
    "kind",
    "channel",
    "priority",
    "customer__name",
    "last_message_excerpt",
    "last_message_from",
    "last_message_at",
)


@dataclass(frozen=True, slots=True)
class TicketRow:
    """What a row says, ready to be written out."""

    url: str
    number: str
    subject: str
    customer: str
    last_words: str
    kind: str
    channel: str
    priority: str
    status: str
    wait_reason: str
    when: str
    sla_state: str
    sla_words: str
    is_unread: bool
    is_current: bool
    presence: str = ""


def ticket_rows(
    found: Iterable[dict[str, Any]],
    schedule: Schedule,
    at: datetime,
    *,
    query: str,
    chosen: str = "",
) -> list[TicketRow]:
    """The rows of `found` (ROW_FIELDS); each opens its ticket beside the list at `query`."""
    speakers = {
        AuthorKind.CUSTOMER.value: _("Khách"),
        AuthorKind.STAFF.value: _("Nhân viên"),
        AuthorKind.SYSTEM.value: _("Hệ thống"),
    }

    def row(values: dict[str, Any]) -> TicketRow:
        chip = clock_of(values, schedule, at)
        return TicketRow(
            url=f"?{query}&t={values['number']}",
            number="#" + values["number"].removeprefix("TK-"),
            subject=values["subject"],
            customer=values["customer__name"],
            last_words=_said(
                speakers[values["last_message_from"]], values["last_message_excerpt"]
            ),
            kind=values["kind"],
            channel=values["channel"],
            priority=values["priority"],
            status=values["status"],
            wait_reason=values["wait_reason"],
            when=clock(values["last_message_at"], at),
            sla_state=chip.state,
            sla_words=chip.words,
            is_unread=values["waiting_since"] is not None,
            is_current=values["number"] == chosen,
        )

    return [row(values) for values in found]


def _said(who: str, excerpt: str) -> str:
    return f"{who}: {excerpt}" if excerpt else who
