"""Answers over the API."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework.request import Request
from rest_framework.response import Response as Answer

from foundation.accounts.api.views import ApiViewSet
from foundation.accounts.enums import Scope
from foundation.accounts.permissions import Capability
from surveys.api.serializers import ResponseOutput
from surveys.models import Response

READ = (Capability.USE_DESK, Scope.READ)


class ResponseFilter(filters.FilterSet):  # type: ignore[misc] # an untyped library
    """`?ticket=&score=&answered_since=`."""

    ticket = filters.CharFilter(field_name="invitation__ticket__number")
    score = filters.NumberFilter(min_value=1, max_value=5)
    answered_since = filters.IsoDateTimeFilter(
        field_name="answered_at", lookup_expr="gte"
    )

    class Meta:
        model = Response
        fields: list[str] = []


class ResponseViewSet(ApiViewSet):
    """What customers answered, about tickets the caller may see."""

    queryset = Response.objects.all()
    serializer_class = ResponseOutput
    filterset_class = ResponseFilter
    permissions: ClassVar = {"list": READ, "retrieve": READ}

    def shaped(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """With the case and the team."""
        return queryset.select_related(
            "invitation__ticket", "invitation__survey", "invitation__team"
        )

    def list(self, request: Request) -> Answer:
        """Answers, newest first."""
        return self.answer_page(self.get_queryset())

    def retrieve(self, request: Request, pk: int) -> Answer:
        """One answer."""
        return self.answer(self.get_object())
