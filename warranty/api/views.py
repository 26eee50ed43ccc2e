"""Covers over the API: looking one up, switching one on."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.models import Unit
from catalog.serials import fold_serial
from foundation.accounts.api.permissions import PUBLIC
from foundation.accounts.api.views import ApiViewSet
from foundation.accounts.enums import Scope
from foundation.accounts.permissions import Capability
from foundation.core.http import client_network
from warranty.actions.activation import ActivationFacts, activate
from warranty.api import serializers as shapes
from warranty.api.words import coverage_of, public_words
from warranty.enums import ActivationChannel
from warranty.limits import Asker
from warranty.lookups import look_up


class LookupViewSet(ApiViewSet):
    """What anybody may know of a unit by its number."""

    queryset = Unit.objects.none()
    serializer_class = shapes.LookupOutput
    permissions: ClassVar = {"list": PUBLIC}

    @extend_schema(
        parameters=[OpenApiParameter("serial", str, required=True)],
        responses=shapes.LookupOutput,
    )
    def list(self, request: Request) -> Response:
        """The cover of `?serial=`; no personal data. 30 answers per network in 10
        minutes, 60 per token's owner; after 10 numbers that do not exist, none."""
        asked = shapes.LookupInput(data=request.query_params)
        asked.is_valid(raise_exception=True)
        text, on = asked.validated_data["serial"], timezone.localdate(self.at)
        answer = look_up(text, self._asker(request), at=self.at, on=on)
        if answer is None:
            raise NotFound
        return self.answer(public_words(answer))

    def _asker(self, request: Request) -> Asker:
        user: Any = request.user
        known = user.pk if user.is_authenticated else None
        return Asker(client_network(request._request), known)


class ActivationViewSet(ApiViewSet):
    """Switching covers on."""

    queryset = Unit.objects.all()
    serializer_class = shapes.ActivationOutput
    lookup_field = "serial"
    permissions: ClassVar = {"activate": (Capability.ACTIVATE_COVER, Scope.CATALOG)}

    def shaped(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """With what it is."""
        return queryset.select_related("product")

    def get_object(self) -> Unit:
        """The unit, by its serial number in any way of writing it."""
        if self._thing is None:
            serial = fold_serial(self.kwargs["serial"])
            self._thing = get_object_or_404(self.get_queryset(), serial=serial)
        found: Unit = self._thing
        return found

    @extend_schema(
        request=shapes.ActivateInput, responses={201: shapes.ActivationOutput}
    )
    def activate(self, request: Request, serial: str) -> Response:
        """Switch the cover on. The same telephone number again gets the first
        activation back; anybody else's second try is refused with 409 and reviewed."""
        words = self.read(shapes.ActivateInput)
        facts = ActivationFacts(
            channel=ActivationChannel(words["channel"]),
            on=words.get("on") or timezone.localdate(self.at),
            phone=words["phone"],
            dealer=words["dealer"],
            network=client_network(request._request),
            evidence=words["evidence"],
        )
        unit = self.get_object()
        done: Any = activate(unit, facts, actor=self.actor, at=self.at)
        done.coverage = coverage_of([unit]).get(unit.pk)
        return self.answer(done, 201)
