"""Whatever is done to tickets, their history bears out the clocks that are stored."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from customers.models import Customer
from foundation.accounts.models import User
from tests.tickets.clock_walking import MOVES, START, House, Walk, house_of
from tickets.enums import Metric, PauseReason, Priority
from tickets.models import TicketClock, TicketPause
from tickets.replay import replay_clocks

HOUR = 3600
STEPS = st.lists(
    st.tuples(
        st.sampled_from(sorted(MOVES)),
        st.one_of(st.just(0), st.integers(1, 3 * HOUR), st.integers(1, 15 * 24 * HOUR)),
        st.integers(0, 11),
    ),
    min_size=4,
    max_size=16,
)
# A day on which most things happen, in an order that a desk knows.
A_LIFE = [
    ("answer_and_wait", 600, 0),
    ("customer_writes", 2 * HOUR, 0),
    ("raise_or_lower", 60, 3),
    ("sweep", 5 * HOUR, 0),
    ("start_stage", 60, 1),
    ("wait", HOUR, 1),
    ("resume", 3 * HOUR, 0),
    ("answer_and_resolve", HOUR, 1),
    ("close", 60, 0),
    ("customer_writes", 14 * 24 * HOUR, 0),
    ("apply_policy", HOUR, 1),
    ("sweep", 9 * HOUR, 0),
]


@pytest.fixture
def house(customer: Customer, agent_user: User, lead_user: User) -> House:
    return house_of(customer, agent_user, lead_user)


@pytest.fixture
def lived(house: House) -> Walk:
    """A ticket with a history, and clocks of every verdict."""
    walk = Walk(house, Priority.NORMAL)
    walk.go(A_LIFE)
    return walk


def differences() -> list[str]:
    return [str(each) for batch in replay_clocks() for each in batch.differences]


def replayed() -> tuple[str, str]:
    """What the command says, and how it ends."""
    said = StringIO()
    try:
        call_command("replay", "clocks", stdout=said)
    except CommandError as error:
        return said.getvalue(), str(error)
    return said.getvalue(), ""


@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.sampled_from(list(Priority)), STEPS)
def test_whatever_was_done_the_history_gives_the_same_clocks(
    house: House, priority: Priority, steps: list[tuple[str, int, int]]
) -> None:
    with transaction.atomic():
        Walk(house, priority).go(steps)
        found = differences()
        transaction.set_rollback(True)

    assert found == []


def test_a_ticket_with_a_history_is_replayed_without_a_difference(lived: Walk) -> None:
    batches = list(replay_clocks())

    assert [batch.n_cases for batch in batches] == [1]
    assert batches[0].n_parts == TicketClock.objects.count() > 5
    assert batches[0].differences == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("due_at", START + timedelta(days=40)),
        ("started_at", START - timedelta(seconds=1)),
        ("breached_at", START + timedelta(days=1)),
        ("paused_at", START),
        ("episode", 9),
        ("is_headline", False),
    ],
)
def test_a_clock_that_was_meddled_with_is_seen(
    lived: Walk, column: str, value: Any
) -> None:
    live = TicketClock.objects.live().filter(is_headline=True)
    live.update(**{"next_event_at": None, column: value})

    assert any(f" {column}: " in line for line in differences())


@pytest.mark.parametrize(
    ("column", "value"), [("verdict", "stopped"), ("worked_seconds", 1)]
)
def test_a_judgement_that_was_meddled_with_is_seen(
    lived: Walk, column: str, value: Any
) -> None:
    ended = TicketClock.objects.filter(metric=Metric.FIRST_RESPONSE)
    ended.update(**{column: value})

    assert any(f" {column}: " in line for line in differences())


def test_a_pause_that_was_put_in_is_seen(lived: Walk) -> None:
    TicketPause.objects.create(
        ticket=lived.ticket,
        reason=PauseReason.CUSTOMER,
        started_at=START,
        ended_at=START + timedelta(hours=1),
    )

    assert any(" pauses: " in line for line in differences())


def test_a_clock_that_nothing_started_is_seen(lived: Walk) -> None:
    clock = TicketClock.objects.earliest("pk")
    clock.pk, clock.cycle = None, 77
    clock.save(force_insert=True)

    assert any(" clocks: " in line for line in differences())


def test_the_command_says_how_much_it_went_through(lived: Walk) -> None:
    said, error = replayed()

    n_parts = TicketClock.objects.count()
    assert said == f"1 tickets, {n_parts} clocks, 0 differences\n"
    assert error == ""


def test_the_command_names_each_difference_and_fails(lived: Walk) -> None:
    row = TicketClock.objects.filter(metric=Metric.FIRST_RESPONSE).earliest("pk")
    TicketClock.objects.filter(pk=row.pk).update(worked_seconds=1)

    said, error = replayed()

    number = lived.ticket.number
    assert said.startswith(f"{number} ('first_response', '', 'ours', 1) worked_seconds")
    assert f": 1 ≠ {row.worked_seconds}\n" in said
    assert said.endswith(" 1 differences\n")
    assert error == "What is stored is not what the history says."
