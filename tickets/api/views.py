"""Reading tickets over the API, and opening them."""

from typing import ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED

from foundation.accounts.enums import Scope
from foundation.accounts.permissions import Capability
from tickets.actions.callers import open_for_caller
from tickets.actions.opening import Opening
from tickets.api.resource import EXPANDABLE, TicketResource
from tickets.api.serializers import EventOutput, OpenInput, TicketOutput
from tickets.enums import Priority, TicketChannel, TicketKind
from tickets.queries import events_about

READ = (Capability.USE_DESK, Scope.READ)
EXPAND = OpenApiParameter("expand", str, enum=list(EXPANDABLE))


class TicketViewSet(TicketResource):
    """The list of tickets, one of them, and its history."""

    permissions: ClassVar = {
        "list": READ,
        "retrieve": READ,
        "events": READ,
        "create": (Capability.OPEN_TICKET, Scope.TICKETS),
    }

    @extend_schema(parameters=[EXPAND])
    def list(self, request: Request) -> Response:
        """Tickets, newest first."""
        return self.answer_page(self.get_queryset())

    @extend_schema(parameters=[EXPAND])
    def retrieve(self, request: Request, number: str) -> Response:
        """One ticket."""
        return self.answer(self.get_object())

    @extend_schema(request=OpenInput, responses={201: TicketOutput})
    def create(self, request: Request) -> Response:
        """Open a ticket for a customer, by id or by name and address."""
        words = self.read(OpenInput)
        opening = Opening(
            subject=words["subject"],
            body=words["body"],
            kind=TicketKind(words["kind"]),
            channel=TicketChannel(words["channel"]),
            priority=Priority(words["priority"]),
            unit=words["unit"],
            team=words["team"],
        )
        ticket = open_for_caller(
            words["customer"], actor=self.actor, at=self.at, opening=opening
        )
        return self.fresh(ticket, HTTP_201_CREATED)

    @extend_schema(responses=EventOutput(many=True))
    def events(self, request: Request, number: str) -> Response:
        """What happened to one ticket, newest first."""
        page = self.paginate_queryset(events_about(self.get_object()))
        return self.get_paginated_response(EventOutput(page, many=True).data)
