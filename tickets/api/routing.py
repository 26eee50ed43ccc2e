"""Why a ticket is whose it is, over the API."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.accounts.enums import Scope
from foundation.accounts.permissions import Capability
from tickets.api.resource import TicketResource
from tickets.api.serializers import AgentOutput, PartyOutput
from tickets.enums import RouteReason
from tickets.models import RoutingDecision
from tickets.routing.choice import VerdictCode
from tickets.routing_facts import decisions_about, people_named_in

DECISIONS = 20


class VerdictOutput(serializers.Serializer[Any]):
    """One person who was considered, and what was found."""

    agent = PartyOutput()
    verdict = serializers.ChoiceField([(one.value, one.value) for one in VerdictCode])
    load = serializers.IntegerField()
    capacity = serializers.IntegerField()
    missing = serializers.ListField(child=serializers.CharField())


class DecisionOutput(serializers.Serializer[Any]):
    """One decision: nobody, where `agent` is null."""

    at = serializers.DateTimeField()
    reason = serializers.ChoiceField(RouteReason.choices)
    agent = PartyOutput(allow_null=True)
    required_skills = serializers.ListField(child=serializers.CharField())
    candidates = VerdictOutput(many=True)


class RoutingOutput(serializers.Serializer[Any]):
    """Whose the ticket is, and how routing decided about it, newest first."""

    assignee = AgentOutput(allow_null=True)
    supervised_since = serializers.DateTimeField(allow_null=True)
    decisions = DecisionOutput(many=True)


class TicketRouting(TicketResource):
    """Who was considered for a ticket."""

    permissions: ClassVar = {"retrieve": (Capability.USE_DESK, Scope.READ)}

    @extend_schema(responses=RoutingOutput)
    def retrieve(self, request: Request, number: str) -> Response:
        """The last decisions about one ticket."""
        ticket = self.get_object()
        decisions = decisions_about(ticket, most=DECISIONS)
        names = people_named_in(decisions)
        answer = {
            "assignee": ticket.assignee,
            "supervised_since": ticket.supervised_since,
            "decisions": [_decision(one, names) for one in decisions],
        }
        return Response(RoutingOutput(answer).data)


def _decision(one: RoutingDecision, names: dict[int, str]) -> dict[str, Any]:
    return {
        "at": one.at,
        "reason": one.reason,
        "agent": _party(one.agent_id, names) if one.agent_id else None,
        "required_skills": one.required_skills,
        "candidates": [
            {
                "agent": _party(row["user_id"], names),
                "verdict": row["code"],
                "load": row["load"],
                "capacity": row["capacity"],
                "missing": row["missing"],
            }
            for row in one.candidates
        ],
    }


def _party(user_id: int, names: dict[int, str]) -> dict[str, Any]:
    return {"id": user_id, "name": names.get(user_id, "")}
