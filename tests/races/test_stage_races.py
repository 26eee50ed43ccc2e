"""Stages begun at once, on real connections."""

from collections import Counter

import pytest

from customers.models import Customer
from foundation.core.actor import Actor
from tests.conftest import NOON
from tests.factories.sla import publish, target
from tests.sessions import all_at_once
from tests.tickets.acting import ASKED, happened
from tickets.actions.opening import open_ticket
from tickets.actions.stages import finish_stage, start_stage
from tickets.enums import Metric, Side, Stage
from tickets.models import Ticket, TicketClock
from tickets.replay import replay_clocks

pytestmark = pytest.mark.django_db(transaction=True)

BOTH_SIDES = Counter([Side.OURS.value, Side.PROMISED.value])


@pytest.fixture
def repair(customer: Customer, agent: Actor) -> Ticket:
    stages = [
        target(Metric.STAGE, side, 8, stage=stage)
        for stage in (Stage.DIAGNOSIS, Stage.REPAIR)
        for side in (Side.OURS, Side.PROMISED)
    ]
    publish("Sửa chữa", *stages)
    return open_ticket(customer, actor=agent, at=NOON, opening=ASKED)


def live_sides() -> Counter[str]:
    return Counter(TicketClock.objects.live().values_list("side", flat=True))


def test_the_same_stage_begun_four_times_at_once_runs_once(
    repair: Ticket, agent: Actor
) -> None:
    outcomes = all_at_once(
        *[lambda: start_stage(repair, stage=Stage.REPAIR, actor=agent, at=NOON)] * 4
    )

    assert [each for each in outcomes if isinstance(each, Exception)] == []
    assert happened(repair).count("ticket.stage_started") == 1
    assert live_sides() == BOTH_SIDES
    assert TicketClock.objects.count() == 2


def test_of_two_stages_begun_at_once_one_runs(repair: Ticket, agent: Actor) -> None:
    outcomes = all_at_once(
        lambda: start_stage(repair, stage=Stage.REPAIR, actor=agent, at=NOON),
        lambda: start_stage(repair, stage=Stage.DIAGNOSIS, actor=agent, at=NOON),
    )

    assert [each for each in outcomes if isinstance(each, Exception)] == []
    assert live_sides() == BOTH_SIDES
    assert TicketClock.objects.count() == 4
    assert [batch.differences for batch in replay_clocks()] == [[]]


def test_a_stage_finished_twice_at_once_is_finished_once(
    repair: Ticket, agent: Actor
) -> None:
    start_stage(repair, stage=Stage.REPAIR, actor=agent, at=NOON)

    all_at_once(*[lambda: finish_stage(repair, actor=agent, at=NOON)] * 3)

    assert happened(repair).count("ticket.stage_finished") == 1
    assert live_sides() == Counter()
