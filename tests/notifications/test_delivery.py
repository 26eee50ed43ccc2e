from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from foundation.core.refs import Ref
from foundation.events.models import Event, Heartbeat
from foundation.events.queries import timeline_of
from foundation.notifications.channels.memory import MemoryChannel
from foundation.notifications.channels.protocol import PermanentError, TemporaryError
from foundation.notifications.delivery import (
    INTERRUPTED,
    TRIES_PER_ROUTE,
    deliver_message,
    sweep_messages,
)
from foundation.notifications.enums import MessageState
from foundation.notifications.models import OutgoingMessage
from tests.factories.notifications import OutgoingMessageFactory
from tests.notifications.conftest import Letters


@pytest.fixture
def message(db: None) -> OutgoingMessage:
    return OutgoingMessageFactory()


@pytest.fixture
def with_sms(db: None, letters: Letters) -> OutgoingMessage:
    letters("ticket-resolved", subject="x", body="x")
    return OutgoingMessageFactory(routes=[["sms", "+84903442218"]])


def fresh(message: OutgoingMessage) -> OutgoingMessage:
    return OutgoingMessage.objects.get(pk=message.pk)


def change(message: OutgoingMessage, **fields: Any) -> None:
    OutgoingMessage.objects.filter(pk=message.pk).update(**fields)


def minutes_until_next_try(message: OutgoingMessage) -> int:
    rows = OutgoingMessage.objects.filter(pk=message.pk).annotate(now=Now())
    not_before, now = rows.values_list("not_before", "now").get()
    return round((not_before - now) / timedelta(minutes=1))


def fail_until_it_gives_up(message: OutgoingMessage, outside: MemoryChannel) -> None:
    outside.errors += [TemporaryError("451 greylisted")] * TRIES_PER_ROUTE
    for _ in range(TRIES_PER_ROUTE):
        change(message, not_before=Now())
        deliver_message(message.pk)


def test_an_owed_message_goes_out_once(
    message: OutgoingMessage, outside: MemoryChannel
) -> None:
    deliver_message(message.pk)
    deliver_message(message.pk)

    (letter,) = outside.sent
    assert letter.address == "ha@thu.example"
    assert letter.message_id == message.message_id
    assert fresh(message).state == MessageState.SENT


def test_a_sent_message_shows_on_the_timelines_of_what_it_is_about(
    message: OutgoingMessage, outside: MemoryChannel
) -> None:
    deliver_message(message.pk)

    for_ticket = timeline_of(Ref("tickets.ticket", "1")).entries
    for_customer = timeline_of(Ref("customers.customer", "7")).entries
    assert [entry.verb for entry in for_ticket] == ["message.sent"]
    assert for_ticket == for_customer


def test_a_message_waits_for_its_time(db: None, outside: MemoryChannel) -> None:
    OutgoingMessageFactory(not_before=timezone.now() + timedelta(hours=2))

    sweep_messages()

    assert outside.sent == []


def test_words_are_written_when_a_message_goes_out_and_kept(
    db: None, outside: MemoryChannel, letters: Letters
) -> None:
    letters("hello", subject="Phiếu {{ number }}", body="Chào {{ recipient_name }}.")
    message = OutgoingMessageFactory(
        template="hello", subject="", body_text="", context={"number": "TK-1"}
    )

    deliver_message(message.pk)

    assert outside.sent[0].subject == "Phiếu TK-1"
    assert fresh(message).body_text == "Chào Nguyễn Thu Hà.\n"


def test_a_missing_variable_blocks_the_message_and_is_seen(
    db: None, outside: MemoryChannel, letters: Letters
) -> None:
    letters("hello", subject="Phiếu {{ number }}", body="x")
    message = OutgoingMessageFactory(template="hello", subject="", body_text="")

    deliver_message(message.pk)

    assert outside.sent == []
    assert fresh(message).state == MessageState.FAILED
    assert fresh(message).error == "missing value: number"


def test_a_temporary_refusal_is_tried_again_later(
    message: OutgoingMessage, outside: MemoryChannel
) -> None:
    outside.errors.append(TemporaryError("451 greylisted"))

    deliver_message(message.pk)

    assert fresh(message).state == MessageState.OWED
    assert minutes_until_next_try(message) == 1


@pytest.mark.parametrize(("n_before", "minutes"), [(1, 4), (2, 15), (3, 60), (4, 240)])
def test_each_refusal_makes_the_wait_longer(
    message: OutgoingMessage, outside: MemoryChannel, n_before: int, minutes: int
) -> None:
    outside.errors.append(TemporaryError("451 greylisted"))
    change(message, route_attempts=n_before)

    deliver_message(message.pk)

    assert minutes_until_next_try(message) == minutes


def test_every_attempt_is_kept(
    message: OutgoingMessage, outside: MemoryChannel
) -> None:
    outside.errors.append(TemporaryError("451 greylisted"))
    deliver_message(message.pk)
    change(message, not_before=Now())

    deliver_message(message.pk)

    tries = message.tries.values_list("number", "ok", "detail")
    assert list(tries) == [(1, False, "451 greylisted"), (2, True, "")]


def test_a_final_refusal_leaves_the_route_at_once(
    with_sms: OutgoingMessage, outside: MemoryChannel
) -> None:
    outside.errors.append(PermanentError("550 unknown"))
    deliver_message(with_sms.pk)

    deliver_message(with_sms.pk)

    (letter,) = outside.sent
    assert letter.address == "+84903442218"
    assert fresh(with_sms).state == MessageState.SENT


def test_the_next_route_gets_words_of_its_own(
    db: None, outside: MemoryChannel, letters: Letters
) -> None:
    letters("hello", subject="x", body="long", sms="short")
    message = OutgoingMessageFactory(
        template="hello", subject="", body_text="", routes=[["sms", "+84903442218"]]
    )
    outside.errors.append(PermanentError("550 unknown"))

    sweep_messages()

    assert [letter.text for letter in outside.sent] == ["short\n"]
    assert fresh(message).channel == "sms"


def test_a_route_that_never_answers_is_left_after_all_its_tries(
    with_sms: OutgoingMessage, outside: MemoryChannel
) -> None:
    fail_until_it_gives_up(with_sms, outside)

    found = fresh(with_sms)
    assert (found.state, found.channel, found.routes) == ("owed", "sms", [])
    assert found.route_attempts == 0


def test_where_no_route_works_somebody_hears_of_it(
    message: OutgoingMessage, outside: MemoryChannel
) -> None:
    outside.errors.append(PermanentError("550 unknown"))

    deliver_message(message.pk)

    event = Event.objects.get(verb="message.undeliverable")
    assert fresh(message).state == MessageState.FAILED
    assert event.data == {
        "message": message.pk,
        "template": "ticket-resolved",
        "channel": "email",
        "about_type": "tickets.ticket",
        "about_id": "1",
        "customer_ref": "7",
        "reason": "refused",
    }


def test_a_message_without_any_route_has_failed(
    db: None, outside: MemoryChannel
) -> None:
    message = OutgoingMessageFactory(channel="", address="")

    sweep_messages()

    assert fresh(message).state == MessageState.FAILED
    assert Event.objects.get(verb="message.undeliverable").data["reason"] == "no_route"


def test_an_unforeseen_error_of_a_channel_keeps_the_message(
    message: OutgoingMessage, outside: MemoryChannel
) -> None:
    outside.errors.append(RuntimeError("a bug"))

    deliver_message(message.pk)

    assert fresh(message).state == MessageState.OWED


def test_a_message_whose_sender_died_goes_again_with_the_same_id(
    message: OutgoingMessage, outside: MemoryChannel
) -> None:
    change(
        message, state="sending", lease_until=Now() - timedelta(seconds=1), attempts=1
    )
    message.tries.create(number=1, channel="email", address="x", at=timezone.now())

    sweep_messages()

    assert [letter.message_id for letter in outside.sent] == [message.message_id]
    tries = message.tries.values_list("number", "ok", "detail")
    assert list(tries) == [(1, False, INTERRUPTED), (2, True, "")]


def test_a_message_that_somebody_is_sending_is_left_alone(
    message: OutgoingMessage, outside: MemoryChannel
) -> None:
    change(message, state="sending", lease_until=Now() + timedelta(seconds=60))

    sweep_messages()

    assert outside.sent == []


def test_a_message_that_kills_every_sender_is_given_up(
    message: OutgoingMessage, outside: MemoryChannel
) -> None:
    change(
        message,
        state="sending",
        lease_until=Now() - timedelta(seconds=1),
        route_attempts=TRIES_PER_ROUTE,
    )

    sweep_messages()

    assert outside.sent == []
    assert fresh(message).state == MessageState.FAILED


def test_a_late_answer_does_not_touch_what_another_sender_took_over(
    message: OutgoingMessage, outside: MemoryChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_over = {"attempts": 2, "lease_until": Now() + timedelta(seconds=60)}
    monkeypatch.setattr(outside, "send", lambda letter: change(message, **take_over))

    deliver_message(message.pk)

    assert fresh(message).state == MessageState.SENDING


def test_a_secret_is_forgotten_once_it_was_sent(
    db: None, outside: MemoryChannel, settings: Any
) -> None:
    settings.DEMO = False
    message = OutgoingMessageFactory(is_secret=True, context={"code": "123456"})

    deliver_message(message.pk)

    found = fresh(message)
    assert len(outside.sent) == 1
    assert (found.context, found.subject, found.body_text) == ({}, "", "")


def test_in_demo_mode_a_secret_stays_readable(
    db: None, outside: MemoryChannel, settings: Any
) -> None:
    settings.DEMO = True
    message = OutgoingMessageFactory(is_secret=True)

    deliver_message(message.pk)

    assert fresh(message).body_text != ""


def test_a_sweep_sends_everything_that_is_due(db: None, outside: MemoryChannel) -> None:
    OutgoingMessageFactory.create_batch(5)

    assert sweep_messages() == 5
    assert len(outside.sent) == 5


def test_a_sweep_leaves_a_heartbeat(db: None) -> None:
    sweep_messages()

    assert Heartbeat.objects.filter(name="sweep_messages").exists()
