"""kill -9 between commit, send and mark; a broker that forgets everything."""

from email import message_from_bytes
from pathlib import Path

import pytest
import redis
from django.db import transaction
from django.db.models.functions import Now

from foundation.accounts.models import Team
from foundation.core.actor import SYSTEM
from foundation.core.refs import ref
from foundation.events.actions import record
from foundation.events.models import Delivery, Dispatch
from foundation.notifications.actions import queue_message
from foundation.notifications.enums import Channel, MessageState
from foundation.notifications.models import OutgoingMessage
from foundation.notifications.recipients import Recipient
from tests.faults.conftest import PATIENCE_SECONDS, Workers
from tests.sessions import eventually
from tickets.models import CallTask, Ticket

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.timeout(1200),  # all waits together
]

MAIL = (Channel.EMAIL, "ha@thu.example")


def owe(ticket: Ticket, key: str, *routes: tuple[Channel, str]) -> OutgoingMessage:
    """A promise, made in a transaction that is committed; the broker is told."""
    with transaction.atomic():
        message = queue_message(
            "ticket-received",
            to=Recipient("Hà", routes, customer_ref=str(ticket.customer_id)),
            about=ref(ticket),
            dedupe_key=key,
            context={},
        )
        OutgoingMessage.objects.filter(pk=message.pk).update(
            subject="Đã nhận yêu cầu", body_text="Chúng tôi đã nhận yêu cầu.\n"
        )
    return message


def let_the_lease_run_out() -> None:
    OutgoingMessage.objects.filter(state=MessageState.SENDING).update(lease_until=Now())


def state_of(message: OutgoingMessage) -> str:
    return OutgoingMessage.objects.get(pk=message.pk).state


def letters_in(folder: Path) -> list[str]:
    found = sorted((folder / "outbox").glob("*.eml"))
    return [str(message_from_bytes(path.read_bytes())["Message-ID"]) for path in found]


@pytest.mark.parametrize(
    ("fail_point", "n_before"),
    [("outbox.claimed", 0), ("outbox.sent", 1)],
    ids=["between commit and send", "between send and mark"],
)
def test_a_worker_killed_at_sending_leaves_a_message_that_goes_out_once(
    ticket: Ticket, workers: Workers, tmp_path: Path, fail_point: str, n_before: int
) -> None:
    doomed = workers.start(FAIL_POINT=fail_point)
    message = owe(ticket, "hello:1", MAIL)
    doomed.wait(timeout=PATIENCE_SECONDS)
    state_at_death, sent_at_death = state_of(message), letters_in(tmp_path)
    let_the_lease_run_out()

    workers.start()
    eventually(lambda: state_of(message), "sent".__eq__, PATIENCE_SECONDS)

    message.refresh_from_db()
    assert (state_at_death, len(sent_at_death)) == ("sending", n_before)
    assert (message.state, message.attempts) == ("sent", 2)
    assert letters_in(tmp_path) == [message.message_id]


def test_a_broker_that_forgets_everything_loses_nothing(
    ticket: Ticket, team: Team, workers: Workers, broker: redis.Redis, tmp_path: Path
) -> None:
    messages = [owe(ticket, f"hello:{n}", MAIL) for n in range(20)]
    unreachable = owe(ticket, "hello:nobody")
    with transaction.atomic():
        [record(team, "team.changed", actor=SYSTEM) for _ in range(20)]
    broker.flushdb()

    workers.start()
    n_calls = eventually(CallTask.objects.count, bool, PATIENCE_SECONDS)
    eventually(
        lambda: len(letters_in(tmp_path)), len(messages).__eq__, PATIENCE_SECONDS
    )
    n_waiting = eventually(
        Dispatch.objects.filter(dispatched_at=None).count, (0).__eq__, PATIENCE_SECONDS
    )

    assert sorted(letters_in(tmp_path)) == sorted(m.message_id for m in messages)
    assert (n_calls, n_waiting) == (1, 0)
    assert state_of(unreachable) == "failed"
    assert not Delivery.objects.filter(state="dead").exists()
