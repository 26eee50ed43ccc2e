"""When a fault that is reported right after an activation is looked at."""

from datetime import UTC, date, datetime

import pytest

from catalog.models import Unit
from customers.models import Customer
from foundation.core.actor import Actor
from tests.factories.tickets import TicketFactory
from tests.factories.warranty import covered_unit
from tickets.enums import TicketKind
from warranty.actions.activation import ActivationFacts, activate
from warranty.actions.judgements import judge_case
from warranty.actions.reviews import decide_review
from warranty.enums import ActivationChannel
from warranty.models import Review

pytestmark = pytest.mark.django_db

# Six in the morning of the 20th in Việt Nam: still the 19th in UTC.
EARLY_MORNING = datetime(2026, 11, 19, 23, 0, tzinfo=UTC)


@pytest.fixture
def late(customer: Customer, agent: Actor) -> Unit:
    """A thing bought in September, switched on at six in the morning of the 20th."""
    unit = covered_unit(owner=customer)
    facts = ActivationFacts(ActivationChannel.AGENT, date(2026, 11, 20))
    activate(unit, facts, actor=agent, at=EARLY_MORNING)
    return unit


def test_a_case_of_the_same_early_morning_is_odd(late: Unit) -> None:
    ticket = TicketFactory(unit=late, opened_at=EARLY_MORNING)

    judge_case(ticket, at=EARLY_MORNING)

    assert Review.objects.get().data == {"days": 0}


def test_a_question_that_turns_out_to_be_a_fault_is_odd_too(late: Unit) -> None:
    ticket = TicketFactory(unit=late, kind=TicketKind.QUESTION, opened_at=EARLY_MORNING)
    judge_case(ticket, at=EARLY_MORNING)
    n_before = Review.objects.count()
    ticket.kind = TicketKind.WARRANTY
    ticket.save(update_fields=["kind"])

    judge_case(ticket, at=EARLY_MORNING)

    assert (n_before, Review.objects.count()) == (0, 1)


def test_what_was_decided_is_not_asked_again(late: Unit, lead: Actor) -> None:
    ticket = TicketFactory(unit=late, opened_at=EARLY_MORNING)
    judge_case(ticket, at=EARLY_MORNING)
    decide_review(
        Review.objects.get(),
        is_upheld=False,
        note="Khách có hóa đơn",
        actor=lead,
        at=EARLY_MORNING,
    )

    judge_case(ticket, at=EARLY_MORNING)

    assert Review.objects.open().count() == 0
