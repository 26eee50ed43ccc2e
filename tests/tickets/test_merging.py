"""Two tickets about one thing go on as one, and can be taken apart as they were."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM, Actor, staff_actor
from foundation.core.errors import DomainError
from tests.conftest import NOON
from tests.factories.sla import publish
from tests.factories.tickets import TicketFactory
from tests.tickets.acting import answered, closed, happened, resolved
from tests.tickets.families import (
    BESIDE,
    all_rows,
    asked,
    merged,
    tables_that_lead_to_a_ticket,
    unmerged,
)
from tickets.actions.assignment import assign_ticket
from tickets.actions.checklists import add_item
from tickets.actions.clock_sweep import sweep_clocks
from tickets.actions.consults import ask_consult, remind_consults
from tickets.actions.drafts import save_draft
from tickets.actions.holding import held
from tickets.actions.merging import merge_tickets
from tickets.actions.messages import add_note, reply_by_customer
from tickets.actions.parts import Part, open_child
from tickets.actions.snooze import snooze_ticket
from tickets.actions.tags import set_tags
from tickets.actions.trackers import Fault, attach_tickets, open_tracker
from tickets.actions.waiting import wait_for
from tickets.actions.words import Words
from tickets.enums import MessageKind, TicketKind, WaitReason
from tickets.models import Message, Tag, Ticket, TicketClock
from tickets.queries import conversation_of
from tickets.replay import replay_clocks

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def source(customer: Customer) -> Ticket:
    publish()
    return asked(customer, subject="Máy giặt không vắt")


@pytest.fixture
def target(source: Ticket, customer: Customer) -> Ticket:
    return asked(customer, subject="Lỗi E3 hôm qua")


def differences() -> list[str]:
    return [str(each) for batch in replay_clocks() for each in batch.differences]


# What `worked_on` leaves rows in, beside the clocks that every ticket has.
USED = (
    "tickets_message",
    "tickets_draft",
    "tickets_tickettag",
    "tickets_checklistitem",
    "tickets_consult",
    "tickets_trackedticket",
    "tickets_ticketclock",
    "tickets_assignment",
)


def worked_on(ticket: Ticket, user: User, colleague: User) -> None:
    """A ticket on which everything was done that leaves a row beside it."""
    by = staff_actor(user.pk)
    about: dict[str, Any] = {"actor": by, "at": NOON}
    assign_ticket(ticket, agent=user, team=None, summary="", **about)
    answered(ticket, user)
    add_note(ticket, author=user, words=Words("Khách hẹn chiều mai."), **about)
    tag = Tag.objects.create(name=f"lô {ticket.number}", created_at=NOON)
    set_tags(ticket, add=[tag], **about)
    add_item(ticket, "Hẹn giờ với khách", by=user, **about)
    ask_consult(
        ticket, asked_by=user, asked_of=colleague, question="Bơm nào thay?", **about
    )
    fault = open_tracker(Fault(f"Lỗi bơm {ticket.number}"), by=user, **about)
    attach_tickets(fault, [ticket], **about)
    save_draft(
        ticket, writer=user, kind=MessageKind.PUBLIC, words=Words("Chị ơi"), at=NOON
    )
    wait_for(ticket, reason=WaitReason.PART, **about)


def writes(ticket: Ticket, by: Actor, body: str = "Vẫn còn lỗi ạ.") -> Message:
    fresh = Ticket.objects.get(pk=ticket.pk)
    return reply_by_customer(fresh, actor=by, at=LATER, words=Words(body))


def test_merging_is_a_pointer_that_both_timelines_tell(
    source: Ticket, target: Ticket, agent_user: User
) -> None:
    fresh = merged(source, target, agent_user)

    assert fresh.merged_into == target
    assert "ticket.merged" in happened(source)
    assert "ticket.merged" in happened(target)


def test_merging_and_taking_apart_leaves_every_row_as_it_was(
    source: Ticket, target: Ticket, agent_user: User, lead_user: User
) -> None:
    worked_on(source, agent_user, lead_user)
    worked_on(target, agent_user, lead_user)
    before = all_rows()

    merged(source, target, agent_user)
    while_merged = all_rows()
    unmerged(source, agent_user, at=LATER)

    assert while_merged != before
    assert all_rows() == before


def test_every_table_that_leads_to_a_ticket_is_compared(
    source: Ticket, target: Ticket, agent_user: User, lead_user: User
) -> None:
    worked_on(source, agent_user, lead_user)
    compared = all_rows()

    assert tables_that_lead_to_a_ticket() - BESIDE <= set(compared)
    assert [name for name in USED if not compared[name]] == []


def test_a_merged_ticket_leads_no_list_and_wakes_no_sweep(
    source: Ticket, target: Ticket, agent_user: User
) -> None:
    merged(source, target, agent_user)

    sweep_clocks(NOON + timedelta(days=30))

    own = TicketClock.objects.filter(ticket=source)
    assert own.count() == 3
    assert not own.filter(is_headline=True).exists()
    assert not own.exclude(breached_at=None).exists()


def test_taken_apart_late_it_is_warned_of_as_if_never_merged(
    source: Ticket, target: Ticket, agent_user: User
) -> None:
    merged(source, target, agent_user)
    late = NOON + timedelta(days=30)
    unmerged(source, agent_user, at=late)

    sweep_clocks(late + timedelta(seconds=1))

    assert "ticket.sla_breached" in happened(source)


def test_the_history_bears_out_the_clocks_while_merged_and_after(
    source: Ticket, target: Ticket, agent_user: User, by_customer: Actor
) -> None:
    answered(target, agent_user)
    merged(source, target, agent_user)
    writes(source, by_customer)
    while_merged = differences()
    unmerged(source, agent_user, at=LATER, take_along=True)

    assert while_merged == []
    assert differences() == []


def refused_pairs(
    source: Ticket, target: Ticket, third: Ticket, strangers: Ticket, by: User
) -> dict[str, Callable[[], tuple[Ticket, Ticket]]]:
    """Two tickets that do not become one, made when they are called for."""
    return {
        "itself": lambda: (source, source),
        "source_merged": lambda: (merged(source, third, by), target),
        "target_merged": lambda: (source, merged(target, third, by)),
        "holding": lambda: (merged(third, source, by).merged_into or source, target),
        "finished": lambda: (source, closed(target, by)),
        "strangers": lambda: (source, strangers),
        "hidden": lambda: (
            source,
            TicketFactory(customer=third.customer, parent=third),
        ),
    }


@pytest.mark.parametrize(
    ("code", "pair"),
    [
        ("merge_into_itself", "itself"),
        ("ticket_merged", "source_merged"),
        ("target_merged", "target_merged"),
        ("holds_others", "holding"),
        ("target_finished", "finished"),
        ("other_customer", "strangers"),
        ("target_hidden", "hidden"),
    ],
)
def test_what_cannot_be_merged_is_refused_with_what_to_do(
    source: Ticket,
    target: Ticket,
    customer: Customer,
    other_customer: Customer,
    agent_user: User,
    code: str,
    pair: str,
) -> None:
    third = asked(customer)
    pairs = refused_pairs(source, target, third, asked(other_customer), agent_user)
    one, into = pairs[pair]()

    with pytest.raises(DomainError) as refused:
        merged(one, into, agent_user)

    assert refused.value.code == code


def test_customers_found_to_be_one_count_as_one(
    source: Ticket, other_customer: Customer, agent_user: User, customer: Customer
) -> None:
    theirs = asked(other_customer)
    Customer.objects.filter(pk=other_customer.pk).update(merged_into=customer)

    fresh = merged(source, Ticket.objects.get(pk=theirs.pk), agent_user)

    assert fresh.merged_into == theirs


def test_nothing_is_done_to_a_merged_ticket(
    source: Ticket, target: Ticket, agent_user: User
) -> None:
    merged(source, target, agent_user)

    with pytest.raises(DomainError) as refused:
        answered(source, agent_user)

    assert refused.value.code == "ticket_merged"


def test_what_the_customer_writes_on_it_goes_on_with_it(
    source: Ticket, target: Ticket, agent_user: User, by_customer: Actor
) -> None:
    answered(target, agent_user)
    merged(source, target, agent_user)

    said = writes(source, by_customer)

    assert (said.ticket, said.via) == (target, source)
    assert Ticket.objects.get(pk=target.pk).waiting_since == LATER
    assert source.messages.count() == 1


def test_the_same_words_sent_again_after_the_merge_are_one_message(
    source: Ticket, target: Ticket, agent_user: User, by_customer: Actor
) -> None:
    words = Words("Alo", client_key="k" * 32)
    first = reply_by_customer(source, actor=by_customer, at=NOON, words=words)
    merged(source, target, agent_user)

    again = reply_by_customer(
        Ticket.objects.get(pk=source.pk), actor=by_customer, at=LATER, words=words
    )

    assert again == first


def test_later_words_stay_where_they_were_answered(
    source: Ticket, target: Ticket, agent_user: User, by_customer: Actor
) -> None:
    merged(source, target, agent_user)
    said = writes(source, by_customer)

    unmerged(source, agent_user)

    said.refresh_from_db()
    assert (said.ticket, said.via) == (target, source)


def test_later_words_go_back_with_the_ticket_that_asks_for_them(
    source: Ticket, target: Ticket, agent_user: User, by_customer: Actor
) -> None:
    answered(target, agent_user)
    merged(resolved(source, agent_user), target, agent_user)
    said = writes(source, by_customer)

    fresh = unmerged(source, agent_user, at=LATER, take_along=True)

    said.refresh_from_db()
    into = Ticket.objects.get(pk=target.pk)
    assert (said.ticket, said.via) == (source, None)
    assert (fresh.status, fresh.waiting_since) == ("open", LATER)
    assert (into.waiting_since, into.last_message_from) == (None, "staff")


def test_words_that_waited_for_the_merge_to_end_go_back_too(
    source: Ticket, target: Ticket, agent_user: User, by_customer: Actor
) -> None:
    merged(source, target, agent_user, at=LATER)
    # Sent before the merge, written down after it.
    waited = reply_by_customer(source, actor=by_customer, at=NOON, words=Words("Alo"))

    unmerged(source, agent_user, at=LATER, take_along=True)

    waited.refresh_from_db()
    assert waited.ticket == source


def test_words_of_an_earlier_merge_stay_where_they_were_left(
    source: Ticket, target: Ticket, agent_user: User, by_customer: Actor
) -> None:
    merged(source, target, agent_user)
    left = writes(source, by_customer)
    unmerged(source, agent_user, at=LATER + timedelta(hours=1))
    fresh = Ticket.objects.get(pk=source.pk)
    merged(fresh, target, agent_user, at=LATER + timedelta(hours=2))

    unmerged(source, agent_user, at=LATER + timedelta(hours=3), take_along=True)

    left.refresh_from_db()
    assert left.ticket == target


def test_what_was_out_of_sight_comes_back_with_the_words_it_waited_for(
    source: Ticket, target: Ticket, agent_user: User, by_customer: Actor, agent: Actor
) -> None:
    snooze_ticket(source, until=None, actor=agent, by=agent_user, at=NOON)
    merged(source, target, agent_user)
    writes(source, by_customer)

    fresh = unmerged(source, agent_user, at=LATER, take_along=True)

    assert fresh.snoozed_at is None


def test_what_was_answered_before_goes_back_without_asking_again(
    source: Ticket, target: Ticket, agent_user: User, by_customer: Actor
) -> None:
    merged(resolved(source, agent_user), target, agent_user)
    writes(source, by_customer)
    answered(Ticket.objects.get(pk=target.pk), agent_user, at=LATER)

    fresh = unmerged(source, agent_user, at=LATER, take_along=True)

    assert (fresh.status, fresh.waiting_since) == ("resolved", None)


def test_who_was_quicker_has_taken_it_apart(
    source: Ticket, target: Ticket, agent_user: User
) -> None:
    merged(source, target, agent_user)
    unmerged(source, agent_user)

    with pytest.raises(DomainError) as refused:
        unmerged(source, agent_user)

    assert refused.value.code == "not_merged"
    assert held(source) == source


def test_the_conversation_interleaves_what_was_merged(
    source: Ticket, target: Ticket, agent_user: User, by_customer: Actor
) -> None:
    merged(source, target, agent_user)
    writes(source, by_customer)

    entries = conversation_of(target, for_customer=False)

    origins = [entry.origin for entry in entries]
    assert origins.count(source.number) == 3  # opened, first words, later words
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
    assert [entry.verb for entry in entries].count("ticket.merged") == 1


@pytest.mark.parametrize(
    ("is_verified", "n_said"), [(True, 2), (False, 1)], ids=["proved", "a guest"]
)
def test_a_customer_reads_together_only_what_is_proved_to_be_theirs(
    source: Ticket, target: Ticket, agent_user: User, is_verified: bool, n_said: int
) -> None:
    Ticket.objects.filter(pk=source.pk).update(is_verified=is_verified)
    merged(source, target, agent_user)

    entries = conversation_of(target, for_customer=True)

    assert sum(entry.is_public for entry in entries) == n_said


def test_the_system_may_merge_too(source: Ticket, target: Ticket) -> None:
    fresh = merge_tickets(source, target, actor=SYSTEM, at=NOON)

    assert fresh.merges.get().by is None


def test_a_question_among_us_is_reminded_of_once_it_stands_alone_again(
    source: Ticket, target: Ticket, agent_user: User, lead_user: User, agent: Actor
) -> None:
    consult = ask_consult(
        source,
        actor=agent,
        asked_by=agent_user,
        asked_of=lead_user,
        question="Đổi bơm?",
        at=NOON,
    )
    merged(Ticket.objects.get(pk=source.pk), target, agent_user)

    assert remind_consults(consult.due_at) == 0

    unmerged(source, agent_user, at=consult.due_at)
    assert remind_consults(consult.due_at) == 1


def test_the_customer_hears_nothing_of_a_part_of_ours_that_was_merged(
    target: Ticket, agent_user: User, agent: Actor
) -> None:
    part = Part("Đặt bơm", "Mã DA92", TicketKind.WARRANTY)
    ours = open_child(target, part, actor=agent, by=agent_user, at=NOON)
    merged(ours, target, agent_user)
    unmerged(ours, agent_user)

    read = conversation_of(Ticket.objects.get(pk=target.pk), for_customer=True)

    assert [entry.verb for entry in read if entry.is_event] == ["ticket.opened"]
