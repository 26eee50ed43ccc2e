"""The outbox, the event log and its dead letters, for administrators."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.accounts.api.views import ApiViewSet
from foundation.accounts.enums import Scope
from foundation.accounts.permissions import Capability
from foundation.events.actions import retry_delivery
from foundation.events.models import Delivery, DeliveryState, Event
from foundation.notifications.api import serializers as shapes
from foundation.notifications.api.filters import EventFilter, OutboxFilter
from foundation.notifications.models import OutgoingMessage

ADMIN = (Capability.ADMINISTER, Scope.ADMIN)


class OutboxViewSet(ApiViewSet):
    """What we owe the outside, and what came of it."""

    queryset = OutgoingMessage.objects.all()
    serializer_class = shapes.MessageOutput
    filterset_class = OutboxFilter
    permissions: ClassVar = {"list": ADMIN, "retrieve": ADMIN}

    def list(self, request: Request) -> Response:
        """Messages, newest first."""
        return self.answer_page(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        """One message."""
        return self.answer(self.get_object())


class EventViewSet(ApiViewSet):
    """The event log."""

    queryset = Event.objects.all()
    serializer_class = shapes.EventOutput
    filterset_class = EventFilter
    permissions: ClassVar = {"list": ADMIN, "retrieve": ADMIN}

    def list(self, request: Request) -> Response:
        """Events, newest first."""
        return self.answer_page(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        """One event."""
        return self.answer(self.get_object())


class DeadLetterViewSet(ApiViewSet):
    """Receivers that were given up."""

    queryset = Delivery.objects.all()
    serializer_class = shapes.DeadLetterOutput
    permissions: ClassVar = {"list": ADMIN, "retrieve": ADMIN, "retry": ADMIN}

    def shaped(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Only what was given up, with its event."""
        return queryset.filter(state=DeliveryState.DEAD).select_related("event")

    def list(self, request: Request) -> Response:
        """Dead letters, newest first."""
        return self.answer_page(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        """One dead letter."""
        return self.answer(self.get_object())

    @extend_schema(request=None)
    def retry(self, request: Request, pk: str) -> Response:
        """Give it a fresh series of attempts."""
        delivery = retry_delivery(self.get_object(), actor=self.actor, at=self.at)
        return self.answer(delivery)
