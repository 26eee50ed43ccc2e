"""A message becomes a ticket of its own; nothing is taken away."""

from datetime import timedelta

import pytest

from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.errors import DomainError
from tests.conftest import NOON
from tests.factories.sla import publish
from tests.factories.tickets import MessageFactory
from tests.tickets.acting import answered, happened, owed
from tickets.actions.splitting import NewMatter, split_message
from tickets.enums import TicketKind
from tickets.models import Attachment, Message, Ticket, TicketClock

LATER = NOON + timedelta(hours=1)
MATTER = NewMatter("Hỏi mua túi lọc", TicketKind.QUESTION)


@pytest.fixture
def message(ticket: Ticket) -> Message:
    said = MessageFactory(ticket=ticket, body="Cho em hỏi mua túi lọc.")
    Attachment.objects.create(
        ticket=ticket,
        message=said,
        name="túi.jpg",
        content_type="image/jpeg",
        size=3,
        sha256="a" * 64,
        file="attachments/aa",
    )
    return said


def test_the_new_ticket_has_words_files_and_clocks_of_its_own(
    message: Message, agent: Actor
) -> None:
    publish()

    new = split_message(message, actor=agent, at=LATER, matter=MATTER)

    copy = new.messages.get()
    assert (copy.body, copy.attachments.get().file.name) == (
        message.body,
        "attachments/aa",
    )
    assert new.customer == message.ticket.customer
    assert set(
        TicketClock.objects.filter(ticket=new).values_list("started_at", flat=True)
    ) == {LATER}


def test_the_message_stays_and_both_timelines_tell(
    message: Message, agent: Actor
) -> None:
    new = split_message(message, actor=agent, at=LATER, matter=MATTER)

    assert message.ticket.messages.get() == message
    assert message.attachments.count() == 1
    assert happened(message.ticket) == ["ticket.split"]
    assert happened(new) == ["ticket.opened", "ticket.split"]


def test_the_customer_is_told_the_new_number(message: Message, agent: Actor) -> None:
    new = split_message(message, actor=agent, at=LATER, matter=MATTER)

    assert [each.about_id for each in owed("ticket-received")] == [str(new.pk)]


def test_what_was_taken_out_is_not_taken_out_again(
    message: Message, agent: Actor
) -> None:
    split_message(message, actor=agent, at=LATER, matter=MATTER)

    with pytest.raises(DomainError) as refused:
        split_message(message, actor=agent, at=LATER, matter=MATTER)

    assert refused.value.code == "split_already"


def test_words_of_ours_make_no_request(
    message: Message, agent: Actor, agent_user: User
) -> None:
    ours = answered(message.ticket, agent_user)

    with pytest.raises(DomainError) as refused:
        split_message(ours, actor=agent, at=LATER, matter=MATTER)

    assert refused.value.code == "split_note"
