"""Telephone calls over the API: an exchange logs them, a report reads them."""

from typing import Any, ClassVar

from django.db.models import QuerySet, prefetch_related_objects
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED

from foundation.accounts.api.views import ApiViewSet
from foundation.accounts.enums import Scope
from foundation.accounts.permissions import Capability
from foundation.core.strict import StrictSerializer, TextField
from tickets.actions.call_log import MAX_NOTE, MAX_SECONDS, Telephoned, log_call
from tickets.api.fields import AgentField, CallTicketField, KnownCustomerField
from tickets.api.serializers import AgentOutput
from tickets.enums import CallDirection, CallOutcome
from tickets.models import Call

RELATED = ("customer", "ticket", "agent")


class SecondsField(serializers.IntegerField):
    """How long something took."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=MAX_SECONDS, default=0, **options)


class CallInput(StrictSerializer):
    """A call as it was; an empty `phone` was withheld. `agent` defaults to the token's
    owner for an answered or outgoing call."""

    direction = serializers.ChoiceField(CallDirection.choices)
    outcome = serializers.ChoiceField(CallOutcome.choices)
    phone = serializers.CharField(max_length=32, allow_blank=True, default="")
    customer = KnownCustomerField(required=False, allow_null=True, default=None)
    ticket = CallTicketField(required=False, allow_null=True, default=None)
    agent = AgentField(required=False, allow_null=True, default=None)
    started_at = serializers.DateTimeField(
        required=False, allow_null=True, default=None
    )
    queue_seconds = SecondsField()
    ring_seconds = SecondsField()
    talk_seconds = SecondsField()
    note = TextField(max_length=MAX_NOTE, allow_blank=True, default="")


class CallOutput(serializers.Serializer[Any]):
    """A call in the log."""

    id = serializers.IntegerField()
    direction = serializers.ChoiceField(CallDirection.choices)
    outcome = serializers.ChoiceField(CallOutcome.choices)
    phone = serializers.CharField()
    customer = serializers.IntegerField(source="customer_id", allow_null=True)
    ticket = serializers.CharField(
        source="ticket.number", default=None, allow_null=True
    )
    agent = AgentOutput(allow_null=True)
    started_at = serializers.DateTimeField()
    queue_seconds = serializers.IntegerField()
    ring_seconds = serializers.IntegerField()
    talk_seconds = serializers.IntegerField()
    note = serializers.CharField()


class CallFilter(filters.FilterSet):  # type: ignore[misc] # an untyped library
    """`?direction=&outcome=&customer=&ticket=&phone=&since=`."""

    direction = filters.MultipleChoiceFilter(choices=CallDirection.choices)
    outcome = filters.MultipleChoiceFilter(choices=CallOutcome.choices)
    customer = filters.NumberFilter(field_name="customer_id", max_value=2**63 - 1)
    ticket = filters.CharFilter(field_name="ticket__number")
    phone = filters.CharFilter()
    since = filters.IsoDateTimeFilter(field_name="started_at", lookup_expr="gte")

    class Meta:
        model = Call
        fields: list[str] = []


class CallViewSet(ApiViewSet):
    """The log of calls."""

    queryset = Call.objects.all()
    serializer_class = CallOutput
    filterset_class = CallFilter
    permissions: ClassVar = {
        "list": (Capability.DO_CALLS, Scope.READ),
        "create": (Capability.DO_CALLS, Scope.TICKETS),
    }

    def shaped(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """With the names that every answer shows."""
        return queryset.select_related(*RELATED)

    def list(self, request: Request) -> Response:
        """Calls, the last logged first."""
        return self.answer_page(self.get_queryset())

    @extend_schema(request=CallInput, responses={201: CallOutput})
    def create(self, request: Request) -> Response:
        """Log a call. A missed one leaves a call to make, an answered one does it."""
        words = self.read(CallInput)
        agent = words.pop("agent") or self._own(words)
        telephoned = Telephoned(
            **{
                **words,
                "direction": CallDirection(words["direction"]),
                "outcome": CallOutcome(words["outcome"]),
            }
        )
        call = log_call(telephoned, actor=self.actor, agent=agent, at=self.at)
        prefetch_related_objects([call], *RELATED)
        return self.answer(call, HTTP_201_CREATED)

    def _own(self, words: dict[str, Any]) -> Any:
        """Whose call it was where nobody is named: nobody's, if nobody took it."""
        is_ours = (
            words["direction"] == CallDirection.OUT
            or words["outcome"] == CallOutcome.ANSWERED
        )
        return self.request.user if is_ours else None
