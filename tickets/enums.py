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


class Complexity(models.TextChoices):
    """How hard a case is; how often it may change hands follows from it."""

    SIMPLE = "simple", _("Đơn giản")
    COMPLEX = "complex", _("Phức tạp")


class Metric(models.TextChoices):
    """What a promise measures."""

    FIRST_RESPONSE = "first_response", _("Phản hồi đầu")
    NEXT_RESPONSE = "next_response", _("Phản hồi tiếp")
    UPDATE = "update", _("Báo tiến độ")
    RESOLUTION = "resolution", pgettext_lazy("metric", "Xử lý xong")
    STAGE = "stage", _("Công đoạn")


class Side(models.TextChoices):
    """Which of the two clocks: our own aim, or what the customer was told."""

    OURS = "ours", _("Nội bộ")
    PROMISED = "promised", _("Hẹn khách")


class Basis(models.TextChoices):
    """Which time counts."""

    BUSINESS = "business", _("Giờ làm việc")
    WALL = "wall", _("Suốt ngày đêm")


class Stage(models.TextChoices):
    """A part of the work that has a target of its own."""

    DIAGNOSIS = "diagnosis", _("Chẩn đoán")
    QUOTE = "quote", _("Báo phương án")
    PARTS = "parts", _("Chờ linh kiện về")
    REPAIR = "repair", _("Sửa chữa")
    RETURN_SHIPMENT = "return_shipment", _("Giao trả")
    APPOINTMENT = "appointment", _("Hẹn lịch")


class Verdict(models.TextChoices):
    """How a clock ended; empty while it lives."""

    MET = "met", _("Đúng hẹn")
    LATE = "late", _("Trễ hẹn")
    STOPPED = "stopped", _("Dừng, không tính")


class PauseReason(models.TextChoices):
    """Why time may not count: whom we wait for, or that the case was resolved."""

    CUSTOMER = "customer", _("Chờ khách")
    PART = "part", _("Chờ linh kiện")
    PARTNER = "partner", _("Chờ đối tác")
    VISIT = "visit", _("Đã hẹn lịch")
    INTERNAL = "internal", _("Chờ nội bộ")
    RESOLVED = "resolved", _("Đã xử lý xong")


class Audience(models.TextChoices):
    """Whom an escalation tells."""

    OWNER = "owner", _("Người phụ trách")
    LEAD = "lead", _("Trưởng nhóm")
    MANAGER = "manager", _("Quản lý")


class HandTo(models.TextChoices):
    """Where an escalation moves the ticket."""

    NOBODY = "", _("Giữ nguyên")
    QUEUE = "queue", _("Trả về hàng chờ")
    LEAD = "lead", _("Giao trưởng nhóm")


class RunKind(models.TextChoices):
    """Why many clocks are computed anew."""

    PREVIEW = "preview", _("Xem trước")
    APPLY = "apply", _("Áp dụng cho phiếu đang mở")
    CALENDAR = "calendar", _("Lịch làm việc thay đổi")


class RunState(models.TextChoices):
    """Where a long computation stands."""

    WAITING = "waiting", _("Đang chờ chạy")
    RUNNING = "running", _("Đang chạy")
    DONE = "done", _("Đã xong")
    CANCELLED = "cancelled", _("Đã dừng")


class AssignReason(models.TextChoices):
    """Why a ticket got its owner."""

    GIVEN = "given", _("Được giao")
    TAKEN = "taken", _("Tự nhận")
    ANSWERED = "answered", _("Trả lời khi chưa ai nhận")
    ROUTED = "routed", _("Tự động giao")
    RETURNED = "returned", _("Trả về hàng chờ")
    LEAVE = "leave", _("Bàn giao khi nghỉ")
    ESCALATED = "escalated", _("Leo thang")


class RequestState(models.TextChoices):
    """Where a request for approval stands."""

    PENDING = "pending", _("Chờ duyệt")
    APPROVED = "approved", _("Đã duyệt")
    DECLINED = "declined", _("Không duyệt")
    WITHDRAWN = "withdrawn", _("Đã rút")


class RouteReason(models.TextChoices):
    """How a routing decision came about."""

    PREVIOUS_HANDLER = "previous_handler", _("Người từng xử lý cho khách này")
    LEAST_LOADED = "least_loaded", _("Đúng kỹ năng, ít việc nhất")
    NOBODY = "nobody", _("Chưa ai nhận được")


class TagTone(models.TextChoices):
    """The colour of a tag; it says nothing that its words do not."""

    PLAIN = "", _("Xám")
    PRIMARY = "primary", _("Xanh ngọc")
    INFO = "info", _("Xanh dương")
    OK = "ok", _("Xanh lá")
    WARN = "warn", pgettext_lazy("colour", "Vàng")
    BAD = "bad", _("Đỏ")


class WakeReason(models.TextChoices):
    """Why a ticket that was out of sight came back."""

    TIME = "time", _("Hết giờ tạm ẩn")
    CUSTOMER = "customer", _("Khách vừa nhắn")
    FINISHED = "finished", _("Phiếu đã xử lý xong")
    HAND = "hand", _("Hiện lại")


class PendingState(models.TextChoices):
    """Where an answer on its way stands."""

    WAITING = "waiting", _("Chờ gửi")
    SENT = "sent", _("Đã gửi")
    CANCELLED = "cancelled", pgettext_lazy("answer", "Đã thu hồi")
    HELD = "held", _("Bị giữ lại")


class TrackerStatus(models.TextChoices):
    """Whether a fault still hits people."""

    OPEN = "open", _("Đang theo dõi")
    RESOLVED = "resolved", _("Đã khắc phục")


class CallDirection(models.TextChoices):
    """Who telephoned whom."""

    IN = "in", _("Gọi đến")
    OUT = "out", _("Gọi đi")


class CallOutcome(models.TextChoices):
    """What came of a call."""

    ANSWERED = "answered", _("Đã nói chuyện")
    MISSED = "missed", _("Gọi nhỡ")
    ABANDONED = "abandoned", _("Khách gác máy khi chờ")
    BUSY = "busy", _("Máy bận")
    NO_ANSWER = "no_answer", _("Không nghe máy")
    WRONG = "wrong", _("Nhầm số")
