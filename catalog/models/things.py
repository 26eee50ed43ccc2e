"""What we sell, what was bought, and each serial-numbered thing."""

from typing import Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Now, Reverse, Upper
from django.utils.translation import gettext_lazy as _

from catalog.enums import BlockReason, Category, SalesChannel, Whereabouts
from catalog.serials import fold_serial, without_marks
from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.columns import folded
from foundation.core.text import fold

MARKS = " -._/"
# Read off a label, they are one: O and zero, I and one.
LOOK_ALIKE = ("OI", "01")
TAIL = 4  # people read the last four off a label


def bare_number(column: str | models.Func) -> models.Func:
    """A serial or order number in the database without the marks between its parts."""
    return models.Func(
        column,
        models.Value(MARKS),
        models.Value(""),
        function="translate",
        output_field=models.TextField(),
    )


def look_alike(column: str | models.Func) -> models.Func:
    """A bare number in which letters that look like digits are those digits."""
    return models.Func(
        bare_number(column),
        models.Value(LOOK_ALIKE[0]),
        models.Value(LOOK_ALIKE[1]),
        function="translate",
        output_field=models.TextField(),
    )


class ProductQuerySet(models.QuerySet["Product"]):
    """Products, as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Everybody signed in may know what we sell."""
        return self if user.is_active else self.none()

    def named(self, text: str) -> Self:
        """Those with these words in name or SKU, marks or none."""
        by_sku = models.Q(sku__istartswith=text.strip())
        by_name = models.Q()
        for word in fold(text).split():
            by_name &= models.Q(name_folded__contains=word)
        return self.filter(by_sku | by_name)


class Product(models.Model):
    """A model we sell, known by its stock-keeping unit."""

    sku = models.CharField(_("mã hàng"), max_length=40, unique=True)
    name = models.CharField(_("tên"), max_length=160)
    name_folded = folded("name")
    brand = models.CharField(_("hãng"), max_length=60, blank=True)
    category = models.CharField(
        _("loại"), max_length=20, choices=Category, default=Category.OTHER
    )
    is_active = models.BooleanField(_("đang bán"), default=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = ProductQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("sản phẩm")
        verbose_name_plural = _("sản phẩm")
        indexes = [
            GinIndex(
                name="product_name_words",
                fields=["name_folded"],
                opclasses=["gin_trgm_ops"],
                fastupdate=False,
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PurchaseQuerySet(models.QuerySet["Purchase"]):
    """Purchases, as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Staff see every purchase, a customer their own."""
        if not user.is_active:
            return self.none()
        if user.is_staff_member:
            return self
        return self.filter(customer__in=Customer.objects.signed_in_by(user))

    def numbered(self, text: str) -> Self:
        """Those of this order number, in any way of writing it, from any source."""
        return self.alias(bare=bare_number(Upper("source_id"))).filter(
            bare=without_marks(text)
        )


class Purchase(models.Model):
    """One receipt of a shop system: who bought what, when and where."""

    source = models.CharField(_("nguồn"), max_length=40)
    source_id = models.CharField(_("số đơn"), max_length=80)
    channel = models.CharField(
        _("kênh"), max_length=8, choices=SalesChannel, default=SalesChannel.STORE
    )
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, related_name="purchases"
    )
    purchased_at = models.DateTimeField(_("ngày mua"))
    delivered_at = models.DateTimeField(_("ngày giao"), null=True, blank=True)
    currency = models.CharField(max_length=3, default="VND")
    created_at = models.DateTimeField(db_default=Now())

    objects = PurchaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn mua")
        verbose_name_plural = _("đơn mua")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"], name="purchase_once_per_source"
            )
        ]
        indexes = [
            models.Index(fields=["customer", "-purchased_at"]),
            # People say the number of an order, not where it comes from.
            models.Index(Upper("source_id"), name="purchase_by_order"),
            # And they say it without its dashes and dots.
            models.Index(
                bare_number(Upper("source_id")), name="purchase_by_bare_order"
            ),
        ]


class PurchaseLine(models.Model):
    """One product on a receipt. Amounts are integers of đồng.

    `discount` is the line's whole share of all discounts; `net_unit` is what one
    unit cost after it, rounded down; largest-remainder splits start from the line.
    """

    purchase = models.ForeignKey(
        Purchase, on_delete=models.CASCADE, related_name="lines"
    )
    number = models.PositiveSmallIntegerField()
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()
    unit_price = models.BigIntegerField()
    discount = models.BigIntegerField(default=0)
    net_unit = models.BigIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["purchase", "number"], name="purchase_line_once"
            ),
            models.CheckConstraint(
                condition=models.Q(quantity__gte=1, unit_price__gte=0, discount__gte=0),
                name="purchase_line_amounts",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    discount__lte=models.F("unit_price") * models.F("quantity")
                ),
                name="purchase_line_discount_within_price",
            ),
        ]


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units, as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Staff see every unit, a customer those they own."""
        if not user.is_active:
            return self.none()
        if user.is_staff_member:
            return self
        return self.filter(owner__in=Customer.objects.signed_in_by(user))

    def with_serial_part(self, text: str) -> Self:
        """Those whose serial number has `text` in it, however it is written."""
        return self.filter(serial__contains=fold_serial(text))

    def numbered(self, text: str) -> Self:
        """The one with this serial number, in any way of writing it."""
        return self.alias(bare=bare_number("serial")).filter(bare=without_marks(text))

    def looking_like(self, text: str) -> Self:
        """Those whose serial number is this one to somebody who reads it off a label."""
        wanted = without_marks(text).translate(str.maketrans(*LOOK_ALIKE))
        return self.alias(looks=look_alike("serial")).filter(looks=wanted)

    def meant_by(self, text: str) -> "Unit | None":
        """The one with this number, else the only one that reads like it: as it is
        written, then without its marks, then off a label. One query."""
        wanted = without_marks(text)
        if not wanted:
            return None
        closeness = models.Case(
            models.When(serial=fold_serial(text), then=0),
            models.When(bare=wanted, then=1),
            default=2,
        )
        rows = self.looking_like(text).annotate(bare=bare_number("serial"))
        ranked = rows.annotate(closeness=closeness).order_by("closeness", "pk")[:2]
        first, second = [*ranked, None, None][:2]
        if first is None or second is None:
            return first
        is_closer: bool = first.closeness < second.closeness  # type: ignore[attr-defined]
        return first if is_closer else None

    def ending_in(self, text: str) -> Self:
        """Those whose serial number ends so, however it is written."""
        end = fold_serial(text)[::-1]
        return self.alias(backwards=Reverse("serial")).filter(backwards__startswith=end)

    def found_by(self, text: str) -> Self:
        """The one numbered so, with or without marks, and those whose number ends so."""
        wanted = models.Q(bare=without_marks(text))
        if len(text) >= TAIL:
            wanted |= models.Q(serial__endswith=fold_serial(text))
        return self.alias(bare=bare_number("serial")).filter(wanted)


class Unit(models.Model):
    """One physical thing, known by its serial number, from shelf to scrap."""

    serial = models.CharField(_("số máy"), max_length=60, unique=True)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="units")
    purchase_line = models.ForeignKey(
        PurchaseLine,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
    )
    owner = models.ForeignKey(
        Customer, on_delete=models.PROTECT, null=True, blank=True, related_name="units"
    )
    whereabouts = models.CharField(
        max_length=10, choices=Whereabouts, default=Whereabouts.SALEABLE
    )
    # Set where the serial number is good for nothing any more; `whereabouts` is blocked.
    block_reason = models.CharField(
        max_length=12, choices=BlockReason, blank=True, db_default=""
    )
    # The unit that this one was given for.
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    # Decoded from the serial number, or told by the maker.
    produced_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("máy")
        verbose_name_plural = _("máy")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(block_reason="")
                | models.Q(whereabouts=Whereabouts.BLOCKED),
                name="unit_block_has_its_place",
            )
        ]
        indexes = [
            # People remember the last digits.
            GinIndex(
                name="unit_serial_parts",
                fields=["serial"],
                opclasses=["gin_trgm_ops"],
                fastupdate=False,
            ),
            models.Index(bare_number("serial"), name="unit_by_bare_serial"),
            models.Index(look_alike("serial"), name="unit_by_look_of_serial"),
            # Read from its end, a number is found by its end.
            models.Index(
                OpClass(Reverse("serial"), name="text_pattern_ops"),
                name="unit_by_end_of_serial",
            ),
        ]

    def __str__(self) -> str:
        return self.serial
