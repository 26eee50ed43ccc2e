"""The files of a ticket, for programs."""

from typing import Any, ClassVar

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request

from foundation.accounts.api.views import ApiViewSet
from foundation.accounts.enums import Scope
from foundation.accounts.permissions import Capability
from tickets.http import served
from tickets.models import Attachment


class AnyFormat(BaseContentNegotiation):
    """A file comes as what it is: `Accept: image/*` is no reason to refuse."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        """Nothing is read from the body."""
        return parsers[0]

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> Any:
        """For refusals, which are JSON."""
        return renderers[0], renderers[0].media_type


class TicketFiles(ApiViewSet):
    """The files that came with what was said on a ticket."""

    queryset = Attachment.objects.all()
    content_negotiation_class = AnyFormat
    permissions: ClassVar = {"retrieve": (Capability.USE_DESK, Scope.READ)}

    @extend_schema(
        operation_id="tickets_attachments_retrieve",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def retrieve(self, request: Request, number: str, key: str) -> HttpResponseBase:
        """One file of a ticket, as it was sent in; `Range` asks for a part of it."""
        found = self.get_queryset().filter(ticket__number=number)
        return served(request._request, get_object_or_404(found, key=key))
