"""What the API takes and gives for products, purchases and units."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalog.enums import Category, SalesChannel, Whereabouts
from catalog.models import Purchase, PurchaseLine
from foundation.core.strict import StrictSerializer

MAX_LINES = 200
MAX_AMOUNT = 2**63 - 1  # fits the column; what is sensible is the action's question


class ProductEdit(StrictSerializer):
    """What changes of a product; its SKU stays."""

    name = serializers.CharField(max_length=160, required=False)
    brand = serializers.CharField(max_length=60, required=False, allow_blank=True)
    category = serializers.ChoiceField(Category.choices, required=False)
    is_active = serializers.BooleanField(required=False)


class ProductInput(StrictSerializer):
    """A new product."""

    sku = serializers.RegexField(r"^[A-Za-z0-9][A-Za-z0-9._/-]*$", max_length=40)
    name = serializers.CharField(max_length=160)
    brand = serializers.CharField(max_length=60, default="", allow_blank=True)
    category = serializers.ChoiceField(Category.choices, default=Category.OTHER)
    is_active = serializers.BooleanField(default=True)


class ProductOutput(serializers.Serializer[Any]):
    """A product we sell."""

    id = serializers.IntegerField()
    sku = serializers.CharField()
    name = serializers.CharField()
    brand = serializers.CharField()
    category = serializers.ChoiceField(Category.choices)
    is_active = serializers.BooleanField()
    created_at = serializers.DateTimeField()


class BuyerInput(StrictSerializer):
    """Who bought; the telephone number decides who that is."""

    name = serializers.CharField(max_length=160)
    phone = serializers.CharField(max_length=40)
    email = serializers.CharField(max_length=254, default="", allow_blank=True)


class LineInput(StrictSerializer):
    """One product on a receipt; `discount` is the whole line's."""

    sku = serializers.CharField(max_length=40)
    quantity = serializers.IntegerField(max_value=MAX_AMOUNT, min_value=-MAX_AMOUNT)
    unit_price = serializers.IntegerField(max_value=MAX_AMOUNT, min_value=-MAX_AMOUNT)
    discount = serializers.IntegerField(
        default=0, max_value=MAX_AMOUNT, min_value=-MAX_AMOUNT
    )
    serials = serializers.ListField(
        child=serializers.CharField(max_length=200), max_length=MAX_LINES, default=list
    )


class PurchaseInput(StrictSerializer):
    """A receipt of a shop system; `source` and `source_id` name it."""

    source = serializers.CharField(max_length=40)  # type: ignore[assignment] # a field of this name
    source_id = serializers.CharField(max_length=80)
    channel = serializers.ChoiceField(SalesChannel.choices)
    customer = BuyerInput()
    purchased_at = serializers.DateTimeField()
    delivered_at = serializers.DateTimeField(required=False, allow_null=True)
    lines = serializers.ListField(child=LineInput(), max_length=MAX_LINES)


class LineOutput(serializers.Serializer[Any]):
    """One product on a receipt, with what one unit cost after the discount."""

    id = serializers.IntegerField()
    number = serializers.IntegerField()
    sku = serializers.CharField(source="product.sku")
    product_name = serializers.CharField(source="product.name")
    quantity = serializers.IntegerField()
    unit_price = serializers.IntegerField()
    discount = serializers.IntegerField()
    net_unit = serializers.IntegerField()
    serials = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_serials(self, line: PurchaseLine) -> list[str]:
        """The units it sold."""
        return sorted(unit.serial for unit in line.units.all())


class CustomerOfPurchase(serializers.Serializer[Any]):
    """Whose it is."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class PurchaseOutput(serializers.Serializer[Any]):
    """A receipt; amounts are whole units of `currency`."""

    id = serializers.IntegerField()
    source = serializers.CharField()  # type: ignore[assignment] # a field of this name
    source_id = serializers.CharField()
    channel = serializers.ChoiceField(SalesChannel.choices)
    customer = CustomerOfPurchase()
    purchased_at = serializers.DateTimeField()
    delivered_at = serializers.DateTimeField(allow_null=True)
    currency = serializers.CharField()
    amount = serializers.SerializerMethodField()
    lines = LineOutput(many=True)
    created_at = serializers.DateTimeField()

    def get_amount(self, purchase: Purchase) -> int:
        """What was paid for all lines."""
        return sum(
            line.unit_price * line.quantity - line.discount
            for line in purchase.lines.all()
        )


class PurchaseOfUnit(serializers.Serializer[Any]):
    """The receipt that sold a unit."""

    id = serializers.IntegerField(source="purchase.id")
    source = serializers.CharField(source="purchase.source")  # type: ignore[assignment] # a field of this name
    source_id = serializers.CharField(source="purchase.source_id")
    line = serializers.IntegerField(source="id")
    purchased_at = serializers.DateTimeField(source="purchase.purchased_at")
    delivered_at = serializers.DateTimeField(
        source="purchase.delivered_at", allow_null=True
    )


class UnitOutput(serializers.Serializer[Any]):
    """One physical thing."""

    id = serializers.IntegerField()
    serial = serializers.CharField()
    product = ProductOutput()
    whereabouts = serializers.ChoiceField(Whereabouts.choices)
    owner = CustomerOfPurchase(allow_null=True)
    purchase = PurchaseOfUnit(source="purchase_line", allow_null=True)
    # What the warranty says of it; null where no published policy covers it.
    coverage = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()

    @extend_schema_field({"type": "object", "nullable": True})
    def get_coverage(self, unit: Any) -> Any:
        """As in the answer of a look-up, with status, basis and doubts."""
        return getattr(unit, "coverage", None)


class HappeningOutput(serializers.Serializer[Any]):
    """One thing that happened to a unit."""

    id = serializers.IntegerField()
    verb = serializers.CharField()
    at = serializers.DateTimeField()
    actor_kind = serializers.CharField()
    data = serializers.DictField()  # type: ignore[assignment] # a field of this name


class UnitDetail(UnitOutput):
    """A unit with its history, newest first."""

    history = HappeningOutput(many=True)
