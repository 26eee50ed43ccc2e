"""The log of calls, writing one down, and whoever is ringing."""

from typing import Any

import pytest
from django.test import Client

from customers.models import Customer
from foundation.accounts.models import User
from tests.budgets import BUDGETS, queries_of
from tests.conftest import NOON, signed_in
from tests.desk.conftest import real
from tests.desk.pages import page_of, shown
from tests.factories.accounts import StaffFactory
from tests.factories.customers import CustomerFactory, PhoneFactory
from tickets.models import Call, CallTask, Ticket

LOG, NEW, INCOMING = "/desk/calls/log/", "/desk/calls/new/", "/desk/calls/incoming/"


def a_call(**facts: Any) -> Call:
    return Call.objects.create(
        **{
            "direction": "in",
            "outcome": "missed",
            "phone": "+84903442218",
            "started_at": NOON,
            "created_at": NOON,
            **facts,
        }
    )


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "client_key": "call-1",
        "direction": "out",
        "outcome": "answered",
        "phone": "0903 442 218",
        "talk_minutes": "2.5",
        "note": "Khách hẹn chiều mai",
        **changes,
    }


def test_a_call_is_written_down_and_leads_back_to_its_ticket(
    agent_client: Client, mine: Ticket, agent_user: User
) -> None:
    response = agent_client.post(NEW, typed(ticket=mine.number))

    call = Call.objects.get()
    assert response.headers["Location"] == page_of(mine)
    assert (call.ticket, call.agent, call.talk_seconds) == (mine, agent_user, 150)
    assert "Gọi đi: đã nói chuyện" in shown(agent_client.get(page_of(mine)))


def test_the_form_knows_whom_it_is_about(agent_client: Client, mine: Ticket) -> None:
    page = shown(agent_client.get(NEW, {"ticket": mine.number}))

    assert 'value="0903 442 218"' in page
    assert f'value="{mine.number}"' in page


def test_the_dialog_gets_the_form_alone(agent_client: Client, mine: Ticket) -> None:
    part = shown(
        agent_client.get(NEW, {"ticket": mine.number}, headers={"HX-Request": "true"})
    )

    assert part.lstrip().startswith("<form")
    assert 'id="log-call"' in shown(agent_client.get(page_of(mine)))


def test_another_teams_ticket_is_not_written_on(
    other_agent_client: Client, mine: Ticket
) -> None:
    other_agent_client.post(NEW, typed(ticket=mine.number))

    assert Call.objects.get().ticket is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"outcome": "missed", "talk_minutes": ""}, "Cuộc gọi đi không thể là gọi nhỡ"),
        ({"outcome": "busy"}, "Chỉ cuộc gọi đã nói chuyện"),
        ({"phone": ""}, "Hãy ghi số đã gọi."),
        ({"phone": "12"}, "Số điện thoại không đúng."),
    ],
)
def test_a_refusal_keeps_what_was_typed(
    agent_client: Client, customer: Customer, changes: dict[str, str], words: str
) -> None:
    response = agent_client.post(NEW, {**typed(), **changes})

    page = shown(response)
    assert response.status_code == 422
    assert words in page
    assert "Khách hẹn chiều mai" in page


def test_a_missed_call_stands_among_the_calls_to_make(agent_client: Client) -> None:
    missed = typed(direction="in", outcome="missed", phone="0977205113")
    agent_client.post(NEW, {**missed, "talk_minutes": ""})

    page = shown(agent_client.get("/desk/calls/"))

    assert "Gọi nhỡ" in page
    assert 'href="tel:+84977205113"' in page
    assert "Số chưa biết" in page


def test_calling_back_takes_it_off_the_list(
    agent_client: Client, customer: Customer
) -> None:
    agent_client.post(
        NEW, typed(direction="in", outcome="missed", talk_minutes="", client_key="1")
    )
    agent_client.post(NEW, typed(client_key="2"))

    assert CallTask.objects.get().result == "Khách hẹn chiều mai"
    assert "Khách hẹn chiều mai" in shown(agent_client.get("/desk/calls/?done=1"))


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("direction=in", True),
        ("direction=out", False),
        ("outcome=missed", True),
        ("outcome=answered", False),
        ("q=2218", True),
        ("q=0903442218", True),
        ("q=thu+ha", True),
        ("q=binh", False),
        ("mine=1", False),
        ("since=2026-11-20&until=2026-11-20", True),
        ("since=2026-11-21", False),
        ("until=2026-11-19", False),
        ("direction=x&since=y", True),
    ],
)
def test_the_address_says_which_calls(
    agent_client: Client, customer: Customer, query: str, is_found: bool
) -> None:
    a_call(customer=customer, note="Hỏi về máy giặt")

    page = shown(agent_client.get(f"{LOG}?{query}"))

    assert ("Hỏi về máy giặt" in page) == is_found


def test_another_teams_call_is_not_in_the_log(
    other_agent_client: Client, mine: Ticket
) -> None:
    a_call(ticket=mine, customer=mine.customer, note="Hỏi về máy giặt")

    assert "Hỏi về máy giặt" not in shown(other_agent_client.get(LOG))


@pytest.mark.parametrize("phone", ["%2B84903442218", "+84903442218", "0903442218"])
def test_a_known_number_opens_its_customer(
    agent_client: Client, customer: Customer, phone: str
) -> None:
    response = agent_client.get(f"{INCOMING}?phone={phone}")

    assert response.headers["Location"] == f"/desk/customers/{customer.pk}/"


def test_an_unknown_number_opens_what_can_be_done(agent_client: Client) -> None:
    page = shown(agent_client.get(INCOMING, {"phone": "0977205113"}))

    assert "Chưa có khách nào dùng số này." in page
    assert "/desk/tickets/new/?phone=%2B84977205113" in page


def test_a_part_of_a_number_offers_who_it_can_be(
    agent_client: Client, customer: Customer
) -> None:
    PhoneFactory(customer=CustomerFactory(name="Lê Văn Bình"), value="+84911442218")

    page = shown(agent_client.get(INCOMING, {"phone": "442218"}))

    assert "Lê Văn Bình" in page
    assert "Nguyễn Thu Hà" in page


def test_a_withheld_number_says_so(agent_client: Client) -> None:
    assert "Số bị giấu." in shown(agent_client.get(INCOMING))


@pytest.mark.parametrize("address", ["/desk/tickets/new/", "/desk/customers/new/"])
def test_the_number_is_carried_into_the_next_form(
    agent_client: Client, address: str
) -> None:
    page = shown(agent_client.get(address, {"phone": "+84977205113"}))
    nonsense = agent_client.get(address, {"phone": "+x"})

    assert 'value="0977 205 113"' in page
    assert nonsense.status_code == 200


def test_calls_need_their_right(team: object) -> None:
    technician = signed_in(StaffFactory(role="technician", team=team))

    assert technician.get(LOG).status_code == 403
    assert technician.get(INCOMING).status_code == 403
    assert technician.post(NEW, typed()).status_code == 403


def test_the_pages_leave_no_gap(
    agent_client: Client, customer: Customer, mine: Ticket, gaps: set[str]
) -> None:
    a_call(customer=customer, ticket=mine)
    a_call(phone="", outcome="abandoned")
    agent_client.get(LOG)
    agent_client.get(NEW)
    agent_client.get(INCOMING, {"phone": "0977205113"})

    assert real(gaps) == set()


@pytest.mark.parametrize("n", [1, 50])
def test_the_log_asks_as_much_for_fifty_as_for_one(
    agent_client: Client, mine: Ticket, agent_user: User, n: int
) -> None:
    for _ in range(n):
        a_call(customer=mine.customer, ticket=mine, agent=agent_user)

    assert queries_of(agent_client, LOG) == BUDGETS["desk:call_log"]


@pytest.mark.parametrize(
    "span", [{"since": "0001-01-01"}, {"until": "9999-12-31"}, {"until": "0001-01-01"}]
)
def test_days_at_the_ends_of_the_calendar_are_no_fault(
    agent_client: Client, span: dict[str, str]
) -> None:
    assert agent_client.get(LOG, span).status_code == 200


def test_a_digit_in_a_name_does_not_find_every_number(agent_client: Client) -> None:
    a_call(phone="+84903442218")

    page = shown(agent_client.get(LOG, {"q": "Lô 8"}))

    assert "Không có cuộc gọi nào như vậy" in page
