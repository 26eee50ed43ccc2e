"""The choices of spare parts: where they lie, how they are, and what is on the way."""

from django.db import models
from django.utils.translation import gettext_lazy as _, pgettext_lazy


class Quality(models.TextChoices):
    """How good a substitute is."""

    ORIGINAL = "original", _("Chính hãng")
    EQUIVALENT = "equivalent", _("Tương đương")
    REFURBISHED = "refurbished", _("Tân trang")


class LocationKind(models.TextChoices):
    """What a place for parts is there for."""

    MAIN = "main", _("Kho chính")
    STORE = "store", _("Kho cửa hàng")
    VAN = "van", _("Xe kỹ thuật viên")
    QUARANTINE = "quarantine", _("Chờ kiểm tra")
    DEFECTIVE = "defective", _("Hàng hỏng")
    CUSTOMER_OWNED = "customer_owned", _("Đồ của khách")
    LOANER = "loaner", _("Máy cho mượn")


# From where parts are taken for work: good ones lie here and nowhere else.
SERVING = frozenset({LocationKind.MAIN, LocationKind.STORE, LocationKind.VAN})


class Condition(models.TextChoices):
    """How a part is; only a good one can be had."""

    GOOD = "good", _("Tốt")
    RETURNED = "returned", _("Trả về")
    DAMAGED = "damaged", _("Hỏng")
    QUARANTINED = "quarantined", _("Chờ kiểm tra")


class MoveReason(models.TextChoices):
    """Why stock came, went or changed."""

    RECEIVED = "received", _("Nhập kho")
    CONSUMED = "consumed", _("Dùng để sửa")
    REMOVED = "removed", _("Tháo từ máy")
    MOVED = "moved", _("Chuyển chỗ")
    COUNTED = "counted", _("Kiểm kê")
    SCRAPPED = "scrapped", _("Hủy bỏ")
    SENT_BACK = "sent_back", _("Trả nhà cung cấp")
    RECYCLED = "recycled", _("Tái chế")


class ReservationState(models.TextChoices):
    """Whether what somebody needs is there."""

    WAITING = "waiting", pgettext_lazy("reservation", "Chờ hàng")
    HELD = "held", pgettext_lazy("reservation", "Đã giữ")
    CONSUMED = "consumed", pgettext_lazy("reservation", "Đã dùng")
    RELEASED = "released", pgettext_lazy("reservation", "Đã nhả")


# Somebody still counts on it.
LIVE = (ReservationState.WAITING, ReservationState.HELD)


class RequestState(models.TextChoices):
    """Where a request to a supplier stands."""

    DRAFT = "draft", pgettext_lazy("purchase request", "Đang gom")
    ORDERED = "ordered", pgettext_lazy("purchase request", "Đã đặt")
    DONE = "done", pgettext_lazy("purchase request", "Đã về đủ")
    CANCELLED = "cancelled", pgettext_lazy("purchase request", "Đã hủy")


# More of it may still come.
EXPECTED = (RequestState.DRAFT, RequestState.ORDERED)
