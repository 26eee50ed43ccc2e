"""A case and its parts: the whole does not end before them, and hears of their end."""

from dataclasses import replace

import pytest

from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.errors import DomainError
from foundation.events.models import Event
from foundation.notifications.models import Notice
from tests.conftest import NOON
from tests.factories.sla import publish
from tests.factories.tickets import TicketFactory
from tests.tickets.acting import LATER, answered, happened, owed, resolved
from tests.tickets.families import merged
from tickets.actions.parts import (
    Part,
    finish_parts,
    leave_parent,
    open_child,
    set_parent,
)
from tickets.actions.waiting import wait_for
from tickets.enums import TicketKind, WaitReason
from tickets.models import Ticket, TicketClock
from tickets.receivers import finish_parts_of

BOARD = Part("Đặt board mạch", "Mã DA92-00385, cần trước thứ Năm.", TicketKind.WARRANTY)


@pytest.fixture
def child(ticket: Ticket, agent: Actor, agent_user: User) -> Ticket:
    return open_child(ticket, BOARD, actor=agent, by=agent_user, at=NOON)


def test_a_part_is_of_the_same_customer_and_its_words_are_a_note(
    child: Ticket, ticket: Ticket, agent_user: User
) -> None:
    note = child.messages.get()
    assert (child.parent, child.customer) == (ticket, ticket.customer)
    assert (note.kind, note.author_user) == ("note", agent_user)
    assert happened(child) == ["ticket.opened", "ticket.parented"]
    assert happened(ticket) == ["ticket.parented"]


def test_whose_a_part_is_hears_of_it_once(
    ticket: Ticket, agent: Actor, agent_user: User, lead_user: User
) -> None:
    part = replace(BOARD, assignee=lead_user, client_key="k")

    open_child(ticket, part, actor=agent, by=agent_user, at=NOON)
    open_child(ticket, part, actor=agent, by=agent_user, at=LATER)
    open_child(
        ticket, replace(BOARD, assignee=agent_user), actor=agent, by=agent_user, at=NOON
    )

    notice = Notice.objects.get()
    assert (notice.user, notice.kind) == (lead_user, "ticket-assigned")


def test_the_customer_is_told_and_promised_nothing_of_a_part(
    ticket: Ticket, agent: Actor, agent_user: User
) -> None:
    publish()

    child = open_child(ticket, BOARD, actor=agent, by=agent_user, at=NOON)
    resolved(child, agent_user)

    assert owed("ticket-received") == owed("ticket-resolved") == []
    assert not TicketClock.objects.filter(ticket=child).exists()
    assert child.waiting_since is None


def test_the_customer_does_not_see_it_until_something_is_said_to_them(
    child: Ticket, agent_user: User
) -> None:
    login = child.customer.login
    assert login is not None
    assert child not in Ticket.objects.visible_to(login)

    answered(child, agent_user)

    assert child in Ticket.objects.visible_to(login)


def test_the_same_form_twice_is_one_part(
    ticket: Ticket, agent: Actor, agent_user: User
) -> None:
    part = Part("A", "B", TicketKind.WARRANTY, client_key="k")

    first = open_child(ticket, part, actor=agent, by=agent_user, at=NOON)
    again = open_child(ticket, part, actor=agent, by=agent_user, at=LATER)

    assert first == again
    assert happened(ticket) == ["ticket.parented"]


def test_the_whole_does_not_end_before_its_parts(
    ticket: Ticket, child: Ticket, agent_user: User
) -> None:
    with pytest.raises(DomainError) as refused:
        resolved(ticket, agent_user)

    assert refused.value.code == "parts_unfinished"
    assert child.short_number in str(refused.value)
    resolved(child, agent_user)
    assert resolved(ticket, agent_user).status == "resolved"


def test_a_ticket_becomes_a_part_and_stands_for_itself_again(
    ticket: Ticket, agent: Actor
) -> None:
    other = TicketFactory(public_count=1)

    set_parent(other, ticket, actor=agent, at=NOON)
    set_parent(other, ticket, actor=agent, at=NOON)
    leave_parent(other, actor=agent, at=NOON)
    leave_parent(other, actor=agent, at=NOON)

    assert happened(other) == ["ticket.parented", "ticket.orphaned"]
    assert happened(ticket) == ["ticket.parented", "ticket.orphaned"]


def test_what_we_opened_for_ourselves_does_not_come_before_the_customer(
    child: Ticket, agent: Actor, agent_user: User
) -> None:
    with pytest.raises(DomainError) as refused:
        leave_parent(child, actor=agent, at=NOON)

    assert refused.value.code == "part_is_ours"
    assert child.customer.login is not None
    assert child not in Ticket.objects.visible_to(child.customer.login)
    answered(child, agent_user)
    assert leave_parent(child, actor=agent, at=NOON).parent is None


def test_a_case_whose_last_open_part_went_to_another_goes_on(
    ticket: Ticket, child: Ticket, agent: Actor, agent_user: User
) -> None:
    moved = open_child(ticket, BOARD, actor=agent, by=agent_user, at=NOON)
    resolved(child, agent_user)
    wait_for(ticket, actor=agent, reason=WaitReason.INTERNAL, at=NOON)
    other = TicketFactory(customer=ticket.customer)

    set_parent(moved, other, actor=agent, at=NOON)
    finish_parts_of(Event.objects.get(verb="ticket.orphaned"))

    assert Ticket.objects.get(pk=ticket.pk).status == "open"
    assert happened(ticket)[-2:] == ["ticket.parts_done", "ticket.resumed"]
    assert happened(other) == ["ticket.parented"]


def test_a_ticket_is_no_part_of_itself(ticket: Ticket, agent: Actor) -> None:
    with pytest.raises(DomainError) as refused:
        set_parent(ticket, ticket, actor=agent, at=NOON)

    assert refused.value.code == "part_of_itself"


def test_parts_have_no_parts(ticket: Ticket, child: Ticket, agent: Actor) -> None:
    with pytest.raises(DomainError) as below:
        set_parent(TicketFactory(), child, actor=agent, at=NOON)
    with pytest.raises(DomainError) as above:
        set_parent(ticket, TicketFactory(), actor=agent, at=NOON)

    assert (below.value.code, above.value.code) == ("part_of_part", "has_parts")


def test_a_finished_whole_gets_no_new_part(
    ticket: Ticket, agent: Actor, agent_user: User
) -> None:
    ended = resolved(ticket, agent_user)

    with pytest.raises(DomainError) as refused:
        open_child(ended, BOARD, actor=agent, by=agent_user, at=NOON)

    assert refused.value.code == "parent_finished"


@pytest.mark.parametrize("merged", ["child", "parent"])
def test_merged_tickets_are_no_family(merged: str, agent: Actor) -> None:
    family = {"child": TicketFactory(), "parent": TicketFactory()}
    gone = family[merged].pk
    Ticket.objects.filter(pk=gone).update(merged_into=TicketFactory())

    with pytest.raises(DomainError) as refused:
        set_parent(family["child"], family["parent"], actor=agent, at=NOON)

    assert refused.value.code == "ticket_merged"


@pytest.fixture
def goes_on_in(ticket: Ticket, child: Ticket, agent_user: User) -> Ticket:
    """The ticket in which the case of the part goes on."""
    into = TicketFactory(customer=ticket.customer, public_count=1, assignee=agent_user)
    merged(ticket, into, agent_user)
    return into


def test_a_case_that_goes_on_in_another_does_not_end_there_before_its_parts(
    goes_on_in: Ticket, child: Ticket, agent_user: User
) -> None:
    with pytest.raises(DomainError) as refused:
        resolved(goes_on_in, agent_user)

    assert refused.value.code == "parts_unfinished"
    resolved(child, agent_user)
    assert resolved(goes_on_in, agent_user).status == "resolved"


def test_the_end_of_its_last_part_is_heard_where_it_goes_on(
    goes_on_in: Ticket, child: Ticket, agent: Actor, agent_user: User
) -> None:
    wait_for(goes_on_in, actor=agent, reason=WaitReason.INTERNAL, at=NOON)
    resolved(child, agent_user)

    finish_parts_of(Event.objects.get(verb="ticket.resolved"))

    assert Notice.objects.get(kind="parts-done").user == agent_user
    assert Ticket.objects.get(pk=goes_on_in.pk).status == "open"


def test_the_end_of_the_last_part_wakes_and_tells_the_owner_once(
    ticket: Ticket, child: Ticket, agent: Actor, agent_user: User
) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(assignee=agent_user)
    wait_for(ticket, actor=agent, reason=WaitReason.INTERNAL, at=NOON)
    resolved(child, agent_user)

    finish_parts_of(Event.objects.get(verb="ticket.resolved"))
    finish_parts_of(Event.objects.get(verb="ticket.resolved"))

    assert Notice.objects.get(kind="parts-done").user == agent_user
    assert Ticket.objects.get(pk=ticket.pk).status == "open"
    assert happened(ticket).count("ticket.parts_done") == 1


def test_nothing_is_told_while_a_part_goes_on(
    ticket: Ticket, child: Ticket, agent: Actor, agent_user: User
) -> None:
    open_child(ticket, BOARD, actor=agent, by=agent_user, at=NOON)
    resolved(child, agent_user)

    assert not finish_parts(ticket, NOON)
