from django.db import models
from django.utils.translation import gettext_lazy as _, pgettext_lazy


class TicketStatus(models.TextChoices):
    """Where a ticket stands."""

    NEW = "new", pgettext_lazy("ticket status", "Mới")
    OPEN = "open", _("Đang xử lý")
    WAITING = "waiting", _("Đang chờ")
    RESOLVED = "resolved", _("Đã xử lý")
    CLOSED = "closed", _("Đã đóng")


class WaitReason(models.TextChoices):
    """Whom a waiting ticket waits for."""

    CUSTOMER = "customer", _("Chờ khách")
    PART = "part", _("Chờ linh kiện")
    PARTNER = "partner", _("Chờ đối tác")
    VISIT = "visit", _("Đã hẹn lịch")
    INTERNAL = "internal", _("Chờ nội bộ")


class Outcome(models.TextChoices):
    """What came of a ticket; status says where it stands, outcome what was done."""

    SOLVED = "solved", _("Đã khắc phục")
    ANSWERED = "answered", _("Đã giải đáp")
    REPLACED = "replaced", _("Đã đổi máy")
    REFUNDED = "refunded", _("Đã hoàn tiền")
    REFERRED = "referred", _("Đã chuyển nơi khác")
    NO_FAULT = "no_fault", _("Không có lỗi")
    NOT_COVERED = "not_covered", _("Không thuộc bảo hành")
    DUPLICATE = "duplicate", _("Trùng phiếu khác")
    NO_REPLY = "no_reply", _("Khách không trả lời")
    WITHDRAWN = "withdrawn", _("Khách rút yêu cầu")


class TicketKind(models.TextChoices):
    """What a ticket is about."""

    WARRANTY = "warranty", _("Bảo hành")
    RETURN = "return", _("Đổi trả")
    TECHNICAL = "technical", _("Kỹ thuật")
    COMPLAINT = "complaint", _("Khiếu nại")
    INSTALLATION = "installation", _("Lắp đặt")
    MAINTENANCE = "maintenance", _("Bảo dưỡng")
    QUESTION = "question", _("Câu hỏi")


class Priority(models.TextChoices):
    """How urgent a ticket is."""

    LOW = "low", pgettext_lazy("priority", "Thấp")
    NORMAL = "normal", pgettext_lazy("priority", "Thường")
    HIGH = "high", pgettext_lazy("priority", "Cao")
    URGENT = "urgent", pgettext_lazy("priority", "Khẩn")


class TicketChannel(models.TextChoices):
    """The way a ticket or message came to us."""

    PORTAL = "portal", _("Cổng khách hàng")
    EMAIL = "email", _("E-mail")
    CHAT = "chat", _("Trò chuyện")
    ZALO = "zalo", _("Zalo")
    PHONE = "phone", _("Điện thoại")
    STORE = "store", _("Cửa hàng")
    SOCIAL = "social", _("Mạng xã hội")
    API = "api", _("API")


class MessageKind(models.TextChoices):
    """Who may read a message."""

    PUBLIC = "public", _("Trao đổi")
    NOTE = "note", _("Ghi chú nội bộ")


class AuthorKind(models.TextChoices):
    """Which side wrote a message."""

    CUSTOMER = "customer", _("Khách")
    STAFF = "staff", _("Nhân viên")
    SYSTEM = "system", _("Hệ thống")
