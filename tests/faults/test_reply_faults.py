"""kill -9 while answers go out, and a broker that forgets: each reaches its customer once."""

from datetime import timedelta

import pytest
import redis
from django.utils import timezone

from foundation.events.models import Event
from foundation.notifications.models import OutgoingMessage
from tests.factories.accounts import StaffFactory
from tests.factories.tickets import TicketFactory
from tests.faults.conftest import PATIENCE_SECONDS, Workers
from tests.sessions import eventually
from tickets import verbs
from tickets.actions.sending import Leave, queue_reply
from tickets.actions.words import Words
from tickets.enums import AuthorKind, PendingState
from tickets.models import Message, PendingReply

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.timeout(1200),  # all waits together
]

N_ANSWERS = 5
DIES_AT = 2  # the third


def answers_on_their_way() -> list[PendingReply]:
    """Due since a while, of one agent on tickets of their own; and one for tomorrow."""
    author, now = StaffFactory(), timezone.now()
    moments = [Leave()] * N_ANSWERS + [Leave(now + timedelta(days=1))]
    return [
        queue_reply(
            TicketFactory(),
            author=author,
            words=Words(f"Dạ, câu trả lời {n}."),
            then=None,
            leave=leave,
            at=now - timedelta(minutes=1),
        )
        for n, leave in enumerate(moments)
    ]


def n_said() -> int:
    return Message.objects.filter(author_kind=AuthorKind.STAFF).count()


@pytest.mark.parametrize(
    ("fail_point", "n_at_death"),
    [("replies.said", DIES_AT), ("replies.sent", DIES_AT + 1)],
    ids=["before it is committed", "right after"],
)
def test_a_worker_killed_while_sending_leaves_answers_that_go_out_once(
    workers: Workers, broker: redis.Redis, fail_point: str, n_at_death: int
) -> None:
    pending = answers_on_their_way()
    doomed = workers.start(FAIL_POINT=f"{fail_point}.{pending[DIES_AT].pk}")
    doomed.wait(timeout=PATIENCE_SECONDS)
    said_at_death = n_said()
    broker.flushdb()

    workers.start()
    workers.start()
    eventually(n_said, N_ANSWERS.__eq__, PATIENCE_SECONDS)

    states = list(PendingReply.objects.values_list("state", flat=True))
    told = Event.objects.filter(verb=verbs.TICKET_REPLIED).count()
    owed = OutgoingMessage.objects.filter(template="ticket-reply").count()
    assert said_at_death == n_at_death
    assert states == [PendingState.SENT] * N_ANSWERS + [PendingState.WAITING]
    assert (n_said(), told, owed) == (N_ANSWERS, N_ANSWERS, N_ANSWERS)
