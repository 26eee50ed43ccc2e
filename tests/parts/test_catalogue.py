"""Parts are entered and corrected; what waits for one follows who sells it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from foundation.core.actor import SYSTEM
from foundation.events.models import Event
from parts import verbs
from parts.actions.catalogue import change_part, create_part, drop_offer, set_offer
from parts.actions.fitting import drop_fit, drop_substitute, set_fit, set_substitute
from parts.errors import NumberedError, PartTakenError, SelfError
from parts.facts import OfferFacts, PartFacts, StandFacts
from parts.models import Part, PurchaseLine, StockLocation, SupplierPart
from parts.queries import parts_that_fit, substitutes_of
from tests.conftest import NOON
from tests.factories.catalog import ProductFactory
from tests.factories.parts import (
    PartFactory,
    SupplierFactory,
    again,
    kept,
    stocked,
    the_line,
)

pytestmark = pytest.mark.django_db

BY: Any = {"actor": SYSTEM, "at": NOON}


def events(verb: str) -> list[dict[str, Any]]:
    return [one.data for one in Event.objects.filter(verb=verb).order_by("pk")]


def test_a_part_is_entered_once(db: None) -> None:
    made = create_part("mn-x1", PartFacts("Máy nén", price=900_000), **BY)

    with pytest.raises(PartTakenError):
        create_part("MN-X1", PartFacts("Khác"), **BY)

    assert made.sku == "MN-X1"
    assert events(verbs.PART_CREATED) == [{"price": 900_000}]


def test_a_change_is_told_and_none_is_not(compressor: Part) -> None:
    facts = PartFacts(compressor.name, price=3_000_000)

    change_part(compressor, facts, **BY)
    change_part(compressor, facts, **BY)

    assert events(verbs.PART_CHANGED) == [
        {"changed": ["price"], "price": 3_000_000, "was": 2_400_000}
    ]


def test_a_part_that_has_moved_is_not_numbered_later(
    compressor: Part, store: StockLocation
) -> None:
    facts = PartFacts(compressor.name, is_serialised=True)
    stocked(compressor, store, 1)

    with pytest.raises(NumberedError):
        change_part(compressor, facts, **BY)


def test_work_that_waits_is_asked_for_once_somebody_sells_it(
    store: StockLocation,
) -> None:
    part = PartFactory.create(sku="LE")
    waiting = kept(part, store, quantity=2)

    set_offer(part, SupplierFactory.create(), OfferFacts(90_000, 4, 3), **BY)

    line = the_line(part)
    assert (line.quantity, line.short, line.unit_cost) == (3, 3, 90_000)
    assert again(waiting).eta_on == localdate(NOON) + timedelta(days=4)


def test_a_new_price_stands_on_the_draft_and_on_no_order(
    compressor: Part, store: StockLocation
) -> None:
    kept(compressor, store)
    supplier = compressor.offers.get().supplier

    set_offer(compressor, supplier, OfferFacts(1_111_000, 5), **BY)

    assert the_line(compressor).unit_cost == 1_111_000


def test_the_preferred_is_one_and_gets_what_work_waits_for(
    compressor: Part, store: StockLocation
) -> None:
    kept(compressor, store)
    other = SupplierFactory.create()

    set_offer(compressor, other, OfferFacts(9_000_000, 2, is_preferred=True), **BY)

    assert SupplierPart.objects.get(is_preferred=True).supplier == other
    assert the_line(compressor).request.supplier == other


def test_who_sells_it_no_more_is_asked_no_more(
    compressor: Part, store: StockLocation
) -> None:
    waiting = kept(compressor, store)
    supplier = compressor.offers.get().supplier

    drop_offer(compressor, supplier, **BY)
    drop_offer(compressor, supplier, **BY)

    assert not PurchaseLine.objects.exists()
    assert again(waiting).eta_on is None
    assert [one["is_dropped"] for one in events(verbs.PART_OFFER_SET)] == [True]


def test_after_the_last_order_nothing_more_is_asked_for(
    compressor: Part, store: StockLocation
) -> None:
    kept(compressor, store)
    over = localdate(NOON) - timedelta(days=1)

    change_part(compressor, PartFacts(compressor.name, last_buy_on=over), **BY)

    assert not PurchaseLine.objects.exists()


def test_what_it_fits_is_said_once_and_taken_back(compressor: Part) -> None:
    product = ProductFactory.create()

    fit = set_fit(compressor, product, **BY)
    set_fit(compressor, product, **BY)
    fitting = list(parts_that_fit(product))
    drop_fit(fit, **BY)
    drop_fit(fit, **BY)

    assert fitting == [compressor]
    assert not parts_that_fit(product).exists()
    assert [one["is_dropped"] for one in events(verbs.PART_FIT_SET)] == [False, True]


def test_a_mutual_substitute_that_does_no_more_one_way_still_does_the_other(
    compressor: Part,
) -> None:
    other = PartFactory.create()
    set_substitute(compressor, other, StandFacts(is_mutual=True), **BY)

    drop_substitute(other, compressor, **BY)

    assert substitutes_of(other) == []
    assert [one.part for one in substitutes_of(compressor)] == [other]


def test_nothing_stands_in_for_itself(compressor: Part) -> None:
    with pytest.raises(SelfError):
        set_substitute(compressor, compressor, StandFacts(), **BY)
