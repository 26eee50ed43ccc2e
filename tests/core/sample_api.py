"""A small resource over tickets, to try what every resource shares."""

from django.urls import include, path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from foundation.accounts.api.permissions import PUBLIC
from foundation.accounts.api.views import ApiViewSet
from foundation.accounts.enums import Scope
from foundation.accounts.models import Team
from foundation.accounts.permissions import Capability
from foundation.core.errors import ConflictError, DomainError
from foundation.core.rest import NoSuchAddress, StrictSerializer, TextField
from tickets.models import Ticket


class SampleOutput(serializers.ModelSerializer):
    class Meta:
        model = Ticket
        fields = ["id", "number", "subject"]


class LineInput(StrictSerializer):
    sku = serializers.CharField(max_length=20)
    quantity = serializers.IntegerField(min_value=1)


class SampleInput(StrictSerializer):
    id = serializers.IntegerField(read_only=True)
    subject = serializers.CharField(max_length=200)
    body = TextField(required=False)
    is_urgent = serializers.BooleanField(required=False)
    due_at = serializers.DateTimeField(required=False)
    tags = serializers.ListField(child=serializers.CharField(), required=False)
    lines = LineInput(many=True, required=False)


class SampleViewSet(ApiViewSet):
    queryset = Ticket.objects.all()
    serializer_class = SampleOutput
    lookup_field = "number"
    permissions = {
        "list": (Capability.USE_DESK, Scope.READ),
        "retrieve": (Capability.USE_DESK, Scope.READ),
        "create": (Capability.OPEN_TICKET, Scope.TICKETS),
        "refuse": (Capability.MANAGE_PEOPLE, Scope.TICKETS),
        "weather": PUBLIC,
    }

    def list(self, request: Request) -> Response:
        return self.answer_page(self.get_queryset())

    def retrieve(self, request: Request, number: str) -> Response:
        return self.answer(self.get_object())

    def create(self, request: Request) -> Response:
        words = self.read(SampleInput)
        if words["subject"] == "conflict":
            raise ConflictError
        if words["subject"] == "twice":
            Team.objects.create(name="Một", code="mot")
            Team.objects.create(name="Một", code="mot")
        if words["subject"] == "rule":
            raise DomainError("Không được.", field="subject")
        team = Team.objects.create(name=words["subject"], code="t")
        return Response({"team": team.pk, **words}, status=201)

    def refuse(self, request: Request) -> Response:
        return Response({})

    def undeclared(self, request: Request) -> Response:
        return Response({})

    def weather(self, request: Request) -> Response:
        return Response({"sun": True})


router = SimpleRouter()
router.register("samples", SampleViewSet, basename="sample")
urlpatterns = [
    path("api/v1/samples/refuse/", SampleViewSet.as_view({"post": "refuse"})),
    path("api/v1/samples/undeclared/", SampleViewSet.as_view({"get": "undeclared"})),
    path("api/v1/samples/weather/", SampleViewSet.as_view({"get": "weather"})),
    path("api/v1/", include(router.urls)),
    path("api/v1/<path:rest>", NoSuchAddress.as_view()),
]
