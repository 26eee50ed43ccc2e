"""What administrators read of messages and events; interface.md names every field."""

from typing import Any

from django.conf import settings
from rest_framework import serializers

from foundation.notifications.enums import Channel, MessageState
from foundation.notifications.models import OutgoingMessage


class ThingOutput(serializers.Serializer[Any]):
    """A thing by type and id."""

    type = serializers.CharField()
    id = serializers.CharField()


class MessageOutput(serializers.Serializer[Any]):
    """A message we owe or owed; the words of a sign-in code are not shown."""

    id = serializers.IntegerField()
    state = serializers.ChoiceField(MessageState.choices)
    channel = serializers.ChoiceField(Channel.choices, allow_blank=True)
    to = serializers.CharField(source="address")
    name = serializers.CharField(source="recipient_name")
    template = serializers.CharField()
    about = ThingOutput(source="about_ref")
    subject = serializers.SerializerMethodField()
    body = serializers.SerializerMethodField()
    message_id = serializers.CharField()
    attempts = serializers.IntegerField()
    error = serializers.CharField()
    not_before = serializers.DateTimeField()
    created_at = serializers.DateTimeField()
    sent_at = serializers.DateTimeField(allow_null=True)

    def get_subject(self, message: OutgoingMessage) -> str:
        """As it went out; empty before that."""
        return message.subject if _is_readable(message) else ""

    def get_body(self, message: OutgoingMessage) -> str:
        """As it went out; empty before that."""
        return message.body_text if _is_readable(message) else ""


class SubjectOutput(serializers.Serializer[Any]):
    """The thing an event happened to."""

    type = serializers.CharField(source="subject_type")
    id = serializers.CharField(source="subject_id")


class ActorOutput(serializers.Serializer[Any]):
    """Who did it: a user, a customer, a token or the system."""

    kind = serializers.CharField(source="actor_kind")
    id = serializers.CharField(source="actor_id")


class EventOutput(serializers.Serializer[Any]):
    """One thing that happened."""

    id = serializers.IntegerField()
    verb = serializers.CharField()
    at = serializers.DateTimeField()
    subject = SubjectOutput(source="*")
    actor = ActorOutput(source="*")
    data = serializers.DictField()  # type: ignore[assignment] # a field, not the answer


class DeadLetterOutput(serializers.Serializer[Any]):
    """A receiver that was given up, and the event it should have heard."""

    id = serializers.IntegerField()
    receiver = serializers.CharField()
    state = serializers.CharField()
    attempts = serializers.IntegerField()
    error = serializers.CharField()
    finished_at = serializers.DateTimeField(allow_null=True)
    event = EventOutput()


def _is_readable(message: OutgoingMessage) -> bool:
    return settings.DEMO or not message.is_secret
