"""What the desk asks the store."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from customers.models import Customer
from foundation.accounts.enums import Role
from foundation.core.actor import SYSTEM
from parts.actions.moving import Lot, Spot
from parts.actions.purchasing import add_to_request, order_request
from parts.actions.reordering import set_rule
from parts.actions.reserving import consume
from parts.actions.stock import move_stock
from parts.enums import Condition, Quality
from parts.models import Part, PartFit, StockLocation, Substitute
from parts.models.sight import StockQuerySet
from parts.queries import (
    available,
    available_everywhere,
    dead_stock,
    last_buy,
    late_lines,
    low_stock,
    parts_that_fit,
    reservations_about,
    substitutes_by_part,
    substitutes_of,
    waiting_reservations,
)
from tests.conftest import NOON
from tests.factories.accounts import StaffFactory
from tests.factories.catalog import ProductFactory
from tests.factories.parts import (
    PartFactory,
    claim_ref,
    day,
    kept,
    stocked,
)

BY: dict[str, Any] = {"actor": SYSTEM, "at": NOON}


def test_what_can_be_had_is_good_and_not_kept(
    compressor: Part, store: StockLocation
) -> None:
    other = PartFactory.create()
    stocked(compressor, store, 5)
    kept(compressor, store, quantity=2)
    back = Spot(store, Condition.RETURNED)
    move_stock(compressor, origin=Spot(store), target=back, lot=Lot(1, "k"), **BY)

    with CaptureQueriesContext(connection) as asked:
        found = available([compressor, other], store)

    assert found == {compressor.pk: 2, other.pk: 0}
    assert len(asked) == 1


def test_the_fullest_place_comes_first(
    compressor: Part, store: StockLocation, van: StockLocation
) -> None:
    stocked(compressor, van, 2)
    stocked(compressor, store, 3)

    assert [row.location for row in available_everywhere(compressor)] == [store, van]


def test_parts_fit_a_product_in_its_revision_or_in_any(db: None) -> None:
    product = ProductFactory.create()
    first, second, anyone, gone = PartFactory.create_batch(4)
    fits = [(first, "A"), (second, "B"), (anyone, ""), (gone, "")]
    PartFit.objects.bulk_create(
        PartFit(part=part, product=product, revision=revision)
        for part, revision in fits
    )
    Part.objects.filter(pk=gone.pk).update(is_active=False)

    assert set(parts_that_fit(product)) == {first, second, anyone}
    assert set(parts_that_fit(product, "A")) == {first, anyone}
    assert not parts_that_fit(ProductFactory.create()).exists()


def test_a_fit_is_said_once(compressor: Part) -> None:
    product = ProductFactory.create()
    PartFit.objects.create(part=compressor, product=product)

    with pytest.raises(IntegrityError):
        PartFit.objects.create(part=compressor, product=product)


def test_substitutes_stand_in_one_way_or_both(compressor: Part) -> None:
    plain, mutual, better, closed = PartFactory.create_batch(4)
    Substitute.objects.create(part=compressor, by=plain)
    Substitute.objects.create(
        part=mutual, by=compressor, is_mutual=True, quality=Quality.REFURBISHED
    )
    Substitute.objects.create(part=better, by=compressor)
    Substitute.objects.create(part=compressor, by=closed)
    Part.objects.filter(pk=closed.pk).update(is_active=False)

    found = [(stand.part, stand.quality) for stand in substitutes_of(compressor)]

    assert found == [(plain, Quality.EQUIVALENT), (mutual, Quality.REFURBISHED)]
    assert [stand.part for stand in substitutes_of(better)] == [compressor]


def test_what_stands_in_for_many_is_asked_for_once(
    compressor: Part, django_assert_num_queries: Any
) -> None:
    plain, both, alone = PartFactory.create_batch(3)
    Substitute.objects.create(part=compressor, by=plain)
    Substitute.objects.create(part=compressor, by=both, is_mutual=True)
    Substitute.objects.create(part=both, by=compressor, quality=Quality.ORIGINAL)

    with django_assert_num_queries(1):
        found = substitutes_by_part([compressor, both, alone])

    stands = {pk: [each.part for each in stands] for pk, stands in found.items()}
    assert stands == {
        compressor.pk: [plain, both],
        both.pk: [compressor],
        alone.pk: [],
    }
    assert found[both.pk][0].quality == Quality.ORIGINAL


def test_nothing_stands_in_for_itself(compressor: Part) -> None:
    with pytest.raises(IntegrityError):
        Substitute.objects.create(part=compressor, by=compressor)


def test_a_claim_knows_what_it_waits_for(
    compressor: Part, store: StockLocation
) -> None:
    mine = kept(compressor, store, 1)
    urgent = kept(compressor, store, 2, urgency=1)

    assert reservations_about(claim_ref(1)) == [mine]
    assert list(waiting_reservations()) == [urgent, mine]


def test_low_stock_says_what_waits_and_what_comes(
    compressor: Part, store: StockLocation
) -> None:
    stocked(compressor, store, 1)
    set_rule(compressor, store, limits=(2, 9), service_level=95, **BY)
    kept(compressor, store, 1, quantity=3)
    order_request(compressor.purchase_lines.get().request, **BY)

    (found,) = low_stock()

    assert (found.rule.part, found.free, found.waiting, found.coming) == (
        compressor,
        1,
        3,
        2,
    )


def test_low_stock_asks_as_much_for_one_as_for_many(store: StockLocation) -> None:
    first = PartFactory.create()
    set_rule(first, store, limits=(2, 9), service_level=95, **BY)
    with CaptureQueriesContext(connection) as one:
        low_stock()
    [
        set_rule(part, store, limits=(2, 9), service_level=95, **BY)
        for part in PartFactory.create_batch(5)
    ]

    with CaptureQueriesContext(connection) as many:
        found = low_stock()

    assert len(found) == 6
    assert len(one) == len(many) == 4


def test_what_nobody_touched_for_a_year_is_dead(
    compressor: Part, store: StockLocation
) -> None:
    long_ago = NOON - timedelta(days=400)
    asleep, used, fresh = compressor, PartFactory.create(), PartFactory.create()
    stocked(asleep, store, 2, at=long_ago)
    stocked(used, store, 2, at=long_ago)
    stocked(fresh, store, 2)
    consume(kept(used, store), **BY)

    (found,) = dead_stock(NOON)

    assert (found.part, found.location, found.on_hand) == (asleep, store, 2)
    assert (found.value, found.used_at) == (3_000_000, None)


def test_the_last_buy_is_announced_half_a_year_ahead(db: None) -> None:
    soon = PartFactory.create(last_buy_on=day("2026-12-31"))
    over = PartFactory.create(last_buy_on=day("2026-01-31"))
    PartFactory.create(last_buy_on=day("2027-12-31"))
    PartFactory.create()

    assert list(last_buy(NOON)) == [over, soon]


def test_what_should_have_come_is_late(compressor: Part, store: StockLocation) -> None:
    line = add_to_request(compressor, location=store, quantity=1, **BY)
    order_request(line.request, **BY)

    assert not late_lines(day("2026-11-25")).exists()
    assert list(late_lines(day("2026-11-26"))) == [line]


def test_parts_are_found_by_words_without_marks_and_by_number(
    compressor: Part,
) -> None:
    assert list(Part.objects.named("may nen")) == [compressor]
    assert list(Part.objects.named("mn-nc")) == [compressor]
    assert not Part.objects.named("quạt").exists()


def test_the_store_is_for_those_who_look_after_parts(
    compressor: Part, customer: Customer
) -> None:
    assert customer.login is not None
    technician = StaffFactory.create(role=Role.TECHNICIAN)
    dispatcher = StaffFactory.create(role=Role.DISPATCHER)

    seen = [
        Part.objects.visible_to(user).count()
        for user in (technician, dispatcher, customer.login)
    ]

    assert seen == [1, 0, 0]


def test_every_table_of_the_store_is_asked_by_who_looks(db: None) -> None:
    stores = [
        isinstance(model._default_manager.all(), StockQuerySet)
        for model in apps.get_app_config("parts").get_models()
    ]

    assert len(stores) == 13
    assert all(stores)
