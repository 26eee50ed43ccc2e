"""Impatient customers: the same form twice at the same moment, on real connections."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from customers.models import Customer
from tests.conftest import signed_in
from tests.portal.reading import guest, request
from tests.sessions import all_at_once
from tests.tickets.acting import happened, resolved
from tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


def sent(address: str, form: dict[str, Any], client: Client | None = None) -> Callable:
    browser = client or Client()
    return lambda: browser.post(address, form).headers["Location"]


def test_a_guest_who_presses_twice_has_one_case(customer: Customer) -> None:
    first, second = all_at_once(
        sent("/support/new/", guest()), sent("/support/new/", guest())
    )

    assert first == second
    assert Ticket.objects.count() == 1


def test_a_customer_who_presses_twice_has_one_case(
    customer_client: Client, customer: Customer
) -> None:
    assert customer.login is not None
    tab = signed_in(customer.login)

    first, second = all_at_once(
        sent("/support/new/", request(), customer_client),
        sent("/support/new/", request(), tab),
    )

    assert first == second
    assert Ticket.objects.count() == 1


def test_an_answer_sent_twice_at_once_is_one(ticket: Ticket) -> None:
    address, form = f"/t/{ticket.access_key}/answer/", {"body": "Vẫn lỗi"}
    form["client_key"] = "d" * 32

    all_at_once(sent(address, form), sent(address, form))

    assert Message.objects.count() == 1


def test_two_answers_at_once_reopen_a_case_once(
    ticket: Ticket, agent_user: Any
) -> None:
    resolved(ticket, agent_user)
    address = f"/t/{ticket.access_key}/answer/"

    all_at_once(
        sent(address, {"body": "Vẫn lỗi"}), sent(address, {"body": "Máy lại kêu"})
    )

    ticket.refresh_from_db()
    assert happened(ticket).count("ticket.reopened") == 1
    assert happened(ticket).count("ticket.customer_replied") == 2
    assert ticket.episode == 2


def test_closing_and_answering_at_once_leave_the_case_open_or_reopened(
    ticket: Ticket, agent_user: Any
) -> None:
    resolved(ticket, agent_user)
    address = f"/t/{ticket.access_key}/"

    all_at_once(
        sent(f"{address}confirm/", {}), sent(f"{address}answer/", {"body": "Vẫn lỗi"})
    )

    ticket.refresh_from_db()
    assert ticket.status == "open"
    assert happened(ticket).count("ticket.reopened") == 1
