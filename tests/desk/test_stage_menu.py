"""The menu of stages in the head of a ticket."""

import pytest
from django.conf import settings
from django.test import Client

from customers.models import Customer
from foundation.accounts.models import Team, User
from foundation.core.actor import Actor
from tests.budgets import queries_of
from tests.conftest import NOON, signed_in
from tests.desk.conftest import real
from tests.desk.pages import INBOX, page_of, shown, verb
from tests.factories.accounts import StaffFactory
from tests.factories.sla import NORMAL, publish, target
from tests.tickets.acting import ASKED, actor_of, resolved
from tickets.actions.opening import open_ticket
from tickets.actions.stages import start_stage
from tickets.enums import Metric, Side, Stage
from tickets.models import Ticket, TicketClock

MENU = 'action="/desk/tickets/{}/stage/"'
RUNS = 'name="stage" value="repair" aria-current="step"'
FINISH = "Xong công đoạn"


def opened(customer: Customer, agent: User, actor: Actor) -> Ticket:
    ticket = open_ticket(customer, actor=actor, at=NOON, opening=ASKED)
    Ticket.objects.filter(pk=ticket.pk).update(assignee=agent, team=agent.team)
    ticket.refresh_from_db()
    return ticket


@pytest.fixture
def plain(customer: Customer, agent_user: User, by_customer: Actor) -> Ticket:
    """A ticket whose promise knows no stages."""
    publish()
    return opened(customer, agent_user, by_customer)


@pytest.fixture
def repair(customer: Customer, agent_user: User, by_customer: Actor) -> Ticket:
    publish(
        "Sửa chữa",
        *NORMAL,
        target(Metric.STAGE, Side.OURS, 16, stage=Stage.REPAIR),
        target(Metric.STAGE, Side.OURS, 8, stage=Stage.DIAGNOSIS),
        position=5,
    )
    return opened(customer, agent_user, by_customer)


@pytest.fixture
def repaired(repair: Ticket, agent: Actor) -> Ticket:
    return start_stage(repair, stage=Stage.REPAIR, actor=agent, at=NOON)


@pytest.mark.parametrize("address", [page_of, lambda it: f"{INBOX}?t={it.number}"])
def test_the_stages_of_the_promise_are_offered_in_the_order_of_a_case(
    agent_client: Client, repair: Ticket, address: object
) -> None:
    page = shown(agent_client.get(address(repair)))  # type: ignore[operator]

    assert MENU.format(repair.number) in page
    assert page.index('value="diagnosis"') < page.index('name="stage" value="repair"')
    assert 'value="quote"' not in page
    assert FINISH not in page


def test_the_one_that_runs_is_marked_and_can_be_finished(
    agent_client: Client, repaired: Ticket
) -> None:
    page = shown(agent_client.get(page_of(repaired)))

    assert RUNS in page
    assert FINISH in page


def test_a_promise_without_stages_shows_no_menu(
    agent_client: Client, plain: Ticket
) -> None:
    assert "/stage/" not in shown(agent_client.get(page_of(plain)))


def test_a_finished_ticket_shows_no_menu(
    agent_client: Client, repaired: Ticket, agent_user: User
) -> None:
    resolved(repaired, agent_user)

    assert "/stage/" not in shown(agent_client.get(page_of(repaired)))


def test_whoever_may_not_reply_sees_no_menu(repair: Ticket, team: Team) -> None:
    technician = signed_in(StaffFactory(role="technician", team=team))

    assert "/stage/" not in shown(technician.get(page_of(repair)))


def test_a_button_begins_a_stage(agent_client: Client, repair: Ticket) -> None:
    response = agent_client.post(verb("stage", repair), {"stage": "repair"})

    assert response.headers["Location"] == page_of(repair)
    assert TicketClock.objects.live().get(metric=Metric.STAGE).stage == "repair"
    page = shown(agent_client.get(page_of(repair)))
    assert "Đã bắt đầu công đoạn." in page
    assert "Bắt đầu công đoạn: Sửa chữa" in page


def test_another_ends_the_one_that_runs(agent_client: Client, repaired: Ticket) -> None:
    agent_client.post(verb("stage", repaired), {"stage": ""})

    assert not TicketClock.objects.live().filter(metric=Metric.STAGE).exists()
    page = shown(agent_client.get(page_of(repaired)))
    assert "Đã xong công đoạn." in page
    assert "Xong công đoạn: Sửa chữa" in page


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("quote", "Cam kết của phiếu này không đặt hạn cho công đoạn đó."),
        ("party", 'role="alert"'),
    ],
)
def test_another_stage_is_refused_on_top_of_the_page(
    agent_client: Client, repair: Ticket, typed: str, why: str
) -> None:
    response = agent_client.post(verb("stage", repair), {"stage": typed})

    assert response.status_code == 422
    assert why in shown(response)


def test_what_was_resolved_meanwhile_says_so(
    agent_client: Client, repair: Ticket, agent_user: User
) -> None:
    resolved(repair, agent_user)

    response = agent_client.post(verb("stage", repair), {"stage": "repair"})

    assert response.status_code == 409
    assert "đã xử lý xong" in shown(response)


def test_the_menu_asks_nothing_more_of_the_database(
    agent_client: Client, plain: Ticket, customer: Customer, repaired: Ticket
) -> None:
    warm = [agent_client.get(page_of(each)) for each in (plain, repaired)]
    start_stage(
        repaired,
        stage=Stage.DIAGNOSIS,
        actor=actor_of(StaffFactory()),
        at=NOON,
    )

    asked = [queries_of(agent_client, page_of(each)) for each in (plain, repaired)]

    assert [each.status_code for each in warm] == [200, 200]
    assert asked[0] == asked[1]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_both_languages_render_it_without_a_gap(
    agent_client: Client, repaired: Ticket, language: str, gaps: set[str]
) -> None:
    agent_client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    assert MENU.format(repaired.number) in shown(agent_client.get(page_of(repaired)))
    assert {name for name in real(gaps) if "stage" in name} == set()
