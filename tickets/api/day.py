"""Tags and snoozes over the API."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.accounts.enums import Scope
from foundation.accounts.permissions import Capability
from foundation.core.strict import StrictSerializer
from tickets.actions.snooze import snooze_ticket, wake_ticket
from tickets.actions.tags import MAX_NAME, set_tags
from tickets.api.fields import ThingField
from tickets.api.resource import TicketResource
from tickets.api.serializers import NoInput
from tickets.models import Tag
from tickets.queries_tags import tag_named

MOST = 20


@extend_schema_field({"type": "string", "description": "name, in any spelling"})
class TagField(ThingField):
    """A tag by its name; one out of use can be taken off and not put on."""

    def to_internal_value(self, data: Any) -> Tag:
        """The tag."""
        name = self.text(data)[:MAX_NAME]
        tag: Tag = self.found(tag_named(name, is_retired_too=True))
        return tag


class TagInput(StrictSerializer):
    """Which tags are put on and which are taken off; one in both stays on."""

    add = serializers.ListField(child=TagField(), required=False, default=list)
    remove = serializers.ListField(child=TagField(), required=False, default=list)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A ticket bears a few, not hundreds."""
        if len(attrs["add"]) + len(attrs["remove"]) > MOST:
            text = str(_("Nhiều nhãn quá."))
            raise ValidationError({"add": [ErrorDetail(text, "too_many")]})
        return attrs


class SnoozeInput(StrictSerializer):
    """Until when; null: until the customer writes."""

    until = serializers.DateTimeField(allow_null=True)


class TicketDay(TicketResource):
    """Verbs that neither speak nor move a ticket; each answers with its fresh state."""

    permissions: ClassVar = {
        "tag": (Capability.CLASSIFY_TICKET, Scope.TICKETS),
        "snooze": (Capability.REPLY_TICKET, Scope.TICKETS),
        "wake": (Capability.REPLY_TICKET, Scope.TICKETS),
    }

    @extend_schema(request=TagInput)
    def tag(self, request: Request, number: str) -> Response:
        """Put tags on and take tags off, by name."""
        words = self.read(TagInput)
        ticket = self.get_object()
        return self.fresh(set_tags(ticket, actor=self.actor, at=self.at, **words))

    @extend_schema(request=SnoozeInput)
    def snooze(self, request: Request, number: str) -> Response:
        """Leave it out of the lists for a while; its clocks run on."""
        until = self.read(SnoozeInput)["until"]
        ticket = snooze_ticket(
            self.get_object(),
            until=until,
            actor=self.actor,
            by=self._owner(),
            at=self.at,
        )
        return self.fresh(ticket)

    @extend_schema(request=NoInput)
    def wake(self, request: Request, number: str) -> Response:
        """Bring it back into the lists."""
        self.read(NoInput)
        ticket = self.get_object()
        return self.fresh(wake_ticket(ticket, actor=self.actor, at=self.at))

    def _owner(self) -> Any:
        """For whom the token acts."""
        return self.request.user
