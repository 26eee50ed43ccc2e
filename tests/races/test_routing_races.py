"""Four workers route at once, and people take tickets meanwhile; what the lock is for."""

from collections import Counter
from datetime import datetime, timedelta
from threading import Barrier
from typing import cast

import pytest
from django.db import connection, transaction

from customers.models import Customer
from foundation.accounts.enums import Role
from foundation.accounts.models import User
from foundation.core.actor import staff_actor
from foundation.core.db import locked
from foundation.events.models import Event
from foundation.notifications.models import Notice
from tests.conftest import NOON
from tests.factories.accounts import StaffFactory, WorkProfileFactory
from tests.factories.customers import CustomerFactory
from tests.factories.tickets import TicketFactory
from tests.sessions import PATIENCE_SECONDS, all_at_once, another_session
from tickets import routing_facts
from tickets.actions import routing
from tickets.actions.assignment import take_ticket
from tickets.actions.routing import route_ticket, route_waiting
from tickets.models import Assignment, RoutingDecision, RoutingSettings, Ticket
from tickets.routing.crew import Member

pytestmark = pytest.mark.django_db(transaction=True)

OPENED = NOON - timedelta(minutes=5)


@pytest.fixture(autouse=True)
def routing_is_on(transactional_db: None) -> None:
    RoutingSettings.objects.update_or_create(pk=1, defaults={"is_enabled": True})


@pytest.fixture
def ten_agents() -> list[User]:
    people = StaffFactory.create_batch(10)
    for person in people:
        WorkProfileFactory.create(user=person, capacity=100)
    return people


def waiting_tickets(count: int) -> list[Ticket]:
    # Of a customer each: who knows somebody would come back to them.
    askers = Customer.objects.bulk_create(CustomerFactory.build_batch(count))
    return Ticket.objects.bulk_create(
        TicketFactory.build(customer=asker, opened_at=OPENED) for asker in askers
    )


def test_four_workers_share_500_tickets_among_ten_equals(
    ten_agents: list[User],
) -> None:
    waiting_tickets(500)

    given = all_at_once(*[lambda: route_waiting(NOON)] * 4)

    owners = Counter(Ticket.objects.values_list("assignee", flat=True))
    assert sum(cast("list[int]", given)) == 500
    assert set(owners) == {person.pk for person in ten_agents}
    assert max(owners.values()) - min(owners.values()) <= 1
    assert Assignment.objects.count() == 500
    assert Event.objects.filter(verb="ticket.routed").count() == 500


def test_without_turns_two_workers_give_to_the_same_person(
    monkeypatch: pytest.MonkeyPatch, ten_agents: list[User]
) -> None:
    tickets = waiting_tickets(2)
    both_have_chosen = Barrier(2)
    find_members = routing_facts.members_at

    def read_together(at: datetime) -> list[Member]:
        members = find_members(at)
        both_have_chosen.wait(timeout=PATIENCE_SECONDS)
        return members

    monkeypatch.setattr(routing, "_turn", RoutingSettings.objects.get)
    monkeypatch.setattr(routing_facts, "members_at", read_together)

    all_at_once(*[lambda one=one: route_ticket(one, at=NOON) for one in tickets])

    owners = Ticket.objects.values_list("assignee", flat=True)
    assert set(owners) == {ten_agents[0].pk}


def test_in_turns_they_do_not(ten_agents: list[User]) -> None:
    tickets = waiting_tickets(2)

    all_at_once(*[lambda one=one: route_ticket(one, at=NOON) for one in tickets])

    owners = Ticket.objects.values_list("assignee", flat=True)
    assert set(owners) == {ten_agents[0].pk, ten_agents[1].pk}


def test_who_waits_too_long_for_a_turn_leaves_it_to_the_others(
    ten_agents: list[User],
) -> None:
    (ticket,) = waiting_tickets(1)

    with another_session() as router:
        router.begin()
        router.run(routing._turn)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = 20")
            choice = route_ticket(ticket, at=NOON)
        router.commit()

    assert choice is None


def test_what_a_colleague_is_busy_with_is_passed_by(ten_agents: list[User]) -> None:
    held, free = waiting_tickets(2)

    with another_session() as colleague:
        colleague.begin()
        colleague.run(lambda: locked(held))
        given = route_waiting(NOON)
        colleague.commit()

    assert given == 1
    assert list(Assignment.objects.values_list("ticket", flat=True)) == [free.pk]


def test_what_a_person_takes_meanwhile_is_theirs(ten_agents: list[User]) -> None:
    (ticket,) = waiting_tickets(1)
    taker = ten_agents[9]
    by = staff_actor(taker.pk)

    with another_session() as colleague:
        colleague.begin()
        colleague.run(lambda: take_ticket(ticket, actor=by, agent=taker, at=NOON))
        given = route_waiting(NOON)
        colleague.commit()

    assert given == 0
    assert route_waiting(NOON) == 0
    assert Ticket.objects.get(pk=ticket.pk).assignee == taker


def test_two_workers_call_for_the_leads_once(db: None) -> None:
    manager = StaffFactory.create(role=Role.MANAGER)
    waiting_tickets(30)
    late = OPENED + timedelta(minutes=15)

    all_at_once(*[lambda: route_waiting(late)] * 4)

    assert Event.objects.filter(verb="ticket.supervised").count() == 30
    assert Notice.objects.filter(user=manager).count() == 30
    assert RoutingDecision.objects.count() == 30
