"""The clocks of a ticket over the API, each with the steps to its due time."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.accounts.enums import Scope
from foundation.accounts.permissions import Capability
from foundation.calendars.working_time import count_working
from tickets.api.resource import TicketResource
from tickets.api.serializers import PartyOutput
from tickets.clock_reading import TicketClocks, clocks_of, holiday_names
from tickets.enums import Basis, Metric, Side, Stage, Verdict
from tickets.models import TicketClock
from tickets.sla.explain import StepKind, Told


class PolicyOutput(serializers.Serializer[Any]):
    """The promise a clock is judged by."""

    name = serializers.CharField()
    version = serializers.IntegerField()


class StepOutput(serializers.Serializer[Any]):
    """One stretch of the way, and how many of its seconds counted."""

    kind = serializers.ChoiceField([(one.value, one.value) for one in StepKind])
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()
    seconds = serializers.IntegerField()
    name = serializers.CharField()
    by = PartyOutput(allow_null=True)


class ClockOutput(serializers.Serializer[Any]):
    """One measured promise. `remaining_seconds` is negative once it is late."""

    metric = serializers.ChoiceField(Metric.choices)
    stage = serializers.ChoiceField(Stage.choices, allow_blank=True)
    side = serializers.ChoiceField(Side.choices)
    cycle = serializers.IntegerField()
    episode = serializers.IntegerField()
    policy = PolicyOutput()
    target_seconds = serializers.IntegerField()
    basis = serializers.ChoiceField(Basis.choices)
    started_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    paused_at = serializers.DateTimeField(allow_null=True)
    breached_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    verdict = serializers.ChoiceField(Verdict.choices, allow_blank=True)
    worked_seconds = serializers.IntegerField()
    remaining_seconds = serializers.IntegerField(allow_null=True)
    is_headline = serializers.BooleanField()
    explanation = StepOutput(many=True)


class TicketClocksResource(TicketResource):
    """Why a ticket is due when it is due."""

    permissions: ClassVar = {"retrieve": (Capability.USE_DESK, Scope.READ)}

    @extend_schema(responses=ClockOutput(many=True))
    def retrieve(self, request: Request, number: str) -> Response:
        """Every clock of one ticket, those that run first."""
        found = clocks_of(self.get_object())
        names = holiday_names(found.rows)
        told = [_told(found, row, self.at, names) for row in found.rows]
        return Response(ClockOutput(told, many=True).data)


def _told(
    found: TicketClocks, row: TicketClock, at: datetime, names: Any
) -> dict[str, Any]:
    clock, schedule = found.value_of(row)
    told = found.explained(row, at, names[row.target.version.calendar_id])
    people = {pause.set_by_id: pause.set_by for pause in found.pauses}
    remaining = told.left - told.late
    if clock.is_live and at > clock.due_at:
        remaining = -count_working(clock.due_at, clock.paused_at or at, schedule)
    columns = ("metric", "stage", "side", "cycle", "episode", "started_at", "due_at")
    moments = ("paused_at", "breached_at", "ended_at", "verdict", "is_headline")
    version = row.target.version
    return {
        **{name: getattr(row, name) for name in (*columns, *moments)},
        "policy": {"name": version.policy.name, "version": version.number},
        "target_seconds": clock.target.seconds,
        "basis": clock.target.basis,
        "worked_seconds": told.used + told.late,
        "remaining_seconds": remaining if clock.is_live else None,
        "explanation": _steps(told.steps, people),
    }


def _steps(steps: Iterable[Told], people: Mapping[Any, Any]) -> list[dict[str, Any]]:
    return [
        {
            "kind": step.kind,
            "start": step.start,
            "end": step.end,
            "seconds": step.seconds,
            "name": step.name,
            "by": people.get(step.by),
        }
        for step in steps
    ]
