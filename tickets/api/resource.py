"""What reading and acting on tickets share."""

from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.response import Response
from rest_framework.status import HTTP_200_OK

from foundation.accounts.api.views import ApiViewSet
from tickets.api.filters import TicketFilter
from tickets.api.serializers import TicketOutput
from tickets.clock_reading import LEADING
from tickets.models import Ticket
from tickets.queries_tags import SHOWN_TAGS

RELATED = (
    "customer",
    "unit__product",
    "team",
    "assignee",
    "category",
    "accountable",
    "merged_into",
    "parent",
)
EXPANDABLE = {"messages": ("messages__author_user", "messages__attachments")}


class TicketResource(ApiViewSet):
    """Tickets by number; `?expand=messages` adds what was said."""

    queryset = Ticket.objects.all()
    serializer_class = TicketOutput
    filterset_class = TicketFilter
    lookup_field = "number"

    def shaped(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """With the rows that every answer shows."""
        return queryset.select_related(*RELATED).prefetch_related(
            LEADING, SHOWN_TAGS, *self._expansions()
        )

    def get_serializer_context(self) -> dict[str, Any]:
        """Tells the serializer what was asked for beside the ticket."""
        return {**super().get_serializer_context(), "expand": self.expand}

    @property
    def expand(self) -> list[str]:
        """The children asked for; an unknown one is a 400."""
        asked = self.request.query_params.get("expand", "")
        names = [name for name in asked.split(",") if name]
        if not EXPANDABLE.keys() >= set(names):
            text = str(_("Không mở rộng được phần này."))
            raise ValidationError({"expand": [ErrorDetail(text, "invalid_choice")]})
        return names

    def fresh(self, ticket: Ticket, status: int = HTTP_200_OK) -> Response:
        """The ticket after the action; the caller may no longer be one who sees it."""
        # The database sets this one itself.
        ticket.refresh_from_db(fields=["updated_at"])
        prefetch_related_objects(
            [ticket], *RELATED, LEADING, SHOWN_TAGS, *self._expansions()
        )
        return self.answer(ticket, status)

    def _expansions(self) -> list[str]:
        return [path for name in self.expand for path in EXPANDABLE[name]]
