"""What the lists of administrators can be narrowed by."""

from django.db.models import QuerySet
from django_filters import rest_framework as filters

from foundation.events.models import Event
from foundation.events.things import locate_thing
from foundation.notifications.enums import Channel, MessageState
from foundation.notifications.models import OutgoingMessage, OutgoingMessageQuerySet


class OutboxFilter(filters.FilterSet):  # type: ignore[misc] # comes without types
    """`?ticket=NUMBER&state=&channel=&template=`."""

    ticket = filters.CharFilter(method="by_ticket", max_length=20)
    state = filters.ChoiceFilter(choices=MessageState.choices)
    channel = filters.ChoiceFilter(choices=Channel.choices)
    template = filters.CharFilter(max_length=60)

    class Meta:
        model = OutgoingMessage
        fields: list[str] = []

    def by_ticket(
        self, messages: OutgoingMessageQuerySet, name: str, value: str
    ) -> QuerySet[OutgoingMessage]:
        """About the ticket with this number."""
        ticket = locate_thing("tickets.ticket", value)
        return messages.about(ticket) if ticket else messages.none()


class EventFilter(filters.FilterSet):  # type: ignore[misc] # comes without types
    """`?verb=&subject_type=&subject_id=&ticket=NUMBER`."""

    verb = filters.CharFilter(max_length=64)
    subject_type = filters.CharFilter(max_length=64)
    subject_id = filters.CharFilter(max_length=64)
    ticket = filters.CharFilter(method="by_ticket", max_length=20)

    class Meta:
        model = Event
        fields: list[str] = []

    def by_ticket(
        self, events: QuerySet[Event], name: str, value: str
    ) -> QuerySet[Event]:
        """On the timeline of the ticket with this number."""
        ticket = locate_thing("tickets.ticket", value)
        if ticket is None:
            return events.none()
        return events.filter(links__type=ticket.type, links__thing_id=ticket.id)
