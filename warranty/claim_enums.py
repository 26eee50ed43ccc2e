"""The choices of claims: how one came, where it stands, what became of it, who pays."""

from django.db import models
from django.utils.translation import gettext_lazy as _, pgettext_lazy


class ClaimMode(models.TextChoices):
    """How the thing comes to be repaired."""

    COUNTER = "counter", _("Mang tới quầy")
    ONSITE = "onsite", _("Sửa tại nhà")
    MAIL_IN = "mail_in", _("Gửi tới")
    SWAP = "swap", _("Đổi ngay")


class ClaimStatus(models.TextChoices):
    """Where a claim stands; what became of it is its outcome."""

    DRAFT = "draft", _("Đang soạn")
    SUBMITTED = "submitted", _("Chờ nhận máy")
    RECEIVED = "received", _("Đã nhận máy")
    VISIT_BOOKED = "visit_booked", _("Đã hẹn tới nhà")
    DIAGNOSING = "diagnosing", _("Đang kiểm tra")
    AWAITING_CUSTOMER = "awaiting_customer", _("Chờ khách duyệt giá")
    APPROVED = "approved", _("Đã duyệt, chờ sửa")
    WAITING_PART = "waiting_part", _("Chờ linh kiện")
    IN_REPAIR = "in_repair", _("Đang sửa")
    AT_SUPPLIER = "at_supplier", _("Ở hãng")
    QC = "qc", _("Chờ kiểm tra lại")
    REPLACING = "replacing", _("Đang đổi máy")
    REFUNDING = "refunding", _("Đang hoàn tiền")
    READY = "ready", _("Chờ trả máy")
    REJECTED = "rejected", _("Từ chối bảo hành")
    APPEALED = "appealed", _("Khách khiếu nại")
    RETURNED = "returned", _("Đã trả máy")
    CLOSED = "closed", pgettext_lazy("claim", "Đã đóng")


class ClaimOutcome(models.TextChoices):
    """What became of a claim."""

    REPAIRED = "repaired", _("Đã sửa")
    REPLACED = "replaced", _("Đã đổi máy")
    REFUNDED = "refunded", _("Đã hoàn tiền")
    REJECTED = "rejected", _("Không bảo hành")
    NO_FAULT_FOUND = "no_fault_found", _("Không thấy lỗi")
    RETURNED_UNREPAIRED = "returned_unrepaired", _("Trả lại chưa sửa")
    WITHDRAWN = "withdrawn", _("Khách rút yêu cầu")


class Decision(models.TextChoices):
    """What is done about the fault."""

    REPAIR = "repair", pgettext_lazy("claim", "Sửa")
    REPLACE = "replace", pgettext_lazy("claim", "Đổi máy")
    REFUND = "refund", _("Hoàn tiền")


class LineKind(models.TextChoices):
    """What a line of a claim costs money for."""

    PART = "part", _("Linh kiện")
    LABOUR = "labour", _("Tiền công")
    TRAVEL = "travel", _("Đi lại, vận chuyển")
    FEE = "fee", _("Phí khác")


class LineState(models.TextChoices):
    """Where a line of a claim stands."""

    PLANNED = "planned", _("Dự kiến")
    DONE = "done", pgettext_lazy("claim line", "Đã làm")
    CANCELLED = "cancelled", pgettext_lazy("claim line", "Đã bỏ")


class Payer(models.TextChoices):
    """Who pays a share of a line."""

    CUSTOMER = "customer", _("Khách")
    COMPANY = "company", _("Cửa hàng")
    BRAND = "brand", _("Hãng")
    SUPPLIER = "supplier", _("Nhà cung cấp")


class FaultKind(models.TextChoices):
    """Which question a fault code answers."""

    SYMPTOM = "symptom", _("Hiện tượng")
    CAUSE = "cause", _("Nguyên nhân")
    FIX = "fix", _("Cách khắc phục")


class QuoteState(models.TextChoices):
    """Where a quote stands."""

    SENT = "sent", _("Chờ khách trả lời")
    ACCEPTED = "accepted", _("Khách đồng ý")
    DECLINED = "declined", _("Khách từ chối")
    EXPIRED = "expired", _("Hết hạn")
    WITHDRAWN = "withdrawn", pgettext_lazy("quote", "Đã rút")


class ConsentVia(models.TextChoices):
    """How the customer answered a quote."""

    LINK = "link", _("Đường dẫn riêng")
    PORTAL = "portal", _("Trang của khách")
    CODE = "code", _("Mã gửi cho khách")
    COUNTER = "counter", _("Ký tại quầy")


class LoanerAnswer(models.TextChoices):
    """What was agreed for the days without the thing."""

    LENT = "lent", _("Đã cho mượn máy")
    REFUSED = "refused", _("Khách không cần")
    ALTERNATIVE = "alternative", _("Thỏa thuận khác")


class AppealState(models.TextChoices):
    """Where an appeal stands."""

    OPEN = "open", _("Chờ xem lại")
    UPHELD = "upheld", _("Giữ quyết định")
    GRANTED = "granted", _("Xem xét lại từ đầu")


class AlarmKind(models.TextChoices):
    """Why a customer may ask for another thing or the money back (article 30.2.đ)."""

    OVERDUE = "overdue", _("Quá ngày hẹn trả")
    THIRD_REPAIR = "third_repair", _("Đã bảo hành từ ba lần, lỗi vẫn còn")


class AlarmDecision(models.TextChoices):
    """How an entitlement was answered."""

    REPLACE = "replace", pgettext_lazy("claim", "Đổi máy")
    REFUND = "refund", _("Hoàn tiền")
    GO_ON = "go_on", _("Khách đồng ý sửa tiếp")


class SupplierClaimState(models.TextChoices):
    """Where the recovery of a cost stands."""

    OPENED = "opened", _("Chưa gửi")
    SENT = "sent", _("Đã gửi")
    ACCEPTED = "accepted", pgettext_lazy("supplier", "Đã chấp nhận")
    REFUSED = "refused", pgettext_lazy("supplier", "Đã từ chối")
    RECOVERED = "recovered", pgettext_lazy("supplier", "Đã thu hồi")
    DROPPED = "dropped", _("Thôi đòi")
