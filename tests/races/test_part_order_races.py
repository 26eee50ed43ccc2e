"""Whoever holds several parts takes them in the order of their keys, not of their names."""

from collections.abc import Callable
from typing import Any

import pytest

from foundation.accounts.enums import Role
from foundation.core.actor import SYSTEM
from parts.actions.moving import held_part
from parts.enums import LocationKind
from parts.models import Part
from tests.factories import claims as make
from tests.factories.claims import NOON
from tests.factories.parts import LocationFactory, OfferFactory, PartFactory
from tests.factories.warranty import covered_unit
from tests.sessions import (
    PATIENCE_SECONDS,
    another_session,
    eventually,
    somebody_waits_for_a_row,
)
from warranty.actions.claims import approving, diagnosing, lines, receiving
from warranty.claim_enums import LineKind
from warranty.models import Claim

pytestmark = pytest.mark.django_db(transaction=True)

BY: dict[str, Any] = {"actor": SYSTEM, "at": NOON}


@pytest.fixture
def two() -> list[Part]:
    """Two parts, the older of which is the last by name."""
    LocationFactory.create(kind=LocationKind.DEFECTIVE)
    LocationFactory.create()
    parts = [PartFactory.create(name="Van cấp"), PartFactory.create(name="Bơm xả")]
    OfferFactory.create(part=parts[0])
    OfferFactory.create(part=parts[1])
    return parts


@pytest.fixture
def claim(two: list[Part]) -> Claim:
    """One that needs both."""
    found = make.diagnosed(make.on_bench(make.received(make.submitted(covered_unit()))))
    for part in two:
        new = lines.NewLine(LineKind.PART, part=part, price=0)
        lines.add_line(found, new, adder=None, **BY)
    found.refresh_from_db()
    return found


def approve(claim: Claim) -> Claim:
    by = make.technician("dung@hongha.example", role=Role.LEAD)
    return approving.approve_repair(claim, approver=by, **BY)


def hurry(claim: Claim) -> Claim:
    return receiving.hurry_claim(claim, urgency=3, **BY)


def look_again(claim: Claim) -> Claim:
    by = make.technician()
    return diagnosing.begin_diagnosis(claim, technician=by, **BY)


@pytest.mark.parametrize(
    ("before", "deed"),
    [
        (lambda claim: claim, approve),
        (approve, hurry),
        (approve, look_again),
    ],
    ids=["keep", "move", "let go"],
)
def test_a_claim_of_several_parts_waits_for_the_store_in_no_circle(
    two: list[Part],
    claim: Claim,
    before: Callable[[Claim], Claim],
    deed: Callable[[Claim], Claim],
) -> None:
    claim = before(claim)

    with another_session() as keeper, another_session() as desk:
        keeper.begin()
        keeper.run(lambda: held_part(two[0]))
        outcome = desk.start(lambda: deed(claim))
        eventually(somebody_waits_for_a_row, bool)
        keeper.run(lambda: held_part(two[1]))
        keeper.commit()

        assert outcome.result(timeout=PATIENCE_SECONDS).pk == claim.pk
