"""What the API takes and gives for consults and requests to hand over."""

from typing import Any

from rest_framework import serializers

from foundation.core.strict import StrictSerializer, TextField
from tickets.actions.words import MAX_BODY
from tickets.api.fields import AgentField
from tickets.api.serializers import AgentOutput
from tickets.enums import RequestState

MAX_SUMMARY = 2_000
OPEN, ANSWERED, WITHDRAWN = "open", "answered", "withdrawn"


class ConsultInput(StrictSerializer):
    """Whom to ask, and what."""

    agent = AgentField()
    question = TextField(max_length=MAX_BODY)


class AnswerInput(StrictSerializer):
    """What whoever was asked says."""

    answer = TextField(max_length=MAX_BODY)


class HandoffInput(StrictSerializer):
    """To whom a ticket past its limit should go, and what they have to know."""

    agent = AgentField()
    summary = TextField(max_length=MAX_SUMMARY, allow_blank=True, default="")


class DeclineInput(StrictSerializer):
    """Why the ticket stays where it is."""

    reason = TextField(max_length=MAX_SUMMARY)


class ConsultOutput(serializers.Serializer[Any]):
    """A question to a colleague; the ticket's owner stays."""

    id = serializers.IntegerField()
    ticket = serializers.CharField(source="ticket.number")
    asked_by = AgentOutput()
    asked_of = AgentOutput()
    question = serializers.CharField(source="question.body")
    answer = serializers.CharField(source="answer.body", default=None, allow_null=True)
    state = serializers.SerializerMethodField()
    asked_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)

    def get_state(self, consult: Any) -> str:
        """`open`, `answered` or `withdrawn`."""
        if consult.ended_at is None:
            return OPEN
        return ANSWERED if consult.answer_id else WITHDRAWN


class HandoffRequestOutput(serializers.Serializer[Any]):
    """A hand-off past the limit, and what a lead said to it."""

    id = serializers.IntegerField()
    ticket = serializers.CharField(source="ticket.number")
    asked_by = AgentOutput()
    to_agent = AgentOutput()
    summary = serializers.CharField()
    state = serializers.ChoiceField(RequestState.choices)
    created_at = serializers.DateTimeField()
    decided_by = AgentOutput(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
