"""Tags, snoozes, checklists and parts of one ticket at once, on real connections."""

from datetime import timedelta

import pytest

from foundation.accounts.models import User
from foundation.core.actor import Actor, staff_actor
from foundation.notifications.models import Notice
from tests.conftest import NOON
from tests.factories.accounts import StaffFactory
from tests.factories.tickets import TicketFactory
from tests.sessions import all_at_once, another_session
from tests.tickets.acting import happened
from tickets.actions.messages import reply_by_customer
from tickets.actions.snooze import snooze_ticket, wake_due
from tickets.actions.tags import make_tag, merge_tags, retire_tag, set_tags
from tickets.actions.words import Words
from tickets.models import Tag, Ticket, TicketTag

pytestmark = pytest.mark.django_db(transaction=True)

TOMORROW = NOON + timedelta(days=1)


@pytest.fixture
def user(transactional_db: None) -> User:
    return StaffFactory()


@pytest.fixture
def agent(user: User) -> Actor:
    return staff_actor(user.pk)


@pytest.fixture
def case(transactional_db: None) -> Ticket:
    return TicketFactory()


def failures(outcomes: list[object]) -> list[object]:
    return [each for each in outcomes if isinstance(each, Exception)]


def test_a_tag_put_on_four_times_at_once_is_put_on_once(
    case: Ticket, agent: Actor
) -> None:
    tag = make_tag("Lô 2409", actor=agent, at=NOON)

    outcomes = all_at_once(
        *[lambda: set_tags(case, add=[tag], actor=agent, at=NOON)] * 4
    )

    assert failures(outcomes) == []
    assert happened(case) == ["ticket.tagged"]


def test_a_tag_made_four_times_at_once_is_one(agent: Actor) -> None:
    outcomes = all_at_once(*[lambda: make_tag("Lô 2409", actor=agent, at=NOON)] * 4)

    assert failures(outcomes) == []
    assert Tag.objects.count() == 1


def test_no_ticket_bears_a_tag_that_was_merged_away_meanwhile(
    case: Ticket, agent: Actor
) -> None:
    old = make_tag("Lô 2409", actor=agent, at=NOON)
    new = make_tag("Lô 24-09", actor=agent, at=NOON)

    all_at_once(
        lambda: set_tags(case, add=[old], actor=agent, at=NOON),
        lambda: merge_tags(old, new, actor=agent, at=NOON),
    )

    assert not TicketTag.objects.filter(tag=old).exists()


def test_without_the_lock_a_retired_tag_would_be_put_on(
    case: Ticket, agent: Actor
) -> None:
    """The race that the lock closes: the tag still looks in use."""
    tag = make_tag("Lô 2409", actor=agent, at=NOON)
    with another_session() as session:
        session.begin()
        session.run(lambda: retire_tag(tag, actor=agent, at=NOON))
        looks_in_use = Tag.objects.get(pk=tag.pk).is_active
        session.commit()

    assert looks_in_use


def test_two_sweeps_wake_a_ticket_once(case: Ticket, user: User, agent: Actor) -> None:
    snooze_ticket(case, until=TOMORROW, actor=agent, by=user, at=NOON)

    all_at_once(*[lambda: wake_due(TOMORROW)] * 4)

    assert happened(case) == ["ticket.snoozed", "ticket.woken"]
    assert Notice.objects.filter(kind="snooze-over").count() == 1


def test_a_word_of_the_customer_while_it_is_put_aside_is_not_lost(
    case: Ticket, user: User, agent: Actor
) -> None:
    """Either the word wakes it, or it is put aside after somebody could see the word."""
    outcomes = all_at_once(
        lambda: snooze_ticket(case, until=None, actor=agent, by=user, at=NOON),
        lambda: reply_by_customer(case, actor=agent, at=NOON, words=Words("Alo")),
    )

    assert failures(outcomes) == []
    assert happened(case)[0] in {"ticket.snoozed", "ticket.customer_replied"}
    assert case.messages.count() == 1
