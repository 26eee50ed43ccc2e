"""Merging tickets over the API, and taking them apart."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.accounts.enums import Scope
from foundation.accounts.permissions import Capability
from foundation.core.strict import StrictSerializer
from tickets.actions.merging import merge_tickets, unmerge_ticket
from tickets.api.fields import ThingField
from tickets.api.resource import TicketResource
from tickets.models import Ticket
from tickets.numbers import parse_number


@extend_schema_field({"type": "string", "description": "number"})
class TicketField(ThingField):
    """A ticket by its number, among those the caller sees."""

    def to_internal_value(self, data: Any) -> Ticket:
        """The ticket."""
        number = parse_number(self.text(data))
        found = Ticket.objects.visible_to(self.user).filter(number=number).first()
        ticket: Ticket = self.found(found)
        return ticket


class MergeInput(StrictSerializer):
    """In which ticket of the same customer this one goes on."""

    into = TicketField()


class UnmergeInput(StrictSerializer):
    """`take_along`: what the customer wrote through it since goes back with it."""

    take_along = serializers.BooleanField(required=False, default=False)


class TicketFamily(TicketResource):
    """Merging and taking apart; each answers with the ticket that the address names."""

    permissions: ClassVar = {
        "merge": (Capability.REPLY_TICKET, Scope.TICKETS),
        "unmerge": (Capability.REPLY_TICKET, Scope.TICKETS),
    }

    @extend_schema(request=MergeInput)
    def merge(self, request: Request, number: str) -> Response:
        """Let it go on in another ticket; nothing of either moves."""
        into = self.read(MergeInput)["into"]
        ticket = self.get_object()
        return self.fresh(merge_tickets(ticket, into, actor=self.actor, at=self.at))

    @extend_schema(request=UnmergeInput)
    def unmerge(self, request: Request, number: str) -> Response:
        """Take it out again, as it was."""
        words = self.read(UnmergeInput)
        return self.fresh(
            unmerge_ticket(self.get_object(), actor=self.actor, at=self.at, **words)
        )
