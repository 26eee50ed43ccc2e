"""A ticket opened for somebody who called or came in."""

import pytest
from django.test import Client

from customers.models import Customer
from foundation.accounts.models import Team, User
from tests.conftest import signed_in
from tests.desk.conftest import real
from tests.desk.pages import page_of, shown
from tests.factories.accounts import StaffFactory
from tests.factories.catalog import UnitFactory
from tickets.models import Ticket

NEW = "/desk/tickets/new/"
TYPED = {
    "name": "Phạm Văn Đức",
    "phone": "0987 654 321",
    "email": "",
    "channel": "phone",
    "kind": "technical",
    "priority": "high",
    "serial": "",
    "subject": "Tủ lạnh không lạnh",
    "body": "Ngăn mát không lạnh từ hôm qua",
    "client_key": "form-1",
}


def test_what_a_caller_says_becomes_a_ticket(
    agent_client: Client, agent_user: User
) -> None:
    response = agent_client.post(NEW, TYPED)

    ticket = Ticket.objects.get()
    assert response.headers["Location"] == page_of(ticket)
    assert (ticket.subject, ticket.channel) == ("Tủ lạnh không lạnh", "phone")
    assert ticket.customer.phone == "+84987654321"
    assert ticket.messages.get().author_user == agent_user


def test_a_known_number_leads_to_the_known_customer(
    agent_client: Client, customer: Customer
) -> None:
    agent_client.post(NEW, {**TYPED, "phone": "0903442218", "name": "Chị Hà"})

    assert Ticket.objects.get().customer == customer
    assert Customer.objects.count() == 1


def test_the_same_form_sent_twice_is_one_ticket(agent_client: Client) -> None:
    agent_client.post(NEW, TYPED)
    agent_client.post(NEW, TYPED)

    assert Ticket.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"name": ""}, "Mục này không được để trống"),
        ({"phone": ""}, "Cần số điện thoại hoặc e-mail"),
        ({"phone": "12"}, "Số điện thoại không đúng"),
        ({"phone": "", "email": "khong-phai"}, "Địa chỉ e-mail không đúng"),
        ({"serial": "KHONG-CO"}, "Không có máy nào mang số này."),
        ({"kind": "party"}, "party"),
    ],
)
def test_a_wrong_form_keeps_what_was_typed(
    agent_client: Client, change: dict[str, str], why: str
) -> None:
    response = agent_client.post(NEW, {**TYPED, **change})

    page = shown(response)
    assert response.status_code == 422
    assert why in page
    assert "Ngăn mát không lạnh từ hôm qua</textarea>" in page
    assert 'name="client_key" value="form-1"' in page
    assert Ticket.objects.count() == 0


def test_a_known_customer_is_filled_in(
    agent_client: Client, customer: Customer
) -> None:
    page = shown(agent_client.get(NEW, {"customer": customer.pk}))

    assert 'value="Nguyễn Thu Hà"' in page
    assert 'value="0903 442 218"' in page


def test_a_known_unit_is_filled_in_with_its_owner(
    agent_client: Client, customer: Customer
) -> None:
    UnitFactory(serial="NM95-2409-004172", owner=customer)

    page = shown(agent_client.get(NEW, {"serial": "nm95-2409-004172"}))

    assert 'value="nm95-2409-004172"' in page
    assert 'value="Nguyễn Thu Hà"' in page


@pytest.mark.parametrize("who", ["0", "abc", "9" * 30, "999999", "٣"])
def test_a_customer_that_is_none_fills_in_nothing(
    agent_client: Client, customer: Customer, who: str
) -> None:
    response = agent_client.get(NEW, {"customer": who})

    assert response.status_code == 200
    assert "Nguyễn Thu Hà" not in shown(response)


def test_opening_needs_its_right(team: Team) -> None:
    technician = signed_in(StaffFactory(role="technician", team=team))

    assert technician.get(NEW).status_code == 403
    assert technician.post(NEW, TYPED).status_code == 403
    assert Ticket.objects.count() == 0


def test_the_form_leaves_no_gap(agent_client: Client, gaps: set[str]) -> None:
    agent_client.get(NEW)

    assert real(gaps) == set()
