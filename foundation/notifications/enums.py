from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """The ways out of the house."""

    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Tin nhắn SMS")


class MessageState(models.TextChoices):
    """Where an outgoing message stands."""

    OWED = "owed", _("Chờ gửi")
    SENDING = "sending", _("Đang gửi")
    SENT = "sent", _("Đã gửi")
    FAILED = "failed", _("Không gửi được")
    HELD = "held", _("Đang giữ")
    CANCELLED = "cancelled", _("Đã hủy")
