"""What units are made of, what their serial numbers tell, and what is called back."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Collate
from django.utils.translation import gettext_lazy as _

from catalog.enums import Severity
from catalog.errors import MaskError
from catalog.models.things import Product, Unit
from catalog.serial_masks import read_mask

BY_BYTE = "C"


class ComponentClass(models.Model):
    """A sort of part that has a cover of its own: the compressor, the panel, the battery."""

    code = models.SlugField(_("mã"), max_length=24, unique=True)
    name = models.CharField(_("tên"), max_length=80)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=80, blank=True)
    is_active = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("loại linh kiện")
        verbose_name_plural = _("loại linh kiện")

    def __str__(self) -> str:
        return self.name


class UnitPart(models.Model):
    """A numbered part inside a unit: as it left the factory, or put in by a repair."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="parts")
    component = models.ForeignKey(ComponentClass, models.PROTECT, related_name="+")
    serial = models.CharField(_("số linh kiện"), max_length=60)
    fitted_on = models.DateField(null=True, blank=True)
    removed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["component", "serial"],
                condition=models.Q(removed_on=None),
                name="unit_part_in_one_unit",
            )
        ]


class SerialRule(models.Model):
    """How a brand writes its serial numbers, as a mask: `NM95-{YY}{MM}-{######}`.

    In braces: `YY` `MM` `WW` year, month or week of production, `#` a digit, `@` a letter,
    `*` either, `C` a check digit (Luhn over all digits). The rest stands as it is.
    """

    brand = models.CharField(_("hãng"), max_length=60)
    mask = models.CharField(_("mẫu số máy"), max_length=80)
    is_active = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        ordering = ["brand", "pk"]
        verbose_name = _("mẫu số máy")
        verbose_name_plural = _("mẫu số máy")
        constraints = [
            models.UniqueConstraint(fields=["brand", "mask"], name="serial_rule_once")
        ]

    def __str__(self) -> str:
        return f"{self.brand}: {self.mask}"

    def clean(self) -> None:
        """Refuse a mask that nobody can read, in the words of the rule."""
        try:
            read_mask(self.mask)
        except MaskError as error:
            raise ValidationError({"mask": str(error)}) from error


class RecallQuerySet(models.QuerySet["Recall"]):
    """Recalls; what is called back is everybody's to know."""

    def of_unit(self, unit: Unit) -> Self:
        """Those under way in whose range of serial numbers `unit` stands."""
        return self.filter(is_open=True, product=unit.product_id).filter(
            serial_from__lte=unit.serial, serial_to__gte=unit.serial
        )

    def of_outer(self, unit: str) -> Self:
        """The same inside another question, whose column `unit` leads to the unit."""
        serial = Collate(models.OuterRef(f"{unit}__serial"), BY_BYTE)
        return self.filter(
            is_open=True,
            product=models.OuterRef(f"{unit}__product"),
            serial_from__lte=serial,
            serial_to__gte=serial,
        )


class Recall(models.Model):
    """A batch that is called back: from one serial number to another, both included."""

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    title = models.CharField(_("vì sao"), max_length=160)
    title_en = models.CharField(_("tiếng Anh"), max_length=160, blank=True)
    product = models.ForeignKey(Product, models.PROTECT, related_name="recalls")
    # Compared sign by sign, as whoever wrote the range reads it, in every database.
    serial_from = models.CharField(_("từ số máy"), max_length=60, db_collation=BY_BYTE)
    serial_to = models.CharField(_("đến số máy"), max_length=60, db_collation=BY_BYTE)
    severity = models.CharField(_("mức độ"), max_length=8, choices=Severity)
    action = models.CharField(_("khách cần làm gì"), max_length=300)
    action_en = models.CharField(_("tiếng Anh"), max_length=300, blank=True)
    starts_on = models.DateField(_("từ ngày"))
    is_open = models.BooleanField(_("đang thu hồi"), default=True)

    objects = RecallQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        verbose_name = _("đợt thu hồi")
        verbose_name_plural = _("đợt thu hồi")
        indexes = [
            models.Index(
                fields=["product", "serial_from"],
                condition=models.Q(is_open=True),
                name="recall_open",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(serial_from__lte=models.F("serial_to")),
                name="recall_range",
            )
        ]

    def __str__(self) -> str:
        return self.code
