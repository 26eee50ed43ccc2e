from django.db import models
from django.utils.translation import gettext_lazy as _, pgettext_lazy


class Direction(models.TextChoices):
    """Which way the money goes, seen from the house."""

    OUT = "out", pgettext_lazy("money", "Chi")
    IN = "in", pgettext_lazy("money", "Thu")


class Purpose(models.TextChoices):
    """What the money is for; each goes one way only."""

    REFUND = "refund", _("Hoàn tiền")
    REPAIR = "repair", _("Phí sửa chữa")
    DEPOSIT = "deposit", _("Tiền cọc")
    DEPOSIT_BACK = "deposit_back", _("Trả lại tiền cọc")
    # What a supplier gives us back for a fault of theirs.
    RECOVERY = "recovery", _("Thu từ nhà cung cấp")


OUTGOING = (Purpose.REFUND, Purpose.DEPOSIT_BACK)


class Method(models.TextChoices):
    """How the money changed hands."""

    CASH = "cash", _("Tiền mặt")
    BANK = "bank", _("Chuyển khoản")
    # "Thẻ" alone is also what a ticket is marked with.
    CARD = "card", pgettext_lazy("money", "Thẻ")
    NONE = "none", _("Chưa")


class PaymentState(models.TextChoices):
    """Whether the money has moved."""

    OWED = "owed", pgettext_lazy("payment", "Còn nợ")
    DONE = "done", pgettext_lazy("payment", "Đã xong")
    CANCELLED = "cancelled", pgettext_lazy("payment", "Đã hủy")
