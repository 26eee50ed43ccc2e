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


class FailureReason(models.TextChoices):
    """Why a message reaches nobody."""

    NO_ROUTE = "no_route", _("Không có địa chỉ nào để gửi")
    REFUSED = "refused", _("Bên nhận từ chối")
    GAVE_UP = "gave_up", _("Thử nhiều lần không được")
    UNRENDERABLE = "unrenderable", _("Không soạn được nội dung")


class NoticeMail(models.TextChoices):
    """Whether a notice also goes to somebody's mailbox."""

    NONE = "none", _("Không gửi thư")
    OWED = "owed", _("Chờ gửi")
    SENT = "sent", _("Đã gửi")
