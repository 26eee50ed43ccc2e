"""Tags, snoozes, checklists and parts of one ticket at once, on real connections."""

from datetime import timedelta

import pytest

from foundation.accounts.models import User
from foundation.core.actor import Actor, staff_actor
from foundation.events.models import Event
from foundation.notifications.models import Notice
from tests.conftest import NOON
from tests.factories.accounts import StaffFactory
from tests.factories.tickets import TicketFactory
from tests.sessions import all_at_once, another_session
from tests.tickets.acting import happened, resolved
from tickets.actions.checklists import add_item, tick_item
from tickets.actions.messages import reply_by_customer
from tickets.actions.parts import Part, finish_parts, open_child, set_parent
from tickets.actions.snooze import snooze_ticket, wake_due
from tickets.actions.tags import make_tag, merge_tags, retire_tag, set_tags
from tickets.actions.trackers import Fault, attach_tickets, open_tracker
from tickets.actions.words import Words
from tickets.enums import TicketKind
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


def test_a_case_does_not_end_while_a_part_of_it_is_opened(
    case: Ticket, user: User, agent: Actor
) -> None:
    """Either the case ended first and takes no part, or it has one and goes on."""
    part = Part("Đặt board mạch", "Cần trước thứ Năm.", TicketKind.WARRANTY)

    outcomes = all_at_once(
        lambda: resolved(case, user),
        lambda: open_child(case, part, actor=agent, by=user, at=NOON),
    )

    assert len(failures(outcomes)) == 1
    case.refresh_from_db()
    assert (case.status == "resolved") != case.children.exists()


def test_without_the_lock_a_case_would_end_before_its_part(
    case: Ticket, user: User, agent: Actor
) -> None:
    """The race that the lock closes: the part is not seen yet."""
    part = Part("Đặt board mạch", "Cần trước thứ Năm.", TicketKind.WARRANTY)
    with another_session() as session:
        session.begin()
        session.run(lambda: open_child(case, part, actor=agent, by=user, at=NOON))
        looks_whole = not Ticket.objects.filter(parent=case).exists()
        session.commit()

    assert looks_whole


def test_no_chain_is_made_by_two_at_once(case: Ticket, agent: Actor) -> None:
    middle, top = TicketFactory(), TicketFactory()

    outcomes = all_at_once(
        lambda: set_parent(case, middle, actor=agent, at=NOON),
        lambda: set_parent(middle, top, actor=agent, at=NOON),
    )

    assert len(failures(outcomes)) == 1
    assert not Ticket.objects.filter(parent__parent__isnull=False).exists()


def test_two_that_become_parts_of_each_other_become_one_family(
    case: Ticket, agent: Actor
) -> None:
    other = TicketFactory()

    outcomes = all_at_once(
        lambda: set_parent(case, other, actor=agent, at=NOON),
        lambda: set_parent(other, case, actor=agent, at=NOON),
    )

    assert len(failures(outcomes)) == 1


def test_the_end_of_the_last_parts_is_told_once(
    case: Ticket, user: User, agent: Actor
) -> None:
    part = Part("Đặt board mạch", "Cần trước thứ Năm.", TicketKind.WARRANTY)
    resolved(open_child(case, part, actor=agent, by=user, at=NOON), user)

    all_at_once(*[lambda: finish_parts(case, NOON)] * 3)

    assert happened(case).count("ticket.parts_done") == 1


def test_a_thing_done_by_two_at_once_is_done_once(
    case: Ticket, user: User, agent: Actor
) -> None:
    item = add_item(case, "Gọi lại", actor=agent, by=user, at=NOON)

    outcomes = all_at_once(
        *[lambda: tick_item(item, is_done=True, actor=agent, by=user, at=NOON)] * 3
    )

    assert failures(outcomes) == []
    assert Event.objects.filter(verb="checklist.ticked").count() == 1


def test_lines_added_at_once_have_places_of_their_own(
    case: Ticket, user: User, agent: Actor
) -> None:
    all_at_once(*[lambda: add_item(case, "Gọi lại", actor=agent, by=user, at=NOON)] * 3)

    assert sorted(case.checklist.values_list("position", flat=True)) == [0, 1, 2]


def test_a_ticket_attached_by_two_at_once_is_attached_once(
    case: Ticket, user: User, agent: Actor
) -> None:
    tracker = open_tracker(Fault("Lỗi bơm"), actor=agent, by=user, at=NOON)

    outcomes = all_at_once(
        *[lambda: attach_tickets(tracker, [case], actor=agent, at=NOON)] * 3
    )

    assert failures(outcomes) == []
    assert happened(case) == ["ticket.tracked"]
