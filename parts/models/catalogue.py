"""What spare parts there are, what they fit, what stands in for them, and who sells them."""

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now, Upper
from django.utils.translation import gettext_lazy as _

from catalog.models import ComponentClass, Product
from foundation.core.columns import folded
from foundation.core.text import fold
from parts.enums import Quality
from parts.models.sight import StockQuerySet


class Supplier(models.Model):
    """Somebody who sells us parts."""

    code = models.SlugField(_("mã"), max_length=24, unique=True)
    name = models.CharField(_("tên"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    is_active = models.BooleanField(_("đang dùng"), default=True)

    objects = StockQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("nhà cung cấp")
        verbose_name_plural = _("nhà cung cấp")

    def __str__(self) -> str:
        return self.name


class PartQuerySet(StockQuerySet):
    """Parts, as somebody may see them."""

    def named(self, text: str) -> "PartQuerySet":
        """Those with these words in name or number, marks or none."""
        by_name = Q()
        for word in fold(text).split():
            by_name &= Q(name_folded__contains=word)
        return self.filter(Q(sku__startswith=text.strip().upper()) | by_name)


class Part(models.Model):
    """A spare part by its number: what it is called, what it costs us and the customer.

    `price` is what a customer pays for one, `cost` what the last one cost us, in whole
    đồng. After `last_buy_on` its maker sells no more.
    """

    sku = models.CharField(_("mã linh kiện"), max_length=40, unique=True)
    name = models.CharField(_("tên"), max_length=160)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=160, blank=True)
    name_folded = folded("name")
    component = models.ForeignKey(
        ComponentClass,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="spare_parts",
        verbose_name=_("loại linh kiện"),
    )
    price = models.PositiveBigIntegerField(_("giá bán"), default=0)
    cost = models.PositiveBigIntegerField(_("giá nhập gần nhất"), default=0)
    is_serialised = models.BooleanField(_("có số riêng"), default=False)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    last_buy_on = models.DateField(_("ngày đặt cuối"), null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("linh kiện")
        verbose_name_plural = _("linh kiện")
        indexes = [
            GinIndex(
                name="part_name_words",
                fields=["name_folded"],
                opclasses=["gin_trgm_ops"],
                fastupdate=False,
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sku=Upper(F("sku"))) & ~Q(sku=""),
                name="part_sku_in_capitals",
            )
        ]

    def __str__(self) -> str:
        return f"{self.sku} {self.name}"


class PartFit(models.Model):
    """That a part fits a product: in which of its revisions, and where in it.

    An empty revision is every one of them.
    """

    part = models.ForeignKey(Part, models.CASCADE, related_name="fits")
    product = models.ForeignKey(Product, models.PROTECT, related_name="fits")
    revision = models.CharField(_("đời máy"), max_length=40, blank=True, default="")
    position = models.CharField(_("vị trí"), max_length=60, blank=True, default="")

    objects = StockQuerySet.as_manager()

    class Meta:
        ordering = ["product", "position", "pk"]
        verbose_name = _("lắp cho")
        verbose_name_plural = _("lắp cho")
        constraints = [
            models.UniqueConstraint(
                fields=["part", "product", "revision", "position"],
                name="part_fit_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.part.sku} → {self.product.sku}"


class Substitute(models.Model):
    """That `by` does instead of `part`; the other way round too where it is mutual."""

    part = models.ForeignKey(Part, models.CASCADE, related_name="substitutes")
    by = models.ForeignKey(Part, models.CASCADE, related_name="stands_in_for")
    is_mutual = models.BooleanField(_("thay qua lại"), default=False)
    quality = models.CharField(
        _("chất lượng"), max_length=12, choices=Quality, default=Quality.EQUIVALENT
    )

    objects = StockQuerySet.as_manager()

    class Meta:
        ordering = ["part", "pk"]
        verbose_name = _("linh kiện thay thế")
        verbose_name_plural = _("linh kiện thay thế")
        constraints = [
            models.UniqueConstraint(fields=["part", "by"], name="substitute_once"),
            models.CheckConstraint(
                condition=~Q(part=F("by")), name="substitute_is_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by.sku} → {self.part.sku}"


class SupplierPart(models.Model):
    """That a supplier sells a part: for how much, from how many on, within how many days.

    `lead_days` is what they say; `lead_p50` and `lead_p90` are what their deliveries were.
    """

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="offers")
    part = models.ForeignKey(Part, models.CASCADE, related_name="offers")
    supplier_sku = models.CharField(_("mã của họ"), max_length=60, blank=True)
    minimum_order = models.PositiveIntegerField(
        _("đặt ít nhất"), default=1, validators=[MinValueValidator(1)]
    )
    price = models.PositiveBigIntegerField(_("giá nhập"), default=0)
    lead_days = models.PositiveSmallIntegerField(_("hẹn giao (ngày)"), default=7)
    lead_p50 = models.PositiveSmallIntegerField(null=True, editable=False)
    lead_p90 = models.PositiveSmallIntegerField(null=True, editable=False)
    is_preferred = models.BooleanField(_("ưu tiên"), default=False)

    objects = StockQuerySet.as_manager()

    class Meta:
        ordering = ["-is_preferred", "price", "pk"]
        verbose_name = _("nguồn mua")
        verbose_name_plural = _("nguồn mua")
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "part"], name="supplier_part_once"
            ),
            models.UniqueConstraint(
                fields=["part"],
                condition=Q(is_preferred=True),
                name="supplier_part_one_preferred",
            ),
            models.CheckConstraint(
                condition=Q(minimum_order__gte=1), name="supplier_part_minimum"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier.code}: {self.part.sku}"

    @property
    def days(self) -> int:
        """Within how many days nine of ten deliveries come; what they say where none did."""
        return self.lead_days if self.lead_p90 is None else self.lead_p90
