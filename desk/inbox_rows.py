"""One line of the inbox, as `components/ticket_rows.html` draws it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from desk.clocks import CLOCK_FIELDS, FINISHED, clock_of
from foundation.core.formats import clock
from tickets.chips import Chip, chip_of
from tickets.enums import AuthorKind
from tickets.sla.clock import Clock as SlaClock
from tickets.sla.terms import Hours

ROW_FIELDS = (
    *CLOCK_FIELDS,
    "number",
    "subject",
    "kind",
    "channel",
    "priority",
    "customer__name",
    "assignee_id",
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
    # With its number a row can be ticked; whose it is counts in the bulk bar.
    ticket_number: str = ""
    owner_id: int | None = None
    presence: str = ""


def ticket_rows(
    found: Iterable[dict[str, Any]],
    clocks: Mapping[int, SlaClock],
    hours: Hours,
    at: datetime,
    *,
    query: str,
    chosen: str = "",
) -> list[TicketRow]:
    """The rows of `found` (ROW_FIELDS); each opens its ticket beside the list at `query`."""
    said_by = {
        AuthorKind.CUSTOMER.value: _("Khách"),
        AuthorKind.STAFF.value: _("Nhân viên"),
        AuthorKind.SYSTEM.value: _("Hệ thống"),
    }
    return [
        _row(
            values,
            _chip(values, clocks.get(values["id"]), hours, at),
            url=f"?{query}&t={values['number']}",
            speaker=said_by[values["last_message_from"]],
            when=clock(values["last_message_at"], at),
            is_current=values["number"] == chosen,
        )
        for values in found
    ]


def _chip(
    values: dict[str, Any], leading: SlaClock | None, hours: Hours, at: datetime
) -> Chip:
    is_over = values["status"] in FINISHED
    if leading is None or leading.is_live == is_over:
        return clock_of(values, hours.default, at)
    schedule = hours.of(leading.target)
    return chip_of(leading, schedule, at, wait_reason=values["wait_reason"])


def _row(
    values: dict[str, Any],
    chip: Chip,
    *,
    url: str,
    speaker: str,
    when: str,
    is_current: bool,
) -> TicketRow:
    excerpt = values["last_message_excerpt"]
    return TicketRow(
        url=url,
        number="#" + values["number"].removeprefix("TK-"),
        subject=values["subject"],
        customer=values["customer__name"],
        last_words=f"{speaker}: {excerpt}" if excerpt else speaker,
        kind=values["kind"],
        channel=values["channel"],
        priority=values["priority"],
        status=values["status"],
        wait_reason=values["wait_reason"],
        when=when,
        sla_state=chip.state,
        sla_words=chip.words,
        is_unread=values["waiting_since"] is not None,
        is_current=is_current,
        ticket_number=values["number"],
        owner_id=values["assignee_id"],
    )
