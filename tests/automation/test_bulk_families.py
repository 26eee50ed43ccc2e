"""Bulk runs over tags, hiding and merging, there and back."""

import pytest

from automation.enums import BulkKind
from automation.orders import Order
from automation.steps import Step
from customers.models import Customer
from foundation.accounts.models import Team, User
from tests.automation.acting import applied, done, macro_steps, outcomes, undone
from tests.conftest import NOON
from tests.factories.automation import MacroFactory
from tests.factories.tickets import OPENED, TicketFactory
from tests.tickets.acting import LATER, happened
from tickets.models import Tag, Ticket, TicketTag

SNOOZED = Order(BulkKind.SNOOZE, (Step("snooze", "four_hours"),))


@pytest.fixture
def tickets(customer: Customer, team: Team) -> list[Ticket]:
    return TicketFactory.create_batch(3, team=team, customer=customer)


@pytest.fixture
def lot(db: None) -> Tag:
    return Tag.objects.create(name="lô 2409", created_at=OPENED)


@pytest.fixture
def again(db: None) -> Tag:
    return Tag.objects.create(name="quay lại", created_at=OPENED)


def tags_of(ticket: Ticket) -> set[int]:
    return set(TicketTag.objects.filter(ticket=ticket).values_list("tag", flat=True))


def tagging(add: list[Tag], remove: list[Tag]) -> Order:
    step = Step(
        "tags",
        add=tuple(tag.pk for tag in add),
        remove=tuple(tag.pk for tag in remove),
    )
    return Order(BulkKind.TAGS, (step,))


def test_tags_go_on_and_off_and_come_back(
    tickets: list[Ticket], agent_user: User, lot: Tag, again: Tag
) -> None:
    TicketTag.objects.create(ticket=tickets[0], tag=again, added_at=OPENED)

    run = done(tagging([lot], [again]), tickets, agent_user)

    assert [tags_of(one) for one in tickets] == [{lot.pk}] * 3
    undone(run, agent_user, LATER)
    assert [tags_of(one) for one in tickets] == [{again.pk}, set(), set()]


def test_a_tag_out_of_use_is_refused(
    tickets: list[Ticket], agent_user: User, lot: Tag
) -> None:
    lot.is_active = False
    lot.save()

    run = done(tagging([lot], []), tickets, agent_user)

    assert {state for state, _reason in outcomes(run)} == {"refused"}


def test_hidden_tickets_come_back(tickets: list[Ticket], agent_user: User) -> None:
    run = done(SNOOZED, tickets, agent_user)

    assert not Ticket.objects.filter(snoozed_at=None).exists()
    undone(run, agent_user, LATER)
    assert Ticket.objects.filter(snoozed_at=None).count() == 3


def test_the_others_go_on_in_one_and_come_apart(
    tickets: list[Ticket], agent_user: User
) -> None:
    target = tickets[1]

    run = done(Order(BulkKind.MERGE, target_id=target.pk), tickets, agent_user)

    assert [state for state, _reason in outcomes(run)] == ["done", "skipped", "done"]
    assert Ticket.objects.filter(merged_into=target).count() == 2
    undone(run, agent_user, LATER)
    assert not Ticket.objects.filter(merged_into=target).exists()


def test_another_customers_ticket_is_not_merged(
    tickets: list[Ticket], agent_user: User, team: Team
) -> None:
    foreign = TicketFactory(team=team)

    run = done(
        Order(BulkKind.MERGE, target_id=tickets[0].pk), [*tickets, foreign], agent_user
    )

    assert outcomes(run)[3] == ("refused", "other_customer")


def test_a_macro_tags_and_hides(
    tickets: list[Ticket], agent_user: User, lot: Tag
) -> None:
    steps = macro_steps(Step("tags", add=(lot.pk,)), Step("snooze", "reply"))
    macro = MacroFactory(owner=agent_user, steps=steps)

    found = applied(tickets[0], macro, agent_user)

    assert (found.snoozed_at, found.snoozed_until) == (NOON, None)
    assert tags_of(found) == {lot.pk}
    assert happened(found)[-1] == "ticket.macro_applied"
