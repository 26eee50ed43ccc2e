from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """What sort of thing a product is; decides its picture and its guides."""

    AIR_CONDITIONER = "air_conditioner", _("Điều hòa")
    WASHING_MACHINE = "washing_machine", _("Máy giặt")
    REFRIGERATOR = "refrigerator", _("Tủ lạnh")
    TV = "tv", _("Tivi")
    PHONE = "phone", _("Điện thoại")
    OTHER = "other", _("Khác")


class SalesChannel(models.TextChoices):
    """Where it was bought."""

    STORE = "store", _("Cửa hàng")
    ONLINE = "online", _("Trực tuyến")
    PARTNER = "partner", _("Đại lý")


class Whereabouts(models.TextChoices):
    """Where a unit is and whose it is."""

    SALEABLE = "saleable", _("Trong kho bán")
    SOLD = "sold", _("Đã bán")
    LOANER = "loaner", _("Máy cho mượn")
    BLOCKED = "blocked", _("Đã khóa")


class BlockReason(models.TextChoices):
    """Why a serial number is good for nothing any more."""

    REPLACED = "replaced", _("Đã đổi máy khác")
    REFUNDED = "refunded", _("Đã hoàn tiền")
    SCRAPPED = "scrapped", _("Đã hủy")
    STOLEN = "stolen", _("Báo mất cắp")
    NOT_SHIPPED = "not_shipped", _("Chưa từng xuất kho")


class Severity(models.TextChoices):
    """How dangerous what is called back is."""

    DANGER = "danger", _("Nguy hiểm, ngừng dùng ngay")
    FAULT = "fault", _("Lỗi, nên sửa sớm")
    NOTICE = "notice", _("Lưu ý")


class ImportState(models.TextChoices):
    """Where a file of purchases stands."""

    CHECKING = "checking", _("Đang đọc thử")
    CHECKED = "checked", _("Chờ xác nhận")
    IMPORTING = "importing", _("Đang nhập")
    DONE = "done", _("Đã nhập")
    CANCELLED = "cancelled", _("Đã dừng")
    FAILED = "failed", _("Không đọc được")
