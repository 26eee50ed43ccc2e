"""Whatever people do to a cover, in any order: what is stored is what the events say."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from catalog.models import Unit
from foundation.core.actor import SYSTEM
from foundation.core.errors import DomainError
from foundation.core.refs import Ref
from tests.conftest import NOON
from tests.factories.warranty import component, covered_unit, published
from warranty.actions import activation, changes, custody, voiding
from warranty.actions.activation import ActivationFacts
from warranty.enums import ActivationChannel, VoidReason
from warranty.models import CoverageEvent, ExtensionPlan
from warranty.replay import replay_coverage

pytestmark = pytest.mark.django_db

DAYS = st.integers(1, 700)
CLAIMS = st.integers(1, 3)
STEPS = st.one_of(
    st.tuples(st.sampled_from(["begin", "end"]), DAYS, CLAIMS),
    st.tuples(
        st.sampled_from(["activate", "days", "plan", "part", "void", "void_part"]),
        DAYS,
        st.just(0),
    ),
    st.tuples(st.just("reinstate"), DAYS, st.integers(2, 9)),
)


def act(unit: Unit, verb: str, day: int, number: int) -> None:
    """Do it if the rules allow; a refusal changes nothing."""
    at = NOON + timedelta(days=day)
    by: dict[str, Any] = {"actor": SYSTEM, "at": at}
    on, motor = at.date(), component("motor")
    claim = Ref("warranty.claim", str(number))
    facts = ActivationFacts(ActivationChannel.AGENT, on, phone="+84903000111")
    refuse: dict[str, Any] = {"reason": VoidReason.OTHER, "note": "x"}
    jobs = {
        "begin": lambda: custody.begin_custody(unit, on=on, claim=claim, **by),
        "end": lambda: custody.end_custody(unit, on=on, claim=claim, **by),
        "activate": lambda: activation.activate(unit, facts, **by),
        "days": lambda: changes.grant_days(unit, days=9, note="Bù", **by),
        "plan": lambda: changes.add_plan(unit, ExtensionPlan.objects.get(), **by),
        "part": lambda: changes.restart_component(unit, motor, on=on, **by),
        "void": lambda: voiding.void_cover(unit, **refuse, **by),
        "void_part": lambda: voiding.void_cover(unit, component=motor, **refuse, **by),
        "reinstate": lambda: voiding.reinstate_cover(
            unit, void_number=number, note="y", **by
        ),
    }
    try:
        with transaction.atomic():
            jobs[verb]()
    except DomainError:
        return


def for_each(unit: Unit, steps: Any) -> None:
    """All of them, one after the other."""
    for step in steps:
        act(unit, *step)


@pytest.fixture
def unit(db: None) -> Unit:
    motor = component("motor")
    published("nha", {"length": 24}, {"length": 60, "component": motor})
    ExtensionPlan.objects.create(code="v12", name="Vàng 12", months=12)
    return covered_unit()


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(STEPS, max_size=10))
def test_replaying_what_happened_gives_the_stored_cover(unit: Unit, steps: Any) -> None:
    with transaction.atomic():
        for_each(unit, steps)

        found = [one for batch in replay_coverage() for one in batch.differences]
        numbers = CoverageEvent.objects.filter(unit=unit).values_list("number")
        in_a_row = [n for (n,) in numbers] == list(range(1, len(numbers) + 1))
        transaction.set_rollback(True)

    assert (found, in_a_row) == ([], True)
