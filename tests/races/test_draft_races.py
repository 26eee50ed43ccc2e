"""Two keepers change one number of a draft at once, on real connections."""

from typing import Any

import pytest

from foundation.core.actor import SYSTEM
from parts.actions.purchasing import add_to_request, change_quantity, order_request
from parts.errors import RequestStateError, StaleQuantityError
from parts.models import Part, PurchaseLine, StockLocation
from tests.conftest import NOON
from tests.factories.parts import (
    LocationFactory,
    OfferFactory,
    PartFactory,
    the_line,
)
from tests.sessions import (
    PATIENCE_SECONDS,
    all_at_once,
    another_session,
    eventually,
    somebody_waits_for_a_row,
)

pytestmark = pytest.mark.django_db(transaction=True)

BY: dict[str, Any] = {"actor": SYSTEM, "at": NOON}


@pytest.fixture
def pump(transactional_db: None) -> Part:
    part = PartFactory.create(sku="BX-WF95")
    OfferFactory.create(part=part)
    return part


@pytest.fixture
def line(pump: Part) -> PurchaseLine:
    store: StockLocation = LocationFactory.create(code="kho-chinh")
    return add_to_request(pump, location=store, quantity=5, **BY)


def test_of_two_who_saw_the_same_number_one_changes_it(
    pump: Part, line: PurchaseLine
) -> None:
    outcomes = all_at_once(
        *(
            lambda wanted=wanted: change_quantity(line, quantity=wanted, seen=5, **BY)
            for wanted in (8, 12)
        )
    )

    refused = [each for each in outcomes if isinstance(each, Exception)]
    changed = [each for each in outcomes if isinstance(each, PurchaseLine)]
    assert [type(each) for each in refused] == [StaleQuantityError]
    assert [each.quantity for each in changed] == [the_line(pump).quantity]


def test_without_the_lock_the_second_would_overwrite_the_first(
    pump: Part, line: PurchaseLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "parts.actions.holding.held_part", lambda part: Part.objects.get(pk=part.pk)
    )

    with another_session() as first, another_session() as second:
        first.begin()
        first.run(lambda: change_quantity(line, quantity=8, seen=5, **BY))
        outcome = second.start(lambda: change_quantity(line, quantity=12, seen=5, **BY))
        eventually(somebody_waits_for_a_row, bool)
        first.commit()
        outcome.result(timeout=PATIENCE_SECONDS)

    # Nobody was told, and the eight are gone.
    assert the_line(pump).quantity == 12


def test_a_draft_is_ordered_with_the_old_number_or_the_new_one(
    pump: Part, line: PurchaseLine
) -> None:
    outcomes = all_at_once(
        lambda: change_quantity(line, quantity=8, seen=5, **BY),
        lambda: order_request(line.request, **BY),
    )

    refused = [type(each) for each in outcomes if isinstance(each, Exception)]
    found = the_line(pump)
    assert found.ordered_at == NOON
    assert (found.quantity, refused) in [(8, []), (5, [RequestStateError])]
