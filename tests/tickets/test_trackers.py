"""One fault that hits many: its tickets, a note on all, and its end."""

import pytest

from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.errors import DomainError
from tests.conftest import NOON
from tests.factories.catalog import ProductFactory
from tests.factories.tickets import TicketFactory
from tests.tickets.acting import LATER, happened
from tickets.actions.trackers import (
    Fault,
    attach_tickets,
    change_tracker,
    detach_tickets,
    note_tickets,
    open_tracker,
    reopen_tracker,
    resolve_tracker,
)
from tickets.actions.words import Words
from tickets.models import Ticket, Tracker
from tickets.queries import conversation_of


@pytest.fixture
def tracker(lead: Actor, lead_user: User) -> Tracker:
    fault = Fault("Lỗi bơm xả lô 2409", serial_prefix="wm-2409")
    return open_tracker(fault, actor=lead, by=lead_user, at=NOON)


def test_whoever_opens_it_looks_after_it(tracker: Tracker, lead_user: User) -> None:
    assert (tracker.owner, tracker.serial_prefix) == (lead_user, "WM-2409")


def test_a_fault_without_a_title_is_refused(lead: Actor, lead_user: User) -> None:
    with pytest.raises(DomainError) as refused:
        open_tracker(Fault("  "), actor=lead, by=lead_user, at=NOON)

    assert refused.value.code == "tracker_unnamed"


def test_it_is_described_anew(tracker: Tracker, lead: Actor) -> None:
    product = ProductFactory()
    fault = Fault("Lỗi bơm xả", product=product)

    changed = change_tracker(tracker, fault, actor=lead, at=LATER)

    assert (changed.title, changed.product) == ("Lỗi bơm xả", product)


def test_tickets_come_and_go_once_each(
    tracker: Tracker, ticket: Ticket, agent: Actor
) -> None:
    assert attach_tickets(tracker, [ticket], actor=agent, at=NOON) == [ticket]
    assert attach_tickets(tracker, [ticket], actor=agent, at=NOON) == []
    assert detach_tickets(tracker, [ticket], actor=agent, at=NOON) == [ticket]
    assert detach_tickets(tracker, [ticket], actor=agent, at=NOON) == []

    assert happened(ticket) == ["ticket.tracked", "ticket.untracked"]


def test_the_timeline_names_the_fault(
    tracker: Tracker, ticket: Ticket, agent: Actor
) -> None:
    attach_tickets(tracker, [ticket], actor=agent, at=NOON)

    (entry,) = conversation_of(ticket, for_customer=False)
    assert entry.text == "Thuộc lỗi hàng loạt: Lỗi bơm xả lô 2409"


def test_what_was_merged_goes_on_elsewhere(
    tracker: Tracker, ticket: Ticket, agent: Actor
) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(merged_into=TicketFactory())
    ticket.refresh_from_db()

    assert attach_tickets(tracker, [ticket], actor=agent, at=NOON) == []


def test_a_note_stands_on_each_and_twice_is_once(
    tracker: Tracker, ticket: Ticket, agent: Actor, agent_user: User
) -> None:
    other: Ticket = TicketFactory()
    tickets = [ticket, other]
    words = Words("Hãng đã xác nhận lỗi bơm.", client_key="k")

    noted = note_tickets(
        tracker, tickets, words, actor=agent, author=agent_user, at=NOON
    )
    note_tickets(tracker, tickets, words, actor=agent, author=agent_user, at=LATER)

    assert noted == 2
    assert [each.messages.count() for each in tickets] == [1, 1]


def test_a_settled_fault_takes_no_more_until_it_is_opened_again(
    tracker: Tracker, ticket: Ticket, lead: Actor
) -> None:
    resolve_tracker(tracker, actor=lead, at=LATER)

    with pytest.raises(DomainError) as refused:
        attach_tickets(tracker, [ticket], actor=lead, at=LATER)
    with pytest.raises(DomainError) as twice:
        resolve_tracker(tracker, actor=lead, at=LATER)
    reopen_tracker(tracker, actor=lead, at=LATER)

    assert refused.value.code == twice.value.code == "tracker_resolved"
    assert attach_tickets(tracker, [ticket], actor=lead, at=LATER) == [ticket]


def test_what_goes_on_is_not_opened_again(tracker: Tracker, lead: Actor) -> None:
    with pytest.raises(DomainError) as refused:
        reopen_tracker(tracker, actor=lead, at=LATER)

    assert refused.value.code == "tracker_open"


def test_a_ticket_merged_meanwhile_keeps_no_note_from_the_others(
    tracker: Tracker, ticket: Ticket, lead: Actor, lead_user: User
) -> None:
    gone, other = TicketFactory(customer=ticket.customer), TicketFactory()
    shown = [gone, other]
    Ticket.objects.filter(pk=gone.pk).update(merged_into=ticket)

    noted = note_tickets(
        tracker, shown, Words("Bơm đã về"), actor=lead, author=lead_user, at=NOON
    )

    assert noted == 1
    assert other.messages.get().body == "Bơm đã về"
