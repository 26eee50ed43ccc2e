import pytest

from catalog import verbs
from catalog.actions.products import ProductFacts, change_product, create_product
from catalog.actions.units import register_unit
from catalog.enums import Category, Whereabouts
from catalog.errors import SerialTakenError, SkuTakenError
from catalog.models import Product, Unit
from customers.models import Customer
from foundation.core.actor import Actor
from foundation.events.models import Event
from tests.conftest import NOON
from tests.factories.catalog import ProductFactory

FACTS = ProductFacts("Tivi Nami TV-43", "Nami", Category.TV)


def test_a_product_is_entered(agent: Actor) -> None:
    product = create_product("TV-43", FACTS, actor=agent, at=NOON)

    assert (product.name, product.category) == ("Tivi Nami TV-43", Category.TV)
    assert Event.objects.get().verb == verbs.PRODUCT_CREATED


def test_two_products_cannot_share_an_sku(agent: Actor) -> None:
    create_product("TV-43", FACTS, actor=agent, at=NOON)

    with pytest.raises(SkuTakenError):
        create_product("TV-43", FACTS, actor=agent, at=NOON)

    assert Product.objects.count() == 1
    assert Event.objects.count() == 1


def test_a_product_is_corrected_and_the_change_named(agent: Actor) -> None:
    product = create_product("TV-43", FACTS, actor=agent, at=NOON)
    facts = ProductFacts("Tivi Nami TV-43", "Nami", Category.TV, is_active=False)

    product = change_product(product, facts, actor=agent, at=NOON)

    assert not product.is_active
    assert Event.objects.get(verb=verbs.PRODUCT_CHANGED).data["changed"] == [
        "is_active"
    ]


def test_saying_the_same_again_records_nothing(agent: Actor) -> None:
    product = create_product("TV-43", FACTS, actor=agent, at=NOON)

    change_product(product, FACTS, actor=agent, at=NOON)

    assert not Event.objects.filter(verb=verbs.PRODUCT_CHANGED).exists()


def test_a_unit_enters_the_stock(agent: Actor) -> None:
    unit = register_unit(" nm95-1 ", ProductFactory.create(), actor=agent, at=NOON)

    assert (unit.serial, unit.whereabouts) == ("NM95-1", Whereabouts.SALEABLE)


def test_a_unit_with_an_owner_is_sold(agent: Actor, customer: Customer) -> None:
    product = ProductFactory.create()

    unit = register_unit("NM95-1", product, owner=customer, actor=agent, at=NOON)

    assert (unit.owner, unit.whereabouts) == (customer, Whereabouts.SOLD)


def test_a_serial_number_is_registered_once(agent: Actor) -> None:
    product = ProductFactory.create()
    register_unit("NM95-1", product, actor=agent, at=NOON)

    with pytest.raises(SerialTakenError):
        register_unit("nm95 - 1", product, actor=agent, at=NOON)

    assert Unit.objects.count() == 1
