"""Where customers can go: shops and service points."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from foundation.calendars.models import Calendar


class ServicePointQuerySet(models.QuerySet["ServicePoint"]):
    """Service points; everybody may know them."""

    def open_for(self, brand: str) -> Self:
        """Those in use that take things of `brand`; no list of brands takes all."""
        ours = models.Q(brands=[]) | models.Q(brands__contains=[brand])
        return self.filter(ours, is_active=True)


class ServicePoint(models.Model):
    """A shop or workshop where a thing can be brought."""

    name = models.CharField(_("tên"), max_length=120)
    address = models.CharField(_("địa chỉ"), max_length=200)
    city = models.CharField(_("tỉnh, thành phố"), max_length=60)
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    # Empty: takes things of every brand.
    brands = ArrayField(
        models.CharField(max_length=60),
        default=list,
        blank=True,
        verbose_name=_("hãng"),
    )
    # Empty: the default calendar.
    calendar = models.ForeignKey(
        Calendar,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("giờ mở cửa"),
    )
    latitude = models.DecimalField(
        _("vĩ độ"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("kinh độ"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = ServicePointQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("điểm bảo hành")
        verbose_name_plural = _("điểm bảo hành")

    def __str__(self) -> str:
        return self.name
