from django.db import models
from django.utils.translation import gettext_lazy as _, pgettext_lazy


class StartBasis(models.TextChoices):
    """From which day a cover counts."""

    ACTIVATION = "activation", _("Ngày kích hoạt")
    INSTALLATION = "installation", _("Ngày lắp đặt")
    DELIVERY = "delivery", _("Ngày giao hàng")
    INVOICE = "invoice", _("Ngày trên hóa đơn")
    # Never a policy's choice: a unit given for another, and what is left when nothing is known.
    SWAP = "swap", _("Ngày đổi máy")
    PRODUCTION = "production", _("Ngày sản xuất")


class Responsible(models.TextChoices):
    """Who answers for the cover."""

    COMPANY = "company", _("Cửa hàng")
    BRAND = "brand", _("Hãng")
    SUPPLIER = "supplier", _("Nhà cung cấp")


class CostClass(models.TextChoices):
    """What a repair costs money for."""

    PART = "part", _("Linh kiện")
    LABOUR = "labour", _("Tiền công")
    TRAVEL = "travel", _("Đi lại")


class LengthUnit(models.TextChoices):
    """In what a term counts its length."""

    MONTHS = "months", _("tháng")
    DAYS = "days", _("ngày")


class CoverKind(models.TextChoices):
    """What happened to the cover of a unit; replayed, the stored cover comes out."""

    CREATED = "created", _("Mở bảo hành")
    DATED = "dated", _("Biết thêm ngày bắt đầu")
    ACTIVATED = "activated", _("Kích hoạt")
    PAUSED = "paused", _("Máy vào xưởng")
    RESUMED = "resumed", _("Máy về tay khách")
    GOODWILL = "goodwill", _("Thêm ngày thiện chí")
    EXTENDED = "extended", _("Gói gia hạn")
    RESTARTED = "component_restarted", _("Thay linh kiện, tính lại hạn")
    SUPERSEDED = "superseded", _("Đổi máy khác")
    TRANSFERRED = "transferred", _("Chuyển chủ")
    VOIDED = "voided", _("Từ chối bảo hành")
    REINSTATED = "reinstated", _("Khôi phục bảo hành")
    HELD = "held", _("Giữ ngày đã báo")


class CoverStatus(models.TextChoices):
    """How a unit's cover stands, apart from the calendar: a day decides what has ended."""

    PENDING = "pending", _("Chưa kích hoạt")
    LIVE = "live", pgettext_lazy("cover", "Đang tính")
    PAUSED = "paused", pgettext_lazy("cover", "Máy đang ở xưởng")
    VOIDED = "voided", _("Đã bị từ chối")
    SUPERSEDED = "superseded", _("Đã đổi máy")
    ENDED = "ended", _("Hết khi chuyển chủ")


class LineKind(models.TextChoices):
    """Where a line of a cover comes from."""

    TERM = "term", _("Theo chính sách")
    RESTART = "restart", _("Linh kiện đã thay")
    PLAN = "plan", _("Gói gia hạn")


class ActivationChannel(models.TextChoices):
    """How a cover was switched on."""

    INVOICE = "invoice", _("Hóa đơn")
    QR = "qr", _("Mã QR trên máy")
    WEB = "web", _("Số máy và mã kích hoạt")
    AGENT = "agent", _("Nhân viên")
    INSTALLER = "installer", _("Kỹ thuật lắp đặt")


class ReviewKind(models.TextChoices):
    """What about a unit looks odd and a person has to judge."""

    SECOND_ACTIVATION = "second_activation", _("Kích hoạt lần hai")
    BLOCKED_SERIAL = "blocked_serial", _("Số máy đã bị khóa")
    EARLY_CLAIM = "early_claim", _("Báo hỏng ngay sau kích hoạt")
    LATE_ACTIVATION = "late_activation", _("Kích hoạt rất lâu sau sản xuất")
    MISMATCHED_PART = "mismatched_part", _("Linh kiện không khớp máy")
    MANY_BY_PHONE = "many_by_phone", _("Một số điện thoại, nhiều máy")
    OTHER_OWNER = "other_owner", _("Người kích hoạt khác người mua")


class ReviewState(models.TextChoices):
    """Where a review stands."""

    OPEN = "open", _("Chờ xem xét")
    CLEARED = "cleared", _("Không có gì sai")
    UPHELD = "upheld", _("Xác nhận có sai")


class VoidReason(models.TextChoices):
    """Why a cover is refused for good."""

    TAMPERED = "tampered", _("Tự ý tháo, sửa")
    LIQUID = "liquid", _("Vào nước")
    POWER = "power", _("Dùng sai điện áp")
    IMPACT = "impact", _("Rơi vỡ, va đập")
    SERIAL = "serial", _("Số máy bị tẩy, sửa")
    FRAUD = "fraud", _("Gian dối")
    OTHER = "other", pgettext_lazy("void", "Lý do khác")


class TransferState(models.TextChoices):
    """Where the hand-over of a unit to a new owner stands."""

    OFFERED = "offered", _("Chờ người nhận")
    DONE = "done", pgettext_lazy("transfer", "Đã chuyển")
    CANCELLED = "cancelled", pgettext_lazy("transfer", "Đã hủy")
