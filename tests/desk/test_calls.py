"""Customers whom no message reaches."""

import pytest
from django.test import Client

from customers.models import ContactPoint, Customer
from foundation.accounts.models import User
from tests.conftest import NOON, signed_in
from tests.desk.conftest import real
from tests.desk.pages import shown
from tests.factories.accounts import StaffFactory
from tests.factories.tickets import OPENED
from tickets.models import CallTask, Ticket

CALLS = "/desk/calls/"


@pytest.fixture
def call(mine: Ticket) -> CallTask:
    return CallTask.objects.create(
        customer=mine.customer,
        ticket=mine,
        message_ref="1",
        reason="ticket-reply",
        created_at=OPENED,
    )


def done_url(call: CallTask) -> str:
    return f"{CALLS}{call.pk}/done/"


def made(call: CallTask, by: User, result: str = "Đã nghe") -> CallTask:
    call.done_at, call.done_by, call.result = NOON, by, result
    call.save()
    return call


def test_the_list_says_whom_to_call_and_about_what(
    agent_client: Client, call: CallTask
) -> None:
    page = shown(agent_client.get(CALLS))

    assert "Nguyễn Thu Hà" in page
    assert 'href="tel:+84903442218"' in page
    assert "0903 442 218" in page
    assert "Máy giặt báo lỗi E3" in page


def test_a_customer_without_a_number_is_shown_as_such(
    agent_client: Client, call: CallTask
) -> None:
    ContactPoint.objects.filter(customer=call.customer_id).delete()

    assert "Chưa có số điện thoại" in shown(agent_client.get(CALLS))


def test_what_a_call_brought_is_kept(
    agent_client: Client, call: CallTask, agent_user: User
) -> None:
    response = agent_client.post(done_url(call), {"result": "Khách hẹn chiều mai"})

    call.refresh_from_db()
    assert response.headers["Location"] == CALLS
    assert (call.result, call.done_by) == ("Khách hẹn chiều mai", agent_user)


def test_a_call_without_a_result_is_refused(
    agent_client: Client, call: CallTask
) -> None:
    response = agent_client.post(done_url(call), {"result": " "})

    assert response.status_code == 422
    assert "Hãy ghi kết quả cuộc gọi." in shown(response)


def test_a_call_that_a_colleague_made_keeps_the_words(
    agent_client: Client, call: CallTask, lead_user: User
) -> None:
    made(call, lead_user)

    response = agent_client.post(done_url(call), {"result": "Khách không nghe máy"})

    page = shown(response)
    assert response.status_code == 409
    assert "Cuộc gọi này đã được ghi nhận." in page
    assert "Khách không nghe máy" in page


def test_made_calls_stand_in_their_own_list(
    agent_client: Client, call: CallTask, lead_user: User
) -> None:
    made(call, lead_user, "Khách đồng ý đổi máy")

    assert "Khách đồng ý" not in shown(agent_client.get(CALLS))
    assert "Khách đồng ý" in shown(agent_client.get(CALLS, {"done": "1"}))


def test_another_teams_call_is_not_found(
    other_agent_client: Client, call: CallTask
) -> None:
    assert "Nguyễn Thu Hà" not in shown(other_agent_client.get(CALLS))
    response = other_agent_client.post(done_url(call), {"result": "x"})
    assert response.status_code == 404


def test_calls_need_their_right(call: CallTask, team: object) -> None:
    technician = signed_in(StaffFactory(role="technician", team=team))

    assert technician.get(CALLS).status_code == 403
    assert technician.post(done_url(call), {"result": "x"}).status_code == 403


@pytest.mark.parametrize("query", ["", "?done=1"])
def test_the_list_leaves_no_gap(
    agent_client: Client, call: CallTask, query: str, gaps: set[str]
) -> None:
    agent_client.get(CALLS + query)

    assert real(gaps) == set()


def test_a_call_about_no_ticket_leaves_no_gap(
    agent_client: Client, customer: Customer, gaps: set[str]
) -> None:
    CallTask.objects.create(
        customer=customer, message_ref="2", reason="sign-in-code", created_at=OPENED
    )

    agent_client.get(CALLS)

    assert real(gaps) == set()
