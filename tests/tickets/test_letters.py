"""What a customer reads when we write to them about their ticket."""

import pytest

from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.notifications.enums import Channel
from foundation.notifications.rendering import Words, render
from tests.conftest import NOON
from tests.factories.customers import EmailFactory
from tests.tickets.acting import ASKED, answered, owed, resolved
from tickets.actions.opening import open_ticket
from tickets.models import Ticket

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def reachable(customer: Customer) -> Customer:
    EmailFactory(customer=customer, value="ha@thu.example")
    return customer


@pytest.fixture
def letter(reachable: Customer, ticket: Ticket, agent_user: User) -> Words:
    answered(ticket, agent_user, body=f"Chị thử {SCRIPT} nhé.\n\nEm chào chị.")
    return render(owed("ticket-reply")[0])


def test_a_letter_is_text_first_and_html_of_the_same_words(letter: Words) -> None:
    assert letter.text.startswith("Chào chị Hà,\n")
    assert "Em chào chị." in letter.text
    assert "Em chào chị." in letter.html


def test_nothing_written_at_the_desk_is_markup_in_a_letter(letter: Words) -> None:
    assert SCRIPT in letter.text
    assert SCRIPT not in letter.html


def test_the_ticket_is_named_by_its_own_subject(letter: Words, ticket: Ticket) -> None:
    assert f"Phiếu {ticket.number} · {ticket.subject}" in letter.html
    assert letter.subject == f"[{ticket.number}] Trả lời: {ticket.subject}"


def test_the_button_leads_to_the_case(letter: Words, ticket: Ticket) -> None:
    assert f'/my/tickets/{ticket.number}/"' in letter.html


def test_a_resolution_reads_in_the_customers_language(
    reachable: Customer, ticket: Ticket, agent_user: User
) -> None:
    resolved(ticket, agent_user, note="Đã thay bơm xả.\nBảo hành 12 tháng.")

    words = render(owed("ticket-resolved")[0])
    assert "Kết quả: Đã khắc phục." in words.text
    assert "Đã thay bơm xả.<br>Bảo hành 12 tháng." in words.html


@pytest.mark.parametrize("template", ["ticket-received", "ticket-reply"])
def test_a_text_message_fits_two_and_carries_the_link(
    reachable: Customer, by_customer: Actor, agent_user: User, template: str
) -> None:
    ticket = open_ticket(reachable, actor=by_customer, at=NOON, opening=ASKED)
    answered(ticket, agent_user)
    message = owed(template)[0]
    message.channel = Channel.SMS

    words = render(message)

    assert f"/my/tickets/{ticket.number}/" in words.text
    assert len(words.text) <= 140
