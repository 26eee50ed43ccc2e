"""Merging at once with everything else, on real connections; and what the locks are for."""

from collections.abc import Callable, Iterable
from threading import Barrier

import pytest

from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import customer_actor
from tests.conftest import NOON
from tests.factories.tickets import MessageFactory, TicketFactory
from tests.races.test_tickets import at_once
from tests.sessions import PATIENCE_SECONDS
from tests.tickets.acting import actor_of, answered
from tests.tickets.families import merged, unmerged
from tickets.actions import merging
from tickets.actions.messages import reply_by_customer
from tickets.actions.splitting import NewMatter, split_message
from tickets.actions.words import Words
from tickets.enums import TicketKind
from tickets.models import Message, Ticket, TicketMerge, TicketSplit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def other(ticket: Ticket, customer: Customer) -> Ticket:
    return TicketFactory(customer=customer, team=ticket.team)


@pytest.fixture
def all_read_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """In place of the row locks: both read both tickets first, then both go on."""
    both_have_read = Barrier(2)

    def read(keys: Iterable[int]) -> dict[int, Ticket]:
        found = Ticket.objects.in_bulk(set(keys))
        both_have_read.wait(timeout=PATIENCE_SECONDS)
        return found

    monkeypatch.setattr(merging, "held_together", read)


def writing(ticket: Ticket, body: str = "Alo") -> Callable[[], object]:
    by = customer_actor(ticket.customer_id)
    return lambda: reply_by_customer(ticket, actor=by, at=NOON, words=Words(body))


def test_of_two_who_merge_crosswise_one_wins(
    ticket: Ticket, other: Ticket, agent_user: User
) -> None:
    outcomes = at_once(
        lambda: merged(ticket, other, agent_user),
        lambda: merged(other, ticket, agent_user),
    )

    assert outcomes in (["done", "target_merged"], ["done", "holds_others"], ["done", "ticket_merged"])  # fmt: skip
    assert TicketMerge.objects.count() == 1


def test_without_the_locks_both_go_on_in_each_other(
    ticket: Ticket, other: Ticket, agent_user: User, all_read_together: None
) -> None:
    outcomes = at_once(
        lambda: merged(ticket, other, agent_user),
        lambda: merged(other, ticket, agent_user),
    )

    assert outcomes == ["done", "done"]


def test_of_two_who_merge_the_same_one_wins(
    ticket: Ticket, other: Ticket, agent_user: User
) -> None:
    outcomes = at_once(
        lambda: merged(ticket, other, agent_user),
        lambda: merged(ticket, other, agent_user),
    )

    assert outcomes == ["done", "ticket_merged"]


def test_of_two_who_take_it_apart_one_wins(
    ticket: Ticket, other: Ticket, agent_user: User
) -> None:
    merged(ticket, other, agent_user)

    outcomes = at_once(
        lambda: unmerged(ticket, agent_user), lambda: unmerged(ticket, agent_user)
    )

    assert outcomes == ["done", "not_merged"]


def test_words_that_come_while_it_is_merged_are_lost_nowhere(
    ticket: Ticket, other: Ticket, agent_user: User
) -> None:
    outcomes = at_once(lambda: merged(ticket, other, agent_user), writing(ticket))

    said = Message.objects.get()
    assert outcomes == ["done", "done"]
    assert (said.ticket, said.via) in [(ticket, None), (other, ticket)]


def test_words_that_come_while_it_is_taken_apart_stand_where_they_belong(
    ticket: Ticket, other: Ticket, agent_user: User
) -> None:
    merged(ticket, other, agent_user)
    stale = Ticket.objects.get(pk=ticket.pk)

    outcomes = at_once(
        lambda: unmerged(ticket, agent_user, take_along=True), writing(stale)
    )

    said = Message.objects.get()
    assert outcomes == ["done", "done"]
    assert (said.ticket, said.via) == (ticket, None)


def test_an_answer_of_ours_comes_before_the_merge_or_is_refused(
    ticket: Ticket, other: Ticket, agent_user: User
) -> None:
    outcomes = at_once(
        lambda: merged(ticket, other, agent_user),
        lambda: answered(ticket, agent_user),
    )

    assert outcomes in (["done", "done"], ["done", "ticket_merged"])
    assert Message.objects.count() == outcomes.count("done") - 1


def test_of_two_who_take_the_same_message_out_one_wins(
    ticket: Ticket, agent_user: User
) -> None:
    said = MessageFactory(ticket=ticket)
    matter = NewMatter("Hỏi mua túi lọc", TicketKind.QUESTION)

    def split() -> object:
        fresh = Message.objects.select_related("ticket").get(pk=said.pk)
        return split_message(fresh, actor=actor_of(agent_user), at=NOON, matter=matter)

    outcomes = at_once(split, split)

    assert outcomes == ["done", "split_already"]
    assert TicketSplit.objects.count() == 1
