"""The front page for visitors, and the first page of a customer."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from customers.models import Customer
from foundation.accounts.models import User
from tests.conftest import NOON
from tests.factories.catalog import PurchaseLineFactory, UnitFactory
from tests.factories.tickets import TicketFactory
from tests.portal.reading import html_of, text_of
from tests.tickets.acting import actor_of, answered, resolved
from tickets.actions.waiting import wait_for
from tickets.enums import WaitReason
from tickets.models import Ticket


def test_a_visitor_sees_what_they_can_do(client: Client, db: None) -> None:
    page = client.get("/")

    assert page.status_code == 200
    assert "Máy cần giúp, có người lo tới khi xong" in text_of(page)
    assert "/support/new/" in html_of(page)
    assert "/track/" in html_of(page)
    assert "/my/tickets/" not in html_of(page)


def test_staff_are_shown_the_way_to_the_desk(agent_client: Client) -> None:
    page = html_of(agent_client.get("/"))

    assert "Vào bàn làm việc" in page
    assert "/my/tickets/" not in page


def test_a_customer_is_greeted_by_title_and_given_name(customer_client: Client) -> None:
    assert "Chào chị Hà" in text_of(customer_client.get("/"))


def test_a_customer_without_a_title_is_greeted_politely(
    other_customer_client: Client,
) -> None:
    assert "Chào bạn" in text_of(other_customer_client.get("/"))


def test_the_open_case_stands_first_with_our_last_words(
    customer_client: Client, ticket: Ticket, agent_user: User
) -> None:
    answered(ticket, agent_user, body="Chị thử tắt nguồn 5 phút nhé.")

    with time_machine.travel(NOON + timedelta(minutes=10), tick=False):
        page = text_of(customer_client.get("/"))

    assert "Một yêu cầu đang được xử lý." in page
    assert "Minh Quân 10 phút trước Chị thử tắt nguồn 5 phút nhé." in page


def test_what_waits_for_the_customer_comes_before_what_is_newer(
    customer_client: Client, customer: Customer, ticket: Ticket, agent_user: User
) -> None:
    TicketFactory(customer=customer, subject="Mới hơn", last_message_at=NOON)
    wait_for(ticket, actor=actor_of(agent_user), reason=WaitReason.CUSTOMER, at=NOON)

    page = text_of(customer_client.get("/"))

    assert "Có một yêu cầu đang chờ bạn trả lời." in page
    assert page.index(ticket.subject) < page.index("Mới hơn")


def test_several_open_cases_are_counted(
    customer_client: Client, customer: Customer
) -> None:
    TicketFactory.create_batch(6, customer=customer)

    assert "6 yêu cầu đang được xử lý." in text_of(customer_client.get("/"))


def test_a_finished_case_stands_among_the_others(
    customer_client: Client, ticket: Ticket, agent_user: User
) -> None:
    resolved(ticket, agent_user)

    page = text_of(customer_client.get("/"))

    assert "Không có yêu cầu nào đang mở." in page
    assert "Mọi việc đã xong" in page
    assert ticket.number in page


def test_home_shows_six_things_and_the_way_to_all(
    customer_client: Client, customer: Customer
) -> None:
    UnitFactory.create_batch(7, owner=customer)

    page = html_of(customer_client.get("/"))

    assert page.count('href="/my/products/NM95') == 6
    assert 'href="/my/products/">Xem tất cả' in page


@pytest.mark.parametrize("address", ["/", "/my/tickets/", "/my/products/"])
def test_a_customer_sees_nothing_of_another(
    customer_client: Client, other_customer: Customer, address: str
) -> None:
    foreign = TicketFactory(customer=other_customer, subject="Của người khác")
    unit = UnitFactory(owner=other_customer)

    page = html_of(customer_client.get(address))

    assert foreign.number not in page
    assert unit.serial not in page


def test_a_thing_tells_when_it_was_bought(
    customer_client: Client, customer: Customer
) -> None:
    line = PurchaseLineFactory(purchase__customer=customer)
    UnitFactory(owner=customer, purchase_line=line)

    assert "Mua ngày 12/09/2026" in text_of(customer_client.get("/my/products/"))


def test_without_things_the_page_says_what_to_do(customer_client: Client) -> None:
    page = text_of(customer_client.get("/my/products/"))

    assert "Chưa thấy sản phẩm nào" in page


def test_without_cases_the_page_says_so(customer_client: Client) -> None:
    assert "Chưa có yêu cầu nào" in text_of(customer_client.get("/my/tickets/"))


@pytest.mark.parametrize("before", ["x", "", "-3", "9" * 40, "٣"])
def test_an_odd_place_in_a_list_is_its_beginning(
    customer_client: Client, ticket: Ticket, before: str
) -> None:
    page = customer_client.get("/my/tickets/", {"before": before})

    assert ticket.number in html_of(page)


def test_a_long_list_goes_on_where_it_ended(
    customer_client: Client, customer: Customer
) -> None:
    TicketFactory.create_batch(21, customer=customer)
    oldest, place = Ticket.objects.order_by("id")[:2]

    first = html_of(customer_client.get("/my/tickets/"))
    second = html_of(customer_client.get("/my/tickets/", {"before": place.pk}))

    assert f"?before={place.pk}" in first
    assert oldest.number not in first
    assert oldest.number in second


def test_many_things_go_on_on_a_next_page(
    customer_client: Client, customer: Customer
) -> None:
    units = UnitFactory.create_batch(21, owner=customer)

    page = html_of(customer_client.get("/my/products/"))

    assert f"?before={units[1].pk}" in page
    assert units[0].serial not in page
