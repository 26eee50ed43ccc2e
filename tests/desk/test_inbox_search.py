"""Finding a ticket by what somebody has at hand."""

import pytest
from django.test import Client

from foundation.accounts.models import Team
from tests.desk.pages import INBOX, shown
from tests.factories.catalog import UnitFactory
from tests.factories.customers import CustomerFactory, PhoneFactory
from tests.factories.tickets import OPENED, TicketFactory
from tickets.models import Ticket


@pytest.fixture
def wanted(team: Team) -> Ticket:
    customer = CustomerFactory(name="Phạm Văn Đức")
    PhoneFactory(customer=customer, value="+84987654321")
    return TicketFactory(
        number="TK-48190",
        subject="Tủ lạnh không lạnh  ngăn mát, báo E7",
        customer=customer,
        team=team,
        unit=UnitFactory(serial="RF46-2401-000777"),
    )


@pytest.fixture
def others(team: Team) -> list[Ticket]:
    return [TicketFactory(team=team, number=f"TK-9919{n}") for n in range(3)]


def found(client: Client, words: str) -> bool:
    return "#48190" in shown(client.get(INBOX, {"q": words}))


@pytest.mark.parametrize(
    "words",
    [
        "48190",
        "#48190",
        "TK-48190",
        "tk 48190",
        "4321",
        "0987654321",
        "0987 654 321",
        "+84987654321",
        "Phạm Văn Đức",
        "pham van duc",
        "PHAM  DUC",
        "duc",
        "RF46-2401-000777",
        "rf46-2401-000777",
        "Tủ lạnh",
        "tu lanh",
        "tu  lanh   ngan mat",
        "ngan mat tu lanh",
        "e7",
    ],
)
def test_a_ticket_is_found_by(
    agent_client: Client, wanted: Ticket, others: list[Ticket], words: str
) -> None:
    assert found(agent_client, words)
    assert "#9919" not in shown(agent_client.get(INBOX, {"q": words}))


@pytest.mark.parametrize(
    "words", ["99999", "Nguyễn Thị Không", "%", "_", "'; --", "\\", "%%%%", "x" * 300]
)
def test_what_is_not_there_is_not_found(
    agent_client: Client, wanted: Ticket, words: str
) -> None:
    response = agent_client.get(INBOX, {"q": words})

    assert response.status_code == 200
    assert "#48190" not in shown(response)


def test_a_search_says_what_it_did_not_find(agent_client: Client) -> None:
    page = shown(agent_client.get(INBOX, {"q": "<b>khongco"}))

    assert "Không phiếu nào khớp “&lt;b&gt;khongco”" in page
    assert "Xóa tìm kiếm" in page


def test_a_finished_ticket_is_found_too(agent_client: Client, wanted: Ticket) -> None:
    Ticket.objects.filter(pk=wanted.pk).update(
        status="resolved", outcome="solved", resolved_at=OPENED
    )

    assert found(agent_client, "tu lanh")


@pytest.mark.parametrize(
    "words", ["48190", "4321", "pham van duc", "tu lanh", "rf46-2401-000777"]
)
def test_nobody_finds_what_they_may_not_see(
    other_agent_client: Client, wanted: Ticket, words: str
) -> None:
    assert not found(other_agent_client, words)


def test_a_filter_narrows_what_was_found(agent_client: Client, wanted: Ticket) -> None:
    page = shown(agent_client.get(INBOX, {"q": "tu lanh", "kind": "return"}))

    assert "#48190" not in page
