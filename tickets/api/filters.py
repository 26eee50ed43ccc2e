"""What a list of tickets can be narrowed by."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_filters import rest_framework as filters

from customers.queries import records_in
from tickets.enums import Priority, TicketChannel, TicketKind, TicketStatus
from tickets.models import Ticket
from tickets.queries_clocks import DUE_CODES, due_within

MAX_DIGITS = 18  # fits the column
NOBODY = "none"


class TicketFilter(filters.FilterSet):  # type: ignore[misc] # an untyped library
    """`?status=&kind=&priority=&channel=&assignee=&team=&customer=&unit=&due=&updated_since=`."""

    status = filters.MultipleChoiceFilter(choices=TicketStatus.choices)
    kind = filters.MultipleChoiceFilter(choices=TicketKind.choices)
    priority = filters.MultipleChoiceFilter(choices=Priority.choices)
    channel = filters.MultipleChoiceFilter(choices=TicketChannel.choices)
    assignee = filters.CharFilter(method="by_assignee")
    team = filters.CharFilter(method="by_team")
    customer = filters.CharFilter(method="by_customer")
    unit = filters.CharFilter(field_name="unit__serial")
    due = filters.ChoiceFilter(
        choices=[(code, code) for code in DUE_CODES], method="by_due"
    )
    updated_since = filters.IsoDateTimeFilter(
        field_name="updated_at", lookup_expr="gte"
    )

    class Meta:
        model = Ticket
        fields: list[str] = []

    def by_due(
        self, tickets: QuerySet[Ticket], name: str, value: str
    ) -> QuerySet[Ticket]:
        """`late`, or due within `1h`, `4h` or `today`, by the clock that lists show."""
        return due_within(tickets, value, timezone.now())

    def by_assignee(
        self, tickets: QuerySet[Ticket], name: str, value: str
    ) -> QuerySet[Ticket]:
        """By id or e-mail address; `none` for those in a queue."""
        if value == NOBODY:
            return tickets.filter(assignee=None)
        if _is_id(value):
            return tickets.filter(assignee=int(value))
        return tickets.filter(assignee__email=value.lower())

    def by_team(
        self, tickets: QuerySet[Ticket], name: str, value: str
    ) -> QuerySet[Ticket]:
        """By code; `none` for the queue of all."""
        if value == NOBODY:
            return tickets.filter(team=None)
        return tickets.filter(team__code=value)

    def by_customer(
        self, tickets: QuerySet[Ticket], name: str, value: str
    ) -> QuerySet[Ticket]:
        """By id; with the tickets of those merged into them."""
        if not _is_id(value):
            return tickets.none()
        return tickets.filter(customer__in=records_in(int(value)))


def _is_id(value: Any) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= MAX_DIGITS
