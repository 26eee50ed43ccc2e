"""What the API takes and gives for metrics."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from foundation.core.strict import StrictSerializer
from insights.periods import Period, last_days

MAX_DAYS = 5 * 366
DEFAULT_DAYS = 30
# Beyond, the arithmetic of days ends before the numbers do.
EARLIEST, LATEST = date(2000, 1, 1), date(2999, 12, 31)


class PeriodInput(StrictSerializer):
    """`?from=&to=`: whole days, both included; the last thirty when nothing is said."""

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
        usual = last_days(DEFAULT_DAYS, self.context["at"])
        last: date = attrs.get("to", usual.last)
        first: date = attrs.get("from") or last - timedelta(days=DEFAULT_DAYS - 1)
        return Period(first, last)


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
