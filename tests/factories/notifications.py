from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from foundation.notifications.enums import Channel, MessageState
from foundation.notifications.models import Notice, OutgoingMessage
from tests.factories.accounts import StaffFactory


class OutgoingMessageFactory(DjangoModelFactory[OutgoingMessage]):
    class Meta:
        model = OutgoingMessage

    template = "ticket-resolved"
    dedupe_key = factory.Sequence(lambda n: f"ticket-resolved:{n}")
    message_id = factory.Sequence(lambda n: f"<message{n}@127.0.0.1>")
    channel = Channel.EMAIL
    address = "ha@thu.example"
    recipient_name = "Nguyễn Thu Hà"
    about_type = "tickets.ticket"
    about_id = "1"
    customer_ref = "7"
    state = MessageState.OWED
    subject = "Phiếu TK-90001 đã xử lý"
    body_text = "Chị Hà ơi, máy giặt đã chạy tốt.\n"


class NoticeFactory(DjangoModelFactory[Notice]):
    class Meta:
        model = Notice

    user = factory.SubFactory(StaffFactory)
    kind = "test-due"
    about_type = "tickets.ticket"
    about_id = "1"
    path = "/desk/"
    data = factory.Dict({"number": "TK-90001"})
    dedupe_key = factory.Sequence(lambda n: f"test-due:{n}")
    created_at = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    mail_after = factory.SelfAttribute("created_at")
