"""Two at one counter, at once, on real connections."""

from collections.abc import Callable

import pytest

from foundation.accounts.models import User
from foundation.core.actor import Actor
from intake.actions import Caller, HandedIn, note_print, receive_thing
from intake.enums import PaperSize
from intake.models import Reception
from tests.conftest import NOON
from tests.sessions import all_at_once
from tests.tickets.acting import happened, owed
from tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)

HANDED = HandedIn(symptom="Không nóng", thing="Bàn là", client_key="form-1")
CALLER = Caller(name="Lê Văn Bình", phone="0977 205 113")


def taking(staff: User, actor: Actor) -> Callable[[], Reception]:
    return lambda: receive_thing(CALLER, HANDED, actor=actor, staff=staff, at=NOON)


def test_the_same_form_sent_four_times_at_once_is_one_reception(
    agent_user: User, agent: Actor
) -> None:
    outcomes = all_at_once(*[taking(agent_user, agent)] * 4)

    reception = Reception.objects.get()
    assert outcomes == [reception] * 4
    assert Ticket.objects.count() == 1
    assert happened(reception.ticket) == ["ticket.opened", "reception.taken"]
    assert len(owed("ticket-received")) == 1


def test_two_copies_printed_at_once_are_two(agent_user: User, agent: Actor) -> None:
    reception = taking(agent_user, agent)()

    all_at_once(
        *[lambda: note_print(reception, actor=agent, paper=PaperSize.A5, at=NOON)] * 3
    )

    reception.refresh_from_db()
    assert reception.n_printed == 3
