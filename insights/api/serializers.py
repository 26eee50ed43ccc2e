"""What the API takes and gives for metrics."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from foundation.core.strict import StrictSerializer
from insights.periods import Period, last_days
from tickets.enums import Side

MAX_DAYS = 5 * 366
DEFAULT_DAYS = 30
WEEK = 7
# Beyond, the arithmetic of days ends before the numbers do.
EARLIEST, LATEST = date(2000, 1, 1), date(2999, 12, 31)


class PeriodInput(StrictSerializer):
    """`?from=&to=`: whole days, both included; the last thirty when nothing is said."""

    usual_days = DEFAULT_DAYS
    to = serializers.DateField(required=False)

    def get_fields(self) -> dict[str, Any]:
        """`from` is a word of Python, so it cannot be written as an attribute."""
        return {"from": serializers.DateField(required=False), **super().get_fields()}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The end is not before the beginning, and not years away."""
        days = [attrs[name] for name in ("from", "to") if name in attrs]
        is_near = all(EARLIEST <= day <= LATEST for day in days)
        if is_near:
            period = self.period_of(attrs)
            if 1 <= period.days <= MAX_DAYS:
                return {"period": period}
        raise serializers.ValidationError(
            {"to": _("Khoảng ngày không đúng hoặc dài quá 5 năm.")}
        )

    def period_of(self, attrs: dict[str, Any]) -> Period:
        """The days that are meant."""
        usual = last_days(self.usual_days, self.context["at"])
        last: date = attrs.get("to", usual.last)
        first: date = attrs.get("from") or last - timedelta(days=self.usual_days - 1)
        return Period(first, last)


class InTimeInput(PeriodInput):
    """`?from=&to=&by=team|metric&side=ours|promised`: the last seven days by itself."""

    usual_days = WEEK
    by = serializers.ChoiceField(choices=("team", "metric"), required=False)
    side = serializers.ChoiceField(choices=Side.values, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The period, and how it is cut."""
        cut = {"by": attrs.get("by", ""), "side": attrs.get("side", "")}
        return super().validate(attrs) | cut


class InTimePart(serializers.Serializer[Any]):
    """The rate of one team or metric; a share from 0 to 1, null where nothing was decided."""

    key = serializers.CharField()
    name = serializers.CharField()
    value = serializers.FloatField(allow_null=True)
    n = serializers.IntegerField()
    met = serializers.IntegerField()
    is_reliable = serializers.BooleanField()


class InTimeOutput(serializers.Serializer[Any]):
    """Promises kept among those decided in a period, and the parts that were asked for."""

    name = serializers.CharField()
    to = serializers.DateField()
    value = serializers.FloatField(allow_null=True)
    n = serializers.IntegerField()
    met = serializers.IntegerField()
    is_reliable = serializers.BooleanField()
    goal = serializers.FloatField()
    parts = InTimePart(many=True)

    def get_fields(self) -> dict[str, Any]:
        """`from` is a word of Python, so it cannot be written as an attribute."""
        return {"from": serializers.DateField(), **super().get_fields()}


class CsatOutput(serializers.Serializer[Any]):
    """CSAT of a period; shares from 0 to 1, null where there is nothing to divide by."""

    name = serializers.CharField()
    to = serializers.DateField()
    value = serializers.FloatField(allow_null=True)
    n = serializers.IntegerField()
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    is_reliable = serializers.BooleanField()
    distribution = serializers.DictField(child=serializers.IntegerField())
    sent = serializers.IntegerField()
    answered = serializers.IntegerField()
    response_rate = serializers.FloatField(allow_null=True)

    def get_fields(self) -> dict[str, Any]:
        """`from` is a word of Python, so it cannot be written as an attribute."""
        return {"from": serializers.DateField(), **super().get_fields()}
