"""What happens to the clocks of a ticket when something happens to the ticket."""

from datetime import UTC, datetime, timedelta

import pytest

from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import Actor, staff_actor
from tests.factories.sla import publish, target
from tests.tickets.acting import ASKED, answered, resolved
from tickets.actions.messages import add_note, reply_by_customer
from tickets.actions.opening import open_ticket
from tickets.actions.resolution import reopen_ticket
from tickets.actions.waiting import resume_ticket, wait_for
from tickets.actions.words import Words
from tickets.enums import Metric, Side, Verdict, WaitReason
from tickets.models import Ticket, TicketClock, TicketPause

# Friday 20 November 2026, 15:00 in Ho Chi Minh City; the shop works until 17:30.
AT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def clock(ticket: Ticket, metric: str, side: str = Side.OURS) -> TicketClock:
    return TicketClock.objects.filter(ticket=ticket, metric=metric, side=side).latest(
        "pk"
    )


@pytest.fixture
def opened(customer: Customer, by_customer: Actor) -> Ticket:
    publish()
    return open_ticket(customer, actor=by_customer, at=AT, opening=ASKED)


def test_a_new_ticket_has_its_clocks_at_once(opened: Ticket) -> None:
    first = clock(opened, Metric.FIRST_RESPONSE)
    promised = clock(opened, Metric.RESOLUTION, Side.PROMISED)

    assert first.due_at == AT + timedelta(hours=2)
    assert promised.due_at == AT + timedelta(hours=48)
    assert TicketClock.objects.filter(ticket=opened).count() == 3
    assert TicketClock.objects.get(is_headline=True) == first


def test_a_ticket_that_no_policy_fits_has_none(
    customer: Customer, by_customer: Actor
) -> None:
    publish(kinds=["complaint"])

    ticket = open_ticket(customer, actor=by_customer, at=AT, opening=ASKED)

    assert ticket.sla_version is None
    assert not TicketClock.objects.exists()


def test_the_first_answer_meets_the_first_response(
    opened: Ticket, agent_user: User
) -> None:
    answered(opened, agent_user, at=AT + timedelta(minutes=24))

    first = clock(opened, Metric.FIRST_RESPONSE)

    assert first.verdict == Verdict.MET
    assert first.worked_seconds == 24 * 60
    assert first.agent == agent_user


def test_a_late_answer_is_late_whoever_noticed(
    opened: Ticket, agent_user: User
) -> None:
    answered(opened, agent_user, at=AT + timedelta(hours=2, seconds=1))

    first = clock(opened, Metric.FIRST_RESPONSE)

    assert first.verdict == Verdict.LATE
    assert first.breached_at == AT + timedelta(hours=2)


def test_only_the_oldest_unanswered_message_is_measured(
    opened: Ticket, agent_user: User, by_customer: Actor
) -> None:
    answered(opened, agent_user, at=AT)
    later = AT + timedelta(minutes=10)
    reply_by_customer(opened, actor=by_customer, at=later, words=Words("Alo"))
    reply_by_customer(
        opened, actor=by_customer, at=later + timedelta(minutes=5), words=Words("Alo")
    )

    found = TicketClock.objects.filter(metric=Metric.NEXT_RESPONSE)

    assert [row.started_at for row in found] == [later]


def test_waiting_for_a_part_stops_ours_and_never_the_promise(
    opened: Ticket, agent: Actor
) -> None:
    later = AT + timedelta(hours=1)
    wait_for(opened, actor=agent, reason=WaitReason.PART, at=later)

    ours = clock(opened, Metric.RESOLUTION)
    promised = clock(opened, Metric.RESOLUTION, Side.PROMISED)

    assert ours.paused_at == later
    assert ours.next_event_at is None
    assert promised.paused_at is None
    assert promised.due_at == AT + timedelta(hours=48)
    assert promised.is_headline


def test_going_on_moves_the_due_time_by_the_working_time_that_was_waited(
    opened: Ticket, agent: Actor
) -> None:
    before = clock(opened, Metric.RESOLUTION).due_at
    wait_for(opened, actor=agent, reason=WaitReason.CUSTOMER, at=AT)
    resume_ticket(opened, actor=agent, at=AT + timedelta(minutes=45))

    ours = clock(opened, Metric.RESOLUTION)

    assert ours.due_at == before + timedelta(minutes=45)
    assert ours.paused_at is None
    assert TicketPause.objects.get().set_by_id == agent.user_id


def test_reopening_goes_on_where_the_clock_stood(
    opened: Ticket, agent_user: User, agent: Actor
) -> None:
    due = clock(opened, Metric.RESOLUTION, Side.PROMISED).due_at
    resolved(opened, agent_user, at=AT + timedelta(hours=1))
    kept = clock(opened, Metric.RESOLUTION)
    reopen_ticket(opened, actor=agent, at=AT + timedelta(days=14))

    ours = clock(opened, Metric.RESOLUTION)
    promised = clock(opened, Metric.RESOLUTION, Side.PROMISED)

    assert kept.verdict == Verdict.MET
    assert kept.worked_seconds == 3600
    assert ours.verdict == ""
    assert ours.episode == 2
    assert promised.due_at == due + timedelta(days=14) - timedelta(hours=1)


def test_telling_the_customer_how_it_goes_starts_the_next_update(
    customer: Customer, by_customer: Actor, agent_user: User
) -> None:
    publish("Sửa lâu", target(Metric.UPDATE, Side.OURS, 8))
    ticket = open_ticket(customer, actor=by_customer, at=AT, opening=ASKED)
    answered(ticket, agent_user, at=AT + timedelta(hours=1))

    found = TicketClock.objects.filter(ticket=ticket).order_by("cycle")

    assert [row.verdict for row in found] == [Verdict.MET, ""]
    assert [row.cycle for row in found] == [1, 2]


def test_notes_and_reassignments_leave_the_clocks_alone(
    opened: Ticket, agent_user: User
) -> None:
    before = list(TicketClock.objects.order_by("pk").values())
    add_note(
        opened,
        actor=staff_actor(agent_user.pk),
        author=agent_user,
        at=AT + timedelta(hours=1),
        words=Words("Đã gọi khách"),
    )

    assert list(TicketClock.objects.order_by("pk").values()) == before


def test_a_clock_knows_whose_its_ticket_is_and_leaves_the_lists_with_it(
    opened: Ticket, other_agent_user: User
) -> None:
    mine = TicketClock.objects.filter(ticket=opened)
    Ticket.objects.filter(pk=opened.pk).update(
        assignee=other_agent_user, team=other_agent_user.team_id
    )
    held = mine.leading().get()

    assert (held.its_agent, held.its_team) == (other_agent_user, other_agent_user.team)

    Ticket.objects.filter(pk=opened.pk).update(snoozed_at=AT, snoozed_until=AT)

    assert not mine.leading().exists()


def test_a_clock_begins_with_what_its_ticket_says(
    customer: Customer, by_customer: Actor, agent_user: User
) -> None:
    ticket = open_ticket(customer, actor=by_customer, at=AT, opening=ASKED)
    Ticket.objects.filter(pk=ticket.pk).update(assignee=agent_user)
    version = publish()
    row = TicketClock.objects.create(
        ticket=ticket, target=version.targets.all()[0], metric=Metric.RESOLUTION, side=Side.OURS,
        started_at=AT, due_at=AT, is_headline=True,
    )  # fmt: skip
    row.refresh_from_db()

    assert row.its_agent == agent_user
    assert row.is_listed
