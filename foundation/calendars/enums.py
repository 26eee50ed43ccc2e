from django.db import models
from django.utils.translation import gettext_lazy as _


class Weekday(models.IntegerChoices):
    """The days of a week, numbered as `date.weekday()` numbers them."""

    MONDAY = 0, _("Thứ Hai")
    TUESDAY = 1, _("Thứ Ba")
    WEDNESDAY = 2, _("Thứ Tư")
    THURSDAY = 3, _("Thứ Năm")
    FRIDAY = 4, _("Thứ Sáu")
    SATURDAY = 5, _("Thứ Bảy")
    SUNDAY = 6, _("Chủ nhật")


class ExceptionKind(models.TextChoices):
    """What an exception does to its days."""

    CLOSED = "closed", _("Nghỉ")
    REPLACED = "replaced", _("Làm theo giờ riêng")


class ExceptionSource(models.TextChoices):
    """Who says so."""

    HOLIDAYS = "holidays", _("Lịch nghỉ lễ")
    MANUAL = "manual", _("Nhập tay")
