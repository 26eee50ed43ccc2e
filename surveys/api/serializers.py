"""What the API gives for surveys; answers are posted on the signed page."""

from typing import Any

from rest_framework import serializers


class ResponseOutput(serializers.Serializer[Any]):
    """What a customer answered about one episode of a ticket, and whose work it was."""

    id = serializers.IntegerField()
    survey = serializers.CharField(source="invitation.survey.code")
    ticket = serializers.CharField(source="invitation.ticket.number")
    episode = serializers.IntegerField(source="invitation.episode")
    score = serializers.IntegerField()
    comment = serializers.CharField()
    agent = serializers.IntegerField(source="invitation.agent_id", allow_null=True)
    team = serializers.CharField(
        source="invitation.team.code", allow_null=True, default=None
    )
    sent_at = serializers.DateTimeField(source="invitation.sent_at")
    answered_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField(allow_null=True)
