from typing import Any

import pytest
from django.core.management import call_command

from foundation.core.actor import SYSTEM, Actor
from foundation.events.models import Event
from foundation.notifications.actions import (
    cancel_message,
    hold_all_owed,
    release_held,
    resend_message,
)
from foundation.notifications.channels.memory import MemoryChannel
from foundation.notifications.delivery import deliver_message, sweep_messages
from foundation.notifications.enums import MessageState
from foundation.notifications.errors import (
    MessageNotResendableError,
    MessageOnItsWayError,
    SecretMessageError,
)
from foundation.notifications.models import OutboxHold, OutgoingMessage
from tests.conftest import NOON
from tests.factories.notifications import OutgoingMessageFactory


def sent(**fields: Any) -> OutgoingMessage:
    return OutgoingMessageFactory(state="sent", sent_at=NOON, **fields)


def test_a_sent_message_is_sent_again_with_the_same_id(
    db: None, outside: MemoryChannel, lead: Actor
) -> None:
    message = sent()

    resend_message(message, actor=lead, at=NOON)
    sweep_messages()

    assert [letter.message_id for letter in outside.sent] == [message.message_id]
    assert Event.objects.filter(verb="message.resent").count() == 1


def test_a_failed_message_starts_again_at_its_first_route(
    db: None, outside: MemoryChannel, lead: Actor
) -> None:
    message = OutgoingMessageFactory(
        state="failed", channel="sms", address="+84903442218", route_attempts=6
    )
    message.tries.create(
        number=1, channel="email", address="ha@thu.example", at=NOON, ok=False
    )

    again = resend_message(message, actor=lead, at=NOON)

    assert (again.channel, again.address) == ("email", "ha@thu.example")
    assert again.routes == [["sms", "+84903442218"]]
    assert (again.state, again.route_attempts) == (MessageState.OWED, 0)


@pytest.mark.parametrize("state", ["owed", "held", "cancelled"])
def test_a_message_that_has_not_ended_is_not_sent_again(
    db: None, lead: Actor, state: str
) -> None:
    message = OutgoingMessageFactory(state=state)

    with pytest.raises(MessageNotResendableError):
        resend_message(message, actor=lead, at=NOON)


@pytest.mark.parametrize("state", ["sent", "failed"])
def test_a_sign_in_code_is_never_sent_again(db: None, lead: Actor, state: str) -> None:
    message = OutgoingMessageFactory(state=state, sent_at=NOON, is_secret=True)

    with pytest.raises(SecretMessageError):
        resend_message(message, actor=lead, at=NOON)


@pytest.mark.parametrize("state", ["owed", "held"])
def test_a_promise_that_has_not_left_is_taken_back(
    db: None, outside: MemoryChannel, agent: Actor, state: str
) -> None:
    message = OutgoingMessageFactory(state=state)

    cancel_message(message, actor=agent, at=NOON)
    deliver_message(message.pk)

    assert outside.sent == []
    assert Event.objects.filter(verb="message.cancelled").count() == 1


def test_a_sent_message_cannot_be_taken_back(db: None, agent: Actor) -> None:
    with pytest.raises(MessageOnItsWayError):
        cancel_message(sent(), actor=agent, at=NOON)


def test_after_a_restore_nothing_leaves_the_house(
    db: None, outside: MemoryChannel
) -> None:
    before = OutgoingMessageFactory()
    hold_all_owed(at=NOON)
    after = OutgoingMessageFactory()

    sweep_messages()
    deliver_message(before.pk)

    assert outside.sent == []
    states = OutgoingMessage.objects.filter(pk__in=[before.pk, after.pk])
    assert set(states.values_list("state", flat=True)) == {MessageState.HELD}


def test_what_was_on_its_way_at_the_backup_is_held_too(db: None) -> None:
    message = OutgoingMessageFactory(state="sending", lease_until=NOON)

    hold_all_owed(at=NOON)

    message.refresh_from_db()
    assert message.state == MessageState.HELD


def test_released_messages_go_out(
    db: None, outside: MemoryChannel, lead: Actor
) -> None:
    OutgoingMessageFactory.create_batch(2)
    hold_all_owed(at=NOON)

    n_released = release_held(actor=lead, at=NOON)
    sweep_messages()

    assert n_released == len(outside.sent) == 2
    assert OutboxHold.objects.get().held_at is None


def test_a_hold_on_a_hold_keeps_its_first_time(db: None) -> None:
    hold_all_owed(at=NOON)
    hold_all_owed(at=NOON.replace(hour=9))

    assert OutboxHold.objects.get().held_at == NOON


def test_a_command_releases_what_is_held(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    OutgoingMessageFactory()
    hold_all_owed(at=NOON)

    call_command("release_held")

    assert capsys.readouterr().out == "1 messages released\n"


def test_a_command_sweeps(
    db: None, outside: MemoryChannel, capsys: pytest.CaptureFixture[str]
) -> None:
    OutgoingMessageFactory()

    call_command("sweep_messages")

    assert capsys.readouterr().out == "1 messages tried\n"


def test_holding_and_releasing_are_in_the_log(db: None) -> None:
    hold_all_owed(at=NOON)
    release_held(actor=SYSTEM, at=NOON)

    verbs = Event.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["message.held", "message.released"]
