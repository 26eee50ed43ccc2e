from django.db import models
from django.utils.translation import gettext_lazy as _


class Casing(models.TextChoices):
    """How the outside of a thing looks when it is handed in."""

    LIKE_NEW = "like_new", _("Như mới")
    SCRATCHED = "scratched", _("Xước nhẹ")
    DENTED = "dented", _("Móp")
    BROKEN = "broken", _("Vỡ")


class KeepInformed(models.TextChoices):
    """How the customer wants to hear how it goes."""

    SMS = "sms", _("SMS")
    EMAIL = "email", _("E-mail")
    CALL = "call", _("Gọi điện")


class PaperSize(models.TextChoices):
    """What the receipt is printed on."""

    A5 = "a5", _("A5")
    ROLL = "80mm", _("Cuộn 80 mm")
