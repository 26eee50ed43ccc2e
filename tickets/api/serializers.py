"""What the API takes and gives for tickets; interface.md names every field."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from foundation.core.strict import StrictSerializer, TextField
from tickets.actions.opening import MAX_SUBJECT
from tickets.actions.words import MAX_BODY
from tickets.api.fields import (
    AgentField,
    CategoryField,
    CustomerField,
    TeamField,
    UnitField,
)
from tickets.enums import (
    AuthorKind,
    Complexity,
    MessageKind,
    Outcome,
    Priority,
    Stage,
    TicketChannel,
    TicketKind,
    TicketStatus,
    WaitReason,
)

MAX_NOTE = 4_000
MAX_REASON = 2_000


class NoInput(StrictSerializer):
    """A verb that needs no words."""


class OpenInput(StrictSerializer):
    """A new ticket."""

    subject = serializers.CharField(max_length=MAX_SUBJECT)
    body = TextField(max_length=MAX_BODY)
    kind = serializers.ChoiceField(TicketKind.choices)
    channel = serializers.ChoiceField(TicketChannel.choices, default=TicketChannel.API)
    priority = serializers.ChoiceField(Priority.choices, default=Priority.NORMAL)
    customer = CustomerField()
    unit = UnitField(required=False, allow_null=True, default=None)
    team = TeamField(required=False, allow_null=True, default=None)


class ReplyInput(StrictSerializer):
    """Words to the customer. `seen_public_count`: the ticket's count when they were
    written; 409 `stale_reply` when something was said since."""

    body = TextField(max_length=MAX_BODY)
    seen_public_count = serializers.IntegerField(
        min_value=0, max_value=2**31 - 1, required=False, allow_null=True, default=None
    )


class NoteInput(StrictSerializer):
    """Words among ourselves."""

    body = TextField(max_length=MAX_BODY)


class AssignInput(StrictSerializer):
    """A person, or a team's queue."""

    agent = AgentField(required=False, allow_null=True, default=None)
    team = TeamField(required=False, allow_null=True, default=None)
    summary = TextField(max_length=MAX_REASON, allow_blank=True, default="")


class WaitInput(StrictSerializer):
    """Whom the ticket waits for."""

    reason = serializers.ChoiceField(WaitReason.choices)


class StageInput(StrictSerializer):
    """Which part of the work begins; null or empty: the one that runs is done."""

    stage = serializers.ChoiceField(Stage.choices, allow_null=True, allow_blank=True)


class ResolveInput(StrictSerializer):
    """What came of it, in words the customer will read."""

    outcome = serializers.ChoiceField(Outcome.choices)
    note = TextField(max_length=MAX_NOTE, allow_blank=True, default="")


class ReopenInput(StrictSerializer):
    """Why it starts again."""

    reason = TextField(max_length=MAX_REASON, allow_blank=True, default="")


class ClassifyInput(StrictSerializer):
    """What changes of kind, priority, unit, subject, category and complexity."""

    kind = serializers.ChoiceField(TicketKind.choices, required=False)
    priority = serializers.ChoiceField(Priority.choices, required=False)
    unit = UnitField(required=False, allow_null=True)
    subject = serializers.CharField(max_length=MAX_SUBJECT, required=False)
    # Says how hard the case is, unless `complexity` stands beside it.
    category = CategoryField(required=False, allow_null=True)
    complexity = serializers.ChoiceField(Complexity.choices, required=False)


class AttachInput(StrictSerializer):
    """Files, with words if any; a note unless said otherwise."""

    file = serializers.ListField(
        child=serializers.FileField(allow_empty_file=True), allow_empty=False
    )
    body = TextField(max_length=MAX_BODY, allow_blank=True, default="")
    kind = serializers.ChoiceField(MessageKind.choices, default=MessageKind.NOTE)


class PartyOutput(serializers.Serializer[Any]):
    """Somebody, or something, by id and name."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class AgentOutput(PartyOutput):
    """A member of staff."""

    email = serializers.EmailField()


class TeamOutput(serializers.Serializer[Any]):
    """A team."""

    code = serializers.CharField()
    name = serializers.CharField()


class UnitOutput(serializers.Serializer[Any]):
    """A unit."""

    serial = serializers.CharField()
    sku = serializers.CharField(source="product.sku")
    name = serializers.CharField(source="product.name")


class AttachmentOutput(serializers.Serializer[Any]):
    """A file; `url` opens with the same token."""

    key = serializers.CharField()
    name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    url = serializers.SerializerMethodField()

    def get_url(self, attachment: Any) -> str:
        """Its path."""
        number = attachment.message.ticket.number
        return reverse("tickets_api:attachment", args=[number, attachment.key])


class MessageOutput(serializers.Serializer[Any]):
    """Something said on a ticket."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(MessageKind.choices)
    author_kind = serializers.ChoiceField(AuthorKind.choices)
    author = serializers.CharField(
        source="author_user.name", default=None, allow_null=True
    )
    channel = serializers.ChoiceField(TicketChannel.choices)
    body = serializers.CharField()
    created_at = serializers.DateTimeField()
    attachments = AttachmentOutput(many=True)


class TicketOutput(serializers.Serializer[Any]):
    """A ticket; with `?expand=messages` what was said on it."""

    id = serializers.IntegerField()
    number = serializers.CharField()
    subject = serializers.CharField()
    kind = serializers.ChoiceField(TicketKind.choices)
    channel = serializers.ChoiceField(TicketChannel.choices)
    priority = serializers.ChoiceField(Priority.choices)
    status = serializers.ChoiceField(TicketStatus.choices)
    wait_reason = serializers.ChoiceField(WaitReason.choices, allow_blank=True)
    outcome = serializers.ChoiceField(Outcome.choices, allow_blank=True)
    resolution = serializers.CharField()
    customer = PartyOutput()
    is_verified = serializers.BooleanField()
    unit = UnitOutput(allow_null=True)
    team = TeamOutput(allow_null=True)
    assignee = AgentOutput(allow_null=True)
    category = PartyOutput(allow_null=True)
    complexity = serializers.ChoiceField(Complexity.choices)
    tier = serializers.CharField()
    # Of the clock that lists show; empty while none runs.
    due_at = serializers.SerializerMethodField()
    handoffs = serializers.IntegerField()
    accountable = AgentOutput(allow_null=True)
    # The number of the ticket in which it goes on.
    merged_into = serializers.CharField(
        source="merged_into.number", read_only=True, allow_null=True
    )
    tags = serializers.SerializerMethodField()
    # Out of the lists since then; until then, or (null) until the customer writes.
    snoozed_at = serializers.DateTimeField(allow_null=True)
    snoozed_until = serializers.DateTimeField(allow_null=True)
    # The number of the case of which it is a part.
    parent = serializers.CharField(  # type: ignore[assignment]  # of the output, not the field
        source="parent.number", read_only=True, allow_null=True
    )
    episode = serializers.IntegerField()
    public_count = serializers.IntegerField()
    opened_at = serializers.DateTimeField()
    first_response_at = serializers.DateTimeField(allow_null=True)
    waiting_since = serializers.DateTimeField(allow_null=True)
    resolved_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    last_message_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    messages = serializers.SerializerMethodField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "messages" not in self.context.get("expand", ()):
            self.fields.pop("messages", None)

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_due_at(self, ticket: Any) -> Any:
        """When the leading clock is due, as every other moment is written."""
        leading = ticket.leading[0].due_at if ticket.leading else None
        return leading and serializers.DateTimeField().to_representation(leading)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_tags(self, ticket: Any) -> list[str]:
        """Its tags by name."""
        return [borne.tag.name for borne in ticket.shown_tags]

    @extend_schema_field(MessageOutput(many=True))
    def get_messages(self, ticket: Any) -> Any:
        """What was said, oldest first."""
        return MessageOutput(ticket.messages.all(), many=True).data


class ActorOutput(serializers.Serializer[Any]):
    """Who did it: a user, a customer, a token or the system."""

    kind = serializers.CharField(source="actor_kind")
    id = serializers.CharField(source="actor_id")


class EventOutput(serializers.Serializer[Any]):
    """One thing that happened."""

    id = serializers.IntegerField()
    verb = serializers.CharField()
    at = serializers.DateTimeField()
    actor = ActorOutput(source="*")
    # As `actor` says them; kept for those who read them before there was one.
    actor_kind = serializers.CharField()
    actor_id = serializers.CharField()
    data = serializers.DictField()  # type: ignore[assignment] # a field, not the property
