from dataclasses import replace

import pytest

from foundation.accounts.models import User
from foundation.core.actor import Actor
from tests.conftest import NOON
from tests.factories.catalog import UnitFactory
from tests.tickets.acting import closed, happened, last_event
from tickets.actions.classification import Classification, classify_ticket
from tickets.enums import Priority, TicketKind
from tickets.errors import EmptySubjectError
from tickets.models import Ticket


def test_old_and_new_values_stay_in_the_history(ticket: Ticket, agent: Actor) -> None:
    unit = UnitFactory()
    to = Classification(TicketKind.COMPLAINT, Priority.URGENT, unit, ticket.subject)

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
