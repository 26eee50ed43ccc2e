from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from tests.factories.customers import CustomerFactory
from tickets.enums import AuthorKind, MessageKind, TicketChannel, TicketKind
from tickets.models import Message, Ticket

OPENED = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


class TicketFactory(DjangoModelFactory[Ticket]):
    class Meta:
        model = Ticket

    number = factory.Sequence(lambda n: f"TK-{90001 + n}")
    subject = "Máy giặt báo lỗi E3, không vắt"
    kind = TicketKind.WARRANTY
    channel = TicketChannel.PORTAL
    customer = factory.SubFactory(CustomerFactory)
    opened_at = OPENED
    last_message_at = OPENED
    waiting_since = OPENED


class MessageFactory(DjangoModelFactory[Message]):
    class Meta:
        model = Message

    ticket = factory.SubFactory(TicketFactory)
    kind = MessageKind.PUBLIC
    author_kind = AuthorKind.CUSTOMER
    channel = TicketChannel.PORTAL
    body = "Máy giặt xong không vắt, hiện E3."
    created_at = OPENED
