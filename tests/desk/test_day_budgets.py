"""How many queries tags, lists and faults ask: the same for one row and for fifty."""

import pytest
from django.test import Client

from foundation.accounts.models import Team, User
from foundation.core.actor import Actor
from tests.budgets import BUDGETS, queries_of
from tests.conftest import NOON
from tests.desk.pages import page_of
from tests.factories.tickets import TicketFactory
from tests.tickets.acting import actor_of
from tickets.actions.checklist_templates import ListTerms, save_template
from tickets.actions.checklists import add_item
from tickets.actions.parts import set_parent
from tickets.actions.tags import make_tag, set_tags
from tickets.actions.trackers import Fault, attach_tickets, open_tracker
from tickets.models import Ticket, Tracker


@pytest.fixture
def fault(lead: Actor, lead_user: User) -> Tracker:
    return open_tracker(Fault("Lỗi bơm xả"), actor=lead, by=lead_user, at=NOON)


def crowd(
    n: int, case: Ticket, team: Team, fault: Tracker, by: User, *, first: int = 0
) -> None:
    """`n` more of everything beside the conversation."""
    actor = actor_of(by)
    for i in range(first, first + n):
        other = TicketFactory(team=team, customer=case.customer)
        tag = make_tag(f"Nhãn {i}", actor=actor, at=NOON)
        set_tags(case, add=[tag], actor=actor, at=NOON)
        set_parent(other, case, actor=actor, at=NOON)
        attach_tickets(fault, [other, case], actor=actor, at=NOON)
        TicketFactory(team=team, subject="Máy giặt hỏng bơm xả")
        terms = ListTerms(f"Danh sách {i}", "Một việc")
        save_template(None, terms, actor=actor, at=NOON)
        open_tracker(Fault(f"Lỗi {i}"), actor=actor, by=by, at=NOON)
    for i in range(min(n, 40)):
        add_item(case, f"Việc {i}", actor=actor, by=by, at=NOON)


@pytest.mark.parametrize("n", [1, 50])
@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("desk:tags", "/desk/tags/"),
        ("desk:checklists", "/desk/checklists/"),
        ("desk:trackers", "/desk/trackers/"),
    ],
)
def test_a_list_asks_as_much_for_fifty_as_for_one(
    lead_client: Client,
    mine: Ticket,
    team: Team,
    fault: Tracker,
    lead_user: User,
    n: int,
    name: str,
    address: str,
) -> None:
    crowd(n, mine, team, fault, lead_user)

    assert queries_of(lead_client, address) == BUDGETS[name]


@pytest.mark.parametrize("n", [1, 50])
def test_a_fault_asks_as_much_for_fifty_tickets_as_for_one(
    lead_client: Client,
    mine: Ticket,
    team: Team,
    fault: Tracker,
    lead_user: User,
    n: int,
) -> None:
    crowd(n, mine, team, fault, lead_user)

    asked = queries_of(lead_client, f"/desk/trackers/{fault.pk}/")

    assert asked == BUDGETS["desk:tracker"]


def test_a_ticket_asks_no_more_for_all_that_stands_beside_it(
    agent_client: Client, mine: Ticket, team: Team, fault: Tracker, lead_user: User
) -> None:
    before = queries_of(agent_client, page_of(mine))
    crowd(1, mine, team, fault, lead_user)
    with_one = queries_of(agent_client, page_of(mine))
    crowd(20, mine, team, fault, lead_user, first=1)

    assert queries_of(agent_client, page_of(mine)) == with_one
    assert with_one - before <= 1
