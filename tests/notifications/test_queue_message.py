from datetime import timedelta
from typing import Any

import pytest
import structlog
from django.db import transaction

from foundation.core.refs import Ref
from foundation.notifications.actions import queue_message
from foundation.notifications.enums import Channel, MessageState
from foundation.notifications.models import OutgoingMessage
from foundation.notifications.recipients import Recipient
from tests.conftest import NOON

HA = Recipient(
    "Nguyễn Thu Hà",
    ((Channel.EMAIL, "ha@thu.example"), (Channel.SMS, "+84903442218")),
    customer_ref="7",
)
TICKET = Ref("tickets.ticket", "1")


def owe(**fields: Any) -> OutgoingMessage:
    values: dict[str, Any] = {"dedupe_key": "hello:1", "context": {"number": "TK-1"}}
    return queue_message("hello", to=HA, about=TICKET, **{**values, **fields})


def test_a_message_is_owed_to_the_best_route_and_keeps_the_others(db: None) -> None:
    message = owe()

    assert message.state == MessageState.OWED
    assert (message.channel, message.address) == ("email", "ha@thu.example")
    assert message.routes == [["sms", "+84903442218"]]
    assert message.about_ref == TICKET


def test_the_same_promise_twice_is_one_message(db: None) -> None:
    first, second = owe(), owe(context={"number": "TK-2"})

    assert first == second
    assert OutgoingMessage.objects.count() == 1


def test_the_message_id_is_fixed_with_the_promise(db: None, settings: Any) -> None:
    settings.BASE_URL = "https://cskh.example:8443"

    message_id = owe().message_id

    assert message_id.endswith("@cskh.example>")
    assert message_id != owe(dedupe_key="hello:2").message_id


@pytest.mark.django_db(transaction=True)
def test_a_change_that_fails_owes_nothing() -> None:
    with transaction.atomic():
        owe()
        transaction.set_rollback(True)

    assert not OutgoingMessage.objects.exists()


def test_a_message_may_wait_for_its_time(db: None) -> None:
    message = owe(not_before=NOON + timedelta(hours=2))

    message.refresh_from_db()
    assert message.not_before == NOON + timedelta(hours=2)


def test_a_message_remembers_the_request_that_promised_it(db: None) -> None:
    with structlog.contextvars.bound_contextvars(request_id="r-42"):
        message = owe()

    assert message.request_id == "r-42"


def test_a_message_without_a_route_is_owed_all_the_same(db: None) -> None:
    message = queue_message(
        "hello", to=Recipient("Hà"), about=TICKET, dedupe_key="x", context={}
    )

    assert (message.channel, message.state) == ("", MessageState.OWED)
