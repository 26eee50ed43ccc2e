from django.db import models
from django.utils.translation import gettext_lazy as _, pgettext_lazy


class UserKind(models.TextChoices):
    """Which door a login opens."""

    STAFF = "staff", _("Nhân viên")
    CUSTOMER = "customer", _("Khách hàng")


class Role(models.TextChoices):
    """What a member of staff does in the house."""

    AGENT = "agent", _("Nhân viên hỗ trợ")
    LEAD = "lead", _("Trưởng nhóm")
    TECHNICIAN = "technician", _("Kỹ thuật viên")
    WAREHOUSE = "warehouse", _("Kho")
    WARRANTY_MANAGER = "warranty_manager", _("Quản lý bảo hành")
    CLERK = "clerk", _("Nhân viên quầy")
    DISPATCHER = "dispatcher", _("Điều phối")
    FINANCE = "finance", _("Kế toán")
    MANAGER = "manager", _("Quản lý")
    ADMIN = "admin", _("Quản trị")


class Sight(models.TextChoices):
    """Which cases a member of staff may see."""

    OWN = "own", _("Chỉ phiếu được giao")
    TEAM = "team", _("Phiếu của nhóm")
    ALL = "all", _("Mọi phiếu")


class Scope(models.TextChoices):
    """What an API token may be used for."""

    READ = "read", _("Đọc")
    TICKETS = "tickets", _("Ghi phiếu")
    CUSTOMERS = "customers", _("Ghi khách hàng")
    CATALOG = "catalog", _("Ghi sản phẩm và đơn mua")
    ADMIN = "admin", _("Quản trị")


class SkillDimension(models.TextChoices):
    """What about a ticket a skill answers to."""

    PRODUCT_LINE = "product_line", _("Dòng sản phẩm")
    LANGUAGE = "language", _("Ngôn ngữ")
    KIND = "kind", _("Loại yêu cầu")
    REGION = "region", _("Khu vực")


class LeaveKind(models.TextChoices):
    """Why somebody is away."""

    HOLIDAY = "holiday", _("Nghỉ phép")
    SICK = "sick", _("Nghỉ ốm")
    TRAINING = "training", _("Đi học")
    OTHER = "other", pgettext_lazy("leave", "Việc khác")


class LeaveHandOver(models.TextChoices):
    """What becomes of somebody's open tickets when their leave starts."""

    DEPUTY = "deputy", _("Giao người thay")
    QUEUE = "queue", _("Trả về hàng chờ của nhóm")
    LEAD = "lead", _("Giao trưởng nhóm")
    KEEP = "keep", _("Giữ nguyên, chờ người nghỉ về")


class LeaveState(models.TextChoices):
    """Where a leave stands."""

    PLANNED = "planned", _("Đã xếp lịch")
    STARTED = "started", pgettext_lazy("leave", "Đang nghỉ")
    ENDED = "ended", _("Đã kết thúc")
    CANCELLED = "cancelled", pgettext_lazy("leave", "Đã hủy")
