"""Consults and requests to hand over, under the ticket they are about."""

from typing import Any, ClassVar

from django.db.models import QuerySet, prefetch_related_objects
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_200_OK, HTTP_201_CREATED

from foundation.accounts.api.views import ApiViewSet
from foundation.accounts.enums import Scope
from foundation.accounts.permissions import Capability
from tickets.actions.consults import answer_consult, ask_consult, withdraw_consult
from tickets.actions.handoffs import (
    approve_handoff,
    decline_handoff,
    request_handoff,
    withdraw_handoff,
)
from tickets.api import hand_shapes as shapes
from tickets.api.serializers import NoInput
from tickets.models import Consult, HandoffRequest, Ticket

READ = (Capability.USE_DESK, Scope.READ)


class OfTicket(ApiViewSet):
    """Things of one ticket, by number and id."""

    relations: ClassVar[tuple[str, ...]] = ()

    def shaped(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those of the ticket that the address names."""
        of_ticket = queryset.filter(ticket__number=self.kwargs.get("number"))
        return of_ticket.select_related("ticket", *self.relations)

    def ticket(self) -> Ticket:
        """The ticket itself, or 404."""
        seen = Ticket.objects.visible_to(self.user)
        return get_object_or_404(seen, number=self.kwargs["number"])

    @property
    def user(self) -> Any:
        """For whom the token acts."""
        return self.request.user

    def fresh(self, thing: Any, status: int = HTTP_200_OK) -> Response:
        """The thing after the action, also when it has left the caller's sight."""
        prefetch_related_objects([thing], "ticket", *self.relations)
        return self.answer(thing, status)


class ConsultViewSet(OfTicket):
    """Questions on a ticket to colleagues; whoever was asked reads theirs as well."""

    queryset = Consult.objects.all()
    serializer_class = shapes.ConsultOutput
    relations = ("asked_by", "asked_of", "question", "answer")
    permissions: ClassVar = {
        "list": READ,
        "ask": (Capability.NOTE_TICKET, Scope.TICKETS),
        "respond": (Capability.NOTE_TICKET, Scope.TICKETS),
        "withdraw": (Capability.NOTE_TICKET, Scope.TICKETS),
    }

    def list(self, request: Request, number: str) -> Response:
        """Every question on the ticket, newest first."""
        self.ticket()
        return self.answer_page(self.get_queryset())

    @extend_schema(request=shapes.ConsultInput, responses={201: shapes.ConsultOutput})
    def ask(self, request: Request, number: str) -> Response:
        """Ask a colleague; the ticket stays whose it is, and no hand-off is counted."""
        ticket = self.ticket()
        words = self.read(shapes.ConsultInput)
        consult = ask_consult(
            ticket,
            actor=self.actor,
            asked_by=self.user,
            asked_of=words["agent"],
            question=words["question"],
            at=self.at,
        )
        return self.fresh(consult, HTTP_201_CREATED)

    @extend_schema(request=shapes.AnswerInput)
    def respond(self, request: Request, number: str, pk: int) -> Response:
        """Answer what one was asked."""
        words = self.read(shapes.AnswerInput)
        consult = answer_consult(
            self.get_object(),
            actor=self.actor,
            author=self.user,
            answer=words["answer"],
            at=self.at,
        )
        return self.fresh(consult)

    @extend_schema(request=NoInput)
    def withdraw(self, request: Request, number: str, pk: int) -> Response:
        """Take a question back; whoever sees the ticket may."""
        self.read(NoInput)
        found = self.get_object()
        self.ticket()
        return self.fresh(withdraw_consult(found, actor=self.actor, at=self.at))


class HandoffRequestViewSet(OfTicket):
    """Requests to hand a ticket over past its limit."""

    queryset = HandoffRequest.objects.all()
    serializer_class = shapes.HandoffRequestOutput
    relations = ("asked_by", "to_agent", "decided_by")
    permissions: ClassVar = {
        "list": READ,
        "create": (Capability.ASSIGN_TICKET, Scope.TICKETS),
        "approve": (Capability.APPROVE_HANDOFF, Scope.TICKETS),
        "decline": (Capability.APPROVE_HANDOFF, Scope.TICKETS),
        "withdraw": (Capability.ASSIGN_TICKET, Scope.TICKETS),
    }

    def list(self, request: Request, number: str) -> Response:
        """Every request on the ticket, newest first."""
        self.ticket()
        return self.answer_page(self.get_queryset())

    @extend_schema(
        request=shapes.HandoffInput, responses={201: shapes.HandoffRequestOutput}
    )
    def create(self, request: Request, number: str) -> Response:
        """Ask whoever leads to let it go once more."""
        ticket = self.ticket()
        words = self.read(shapes.HandoffInput)
        found = request_handoff(
            ticket,
            actor=self.actor,
            asked_by=self.user,
            to=words["agent"],
            summary=words["summary"],
            at=self.at,
        )
        return self.fresh(found, HTTP_201_CREATED)

    @extend_schema(request=NoInput)
    def approve(self, request: Request, number: str, pk: int) -> Response:
        """Let it go, and answer for it from now on."""
        self.read(NoInput)
        found = self.get_object()
        return self.fresh(
            approve_handoff(found, actor=self.actor, by=self.user, at=self.at)
        )

    @extend_schema(request=shapes.DeclineInput)
    def decline(self, request: Request, number: str, pk: int) -> Response:
        """Leave it where it is, with a reason."""
        reason = self.read(shapes.DeclineInput)["reason"]
        found = decline_handoff(
            self.get_object(),
            actor=self.actor,
            by=self.user,
            reason=reason,
            at=self.at,
        )
        return self.fresh(found)

    @extend_schema(request=NoInput)
    def withdraw(self, request: Request, number: str, pk: int) -> Response:
        """Take one's own request back."""
        self.read(NoInput)
        found = self.get_object()
        if found.asked_by_id != self.user.pk:
            raise PermissionDenied
        return self.fresh(
            withdraw_handoff(found, actor=self.actor, by=self.user, at=self.at)
        )
