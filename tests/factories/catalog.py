from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from catalog.enums import Category, Whereabouts
from catalog.models import ComponentClass, Product, Purchase, PurchaseLine, Unit
from tests.factories.customers import CustomerFactory


class ProductFactory(DjangoModelFactory[Product]):
    class Meta:
        model = Product

    sku = factory.Sequence(lambda n: f"SKU-{n:04d}")
    name = factory.Sequence(lambda n: f"Máy giặt Nami WF-{n}")
    brand = "Nami"
    category = Category.WASHING_MACHINE


class PurchaseFactory(DjangoModelFactory[Purchase]):
    class Meta:
        model = Purchase

    source = "pos"
    source_id = factory.Sequence(lambda n: f"HD{n:06d}")
    customer = factory.SubFactory(CustomerFactory)
    purchased_at = datetime(2026, 9, 12, 3, 0, tzinfo=UTC)


class PurchaseLineFactory(DjangoModelFactory[PurchaseLine]):
    class Meta:
        model = PurchaseLine

    purchase = factory.SubFactory(PurchaseFactory)
    number = 1
    product = factory.SubFactory(ProductFactory)
    quantity = 1
    unit_price = 8_990_000
    net_unit = 8_990_000


class UnitFactory(DjangoModelFactory[Unit]):
    class Meta:
        model = Unit

    serial = factory.Sequence(lambda n: f"NM95-2409-{n:06d}")
    product = factory.SubFactory(ProductFactory)
    whereabouts = Whereabouts.SOLD


class ComponentClassFactory(DjangoModelFactory[ComponentClass]):
    class Meta:
        model = ComponentClass

    code = factory.Sequence(lambda n: f"part-{n}")
    name = factory.Sequence(lambda n: f"Bộ phận {n}")
