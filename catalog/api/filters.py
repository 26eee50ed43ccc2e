"""What lists of the catalogue can be narrowed by."""

from decimal import Decimal

from django.db.models import QuerySet
from django_filters import rest_framework as filters

from catalog.enums import Category, Whereabouts
from catalog.models import (
    Product,
    ProductQuerySet,
    Purchase,
    Unit,
)
from catalog.serials import fold_serial
from customers.queries import records_in


class ProductFilter(filters.FilterSet):  # type: ignore[misc] # an untyped library
    """`?sku=&q=&category=&is_active=`."""

    sku = filters.CharFilter()
    q = filters.CharFilter(method="by_words", max_length=100)
    category = filters.MultipleChoiceFilter(choices=Category.choices)
    is_active = filters.BooleanFilter()

    class Meta:
        model = Product
        fields: list[str] = []

    def by_words(
        self, products: ProductQuerySet, name: str, value: str
    ) -> QuerySet[Product]:
        """Words of the name, or the beginning of the SKU."""
        return products.named(value)


class PurchaseFilter(filters.FilterSet):  # type: ignore[misc] # an untyped library
    """`?source=&source_id=&customer=&purchased_since=`."""

    source = filters.CharFilter()
    source_id = filters.CharFilter()
    customer = filters.NumberFilter(method="by_customer", max_value=2**63 - 1)
    purchased_since = filters.IsoDateTimeFilter(
        field_name="purchased_at", lookup_expr="gte"
    )

    class Meta:
        model = Purchase
        fields: list[str] = []

    def by_customer(
        self, purchases: QuerySet[Purchase], name: str, value: Decimal
    ) -> QuerySet[Purchase]:
        """By id; with what those bought who were merged into them."""
        return purchases.filter(customer__in=records_in(int(value)))


class UnitFilter(filters.FilterSet):  # type: ignore[misc] # an untyped library
    """`?serial=&owner=&sku=&whereabouts=`; a serial in any way of writing it."""

    serial = filters.CharFilter(method="by_serial", max_length=200)
    owner = filters.NumberFilter(method="by_owner", max_value=2**63 - 1)
    sku = filters.CharFilter(field_name="product__sku")
    whereabouts = filters.MultipleChoiceFilter(choices=Whereabouts.choices)

    class Meta:
        model = Unit
        fields: list[str] = []

    def by_serial(self, units: QuerySet[Unit], name: str, value: str) -> QuerySet[Unit]:
        """Exactly this one."""
        return units.filter(serial=fold_serial(value))

    def by_owner(
        self, units: QuerySet[Unit], name: str, value: Decimal
    ) -> QuerySet[Unit]:
        """By id; with what belongs to those who were merged into them."""
        return units.filter(owner__in=records_in(int(value)))
