"""Two workers at one message, two sweeps, two leads who resend, a cancel and a send."""

from collections.abc import Iterator
from time import sleep

import pytest
from pytest_django import Settings

from foundation.core.actor import Actor
from foundation.core.refs import Ref
from foundation.notifications.actions import (
    cancel_message,
    queue_message,
    resend_message,
)
from foundation.notifications.channels.memory import MemoryChannel
from foundation.notifications.channels.protocol import Letter
from foundation.notifications.delivery import deliver_message, sweep_messages
from foundation.notifications.enums import MessageState
from foundation.notifications.errors import MessageNotResendableError
from foundation.notifications.models import OutgoingMessage
from foundation.notifications.recipients import Recipient
from tests.conftest import NOON
from tests.factories.notifications import OutgoingMessageFactory
from tests.sessions import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


class SlowChannel(MemoryChannel):
    """Takes long enough that others come by meanwhile."""

    def send(self, letter: Letter) -> None:
        sleep(0.02)
        super().send(letter)


slow = SlowChannel()


@pytest.fixture(autouse=True)
def outside(settings: Settings) -> Iterator[SlowChannel]:
    settings.MESSAGE_CHANNELS = {"email": f"{__name__}.slow"}
    yield slow
    slow.sent.clear()


def test_two_workers_send_one_message_once(outside: SlowChannel) -> None:
    message = OutgoingMessageFactory()

    all_at_once(*[lambda: deliver_message(message.pk)] * 3)

    assert len(outside.sent) == 1


def test_two_sweeps_share_the_work(outside: SlowChannel) -> None:
    OutgoingMessageFactory.create_batch(20)

    counts = all_at_once(sweep_messages, sweep_messages)

    assert len(outside.sent) == 20
    assert sum(int(str(count)) for count in counts) == 20


def test_of_two_leads_one_resends(lead: Actor) -> None:
    message = OutgoingMessageFactory(state="sent", sent_at=NOON)

    outcomes = all_at_once(*[lambda: resend_message(message, actor=lead, at=NOON)] * 2)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == [
        MessageNotResendableError.__name__,
        OutgoingMessage.__name__,
    ]


def test_a_message_is_either_sent_or_cancelled(
    outside: SlowChannel, agent: Actor
) -> None:
    message = OutgoingMessageFactory()

    all_at_once(
        lambda: deliver_message(message.pk),
        lambda: cancel_message(message, actor=agent, at=NOON),
    )

    message.refresh_from_db()
    n_wanted = {MessageState.SENT: 1, MessageState.CANCELLED: 0}
    assert len(outside.sent) == n_wanted[MessageState(message.state)]


def promise() -> OutgoingMessage:
    return queue_message(
        "hello",
        to=Recipient("Hà"),
        about=Ref("tickets.ticket", "1"),
        dedupe_key="hello:1",
        context={},
    )


def test_the_same_promise_at_once_is_one_message() -> None:
    all_at_once(*[promise] * 4)

    assert OutgoingMessage.objects.count() == 1
