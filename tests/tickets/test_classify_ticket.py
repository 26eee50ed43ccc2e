from dataclasses import replace

import pytest

from foundation.accounts.models import User
from foundation.core.actor import Actor
from tests.conftest import NOON
from tests.factories.catalog import UnitFactory
from tests.tickets.acting import closed, happened, last_event
from tickets.actions.classification import Classification, classify_ticket
from tickets.enums import Complexity, Priority, TicketKind
from tickets.errors import CategoryUnavailableError, EmptySubjectError
from tickets.models import Ticket, TicketCategory


def test_old_and_new_values_stay_in_the_history(ticket: Ticket, agent: Actor) -> None:
    unit = UnitFactory()
    to = replace(
        Classification.of(ticket),
        kind=TicketKind.COMPLAINT,
        priority=Priority.URGENT,
        unit=unit,
    )

    fresh = classify_ticket(ticket, actor=agent, at=NOON, to=to)

    data = last_event("ticket.classified").data
    assert (fresh.kind, fresh.priority, fresh.unit) == ("complaint", "urgent", unit)
    assert (data["old_kind"], data["kind"]) == ("warranty", "complaint")
    assert (data["old_priority"], data["priority"]) == ("normal", "urgent")
    assert (data["old_unit_id"], data["unit_id"]) == (None, unit.pk)


def test_a_new_subject_is_no_word_in_the_event(ticket: Ticket, agent: Actor) -> None:
    to = replace(Classification.of(ticket), subject="Máy rò nước")

    classify_ticket(ticket, actor=agent, at=NOON, to=to)

    data = last_event("ticket.classified").data
    assert data["is_renamed"] is True
    assert "nước" not in str(data)
    assert "kind" not in data


def test_sorting_it_as_it_is_is_no_event(ticket: Ticket, agent: Actor) -> None:
    classify_ticket(ticket, actor=agent, at=NOON, to=Classification.of(ticket))

    assert happened(ticket) == []


def test_a_ticket_keeps_a_subject(ticket: Ticket, agent: Actor) -> None:
    to = replace(Classification.of(ticket), subject=" \u200b")

    with pytest.raises(EmptySubjectError):
        classify_ticket(ticket, actor=agent, at=NOON, to=to)


def test_reports_are_corrected_after_closing(
    ticket: Ticket, agent: Actor, agent_user: User
) -> None:
    closed(ticket, agent_user)
    to = replace(Classification.of(ticket), kind=TicketKind.QUESTION)

    fresh = classify_ticket(ticket, actor=agent, at=NOON, to=to)

    assert fresh.kind == TicketKind.QUESTION


@pytest.fixture
def hard(db: None) -> TicketCategory:
    return TicketCategory.objects.create(
        name="Lỗi bo mạch", complexity=Complexity.COMPLEX
    )


def test_a_category_says_how_hard_it_is(
    ticket: Ticket, agent: Actor, hard: TicketCategory
) -> None:
    to = Classification.of(ticket).under(hard)

    fresh = classify_ticket(ticket, actor=agent, at=NOON, to=to)

    assert (fresh.category, fresh.complexity) == (hard, Complexity.COMPLEX)
    data = last_event("ticket.classified").data
    assert (data["old_category_id"], data["category_id"]) == (None, hard.pk)
    assert (data["old_complexity"], data["complexity"]) == ("simple", "complex")


def test_who_sorts_it_may_say_otherwise(
    ticket: Ticket, agent: Actor, hard: TicketCategory
) -> None:
    to = Classification.of(ticket).under(hard, Complexity.SIMPLE)

    fresh = classify_ticket(ticket, actor=agent, at=NOON, to=to)

    assert (fresh.category, fresh.complexity) == (hard, Complexity.SIMPLE)


def test_without_a_category_it_stays_as_hard_as_it_was(
    ticket: Ticket, agent: Actor, hard: TicketCategory
) -> None:
    to = Classification.of(ticket).under(hard)
    fresh = classify_ticket(ticket, actor=agent, at=NOON, to=to)

    assert Classification.of(fresh).under(None).complexity == Complexity.COMPLEX


def test_a_category_out_of_use_is_refused(
    ticket: Ticket, agent: Actor, hard: TicketCategory
) -> None:
    hard.is_active = False
    to = Classification.of(ticket).under(hard)

    with pytest.raises(CategoryUnavailableError):
        classify_ticket(ticket, actor=agent, at=NOON, to=to)


def test_what_stands_under_it_may_stay_there(
    ticket: Ticket, agent: Actor, hard: TicketCategory
) -> None:
    fresh = classify_ticket(
        ticket, actor=agent, at=NOON, to=Classification.of(ticket).under(hard)
    )
    hard.is_active = False
    fresh.category = hard

    again = replace(Classification.of(fresh), priority=Priority.HIGH)

    assert classify_ticket(ticket, actor=agent, at=NOON, to=again).priority == "high"
