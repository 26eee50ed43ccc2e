"""The dashboards' numbers over the API."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.accounts.api.views import ApiViewSet
from foundation.accounts.enums import Scope
from foundation.accounts.permissions import Capability
from insights.api.in_time import in_time_words
from insights.api.serializers import CsatOutput, InTimeInput, InTimeOutput, PeriodInput
from insights.csat import SCALE
from insights.queries import CsatReport, csat_report
from insights.rates import rates_of
from surveys.models import Response as SurveyResponse
from tickets.enums import Side
from tickets.models import TicketClock

CSAT = "csat"


class MetricViewSet(ApiViewSet):
    """One metric over a period, for the tickets the caller may see."""

    queryset = SurveyResponse.objects.all()
    serializer_class = CsatOutput
    permissions: ClassVar = {"retrieve": (Capability.VIEW_INSIGHTS, Scope.READ)}

    @extend_schema(
        parameters=[
            OpenApiParameter("from", str, description="YYYY-MM-DD"),
            OpenApiParameter("to", str, description="YYYY-MM-DD"),
        ],
        filters=False,
    )
    def retrieve(self, request: Request, name: str) -> Response:
        """The same number as the dashboard's."""
        if name != CSAT:
            raise NotFound(_("Không có chỉ số này."))
        query = PeriodInput(data=request.query_params.dict(), context={"at": self.at})
        query.is_valid(raise_exception=True)
        user: Any = request.user  # permissions let nobody else in
        return self.answer(_words(csat_report(user, query.validated_data["period"])))


class InTimeViewSet(ApiViewSet):
    """Promises kept over a period, on the tickets the caller may see."""

    queryset = TicketClock.objects.all()
    serializer_class = InTimeOutput
    permissions: ClassVar = {"retrieve": (Capability.VIEW_INSIGHTS, Scope.READ)}

    @extend_schema(
        parameters=[
            OpenApiParameter("from", str, description="YYYY-MM-DD"),
            OpenApiParameter("to", str, description="YYYY-MM-DD"),
            OpenApiParameter("by", str, enum=["team", "metric"]),
            OpenApiParameter("side", str, enum=Side.values),
        ],
        filters=False,
    )
    def retrieve(self, request: Request) -> Response:
        """The same numbers as the board's; a clock late and left open counts as missed."""
        query = InTimeInput(data=request.query_params.dict(), context={"at": self.at})
        query.is_valid(raise_exception=True)
        user: Any = request.user  # permissions let nobody else in
        asked = query.validated_data
        rates = rates_of(user, asked["period"], side=asked["side"])
        return self.answer(in_time_words(rates, asked["period"], asked["by"]))


def _words(report: CsatReport) -> dict[str, Any]:
    csat, interval = report.csat, report.csat.interval
    return {
        "name": CSAT,
        "from": report.period.first,
        "to": report.period.last,
        "value": csat.share,
        "n": csat.n,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
        "is_reliable": csat.is_reliable,
        "distribution": {str(score): csat.counts.get(score, 0) for score in SCALE},
        "sent": report.sent,
        "answered": report.answered,
        "response_rate": report.response_rate,
    }
