from django.db import models
from django.utils.translation import gettext_lazy as _


class Sharing(models.TextChoices):
    """Who may use something that somebody wrote down for reuse."""

    OWN = "own", _("Chỉ mình tôi")
    TEAM = "team", _("Nhóm của tôi")
    ALL = "all", _("Mọi người")


class BulkKind(models.TextChoices):
    """What is done to many tickets at once."""

    ASSIGN = "assign", _("Giao")
    STATUS = "status", _("Đổi trạng thái")
    CLASSIFY = "classify", _("Phân loại")
    TAGS = "tags", _("Gắn nhãn")
    MACRO = "macro", _("Chạy macro")
    REPLY = "reply", _("Trả lời khách")
    MERGE = "merge", _("Gộp")
    SNOOZE = "snooze", _("Tạm ẩn")
    UNDO = "undo", _("Hoàn tác")


class BulkState(models.TextChoices):
    """Where a bulk run stands."""

    WAITING = "waiting", _("Chờ chạy")
    RUNNING = "running", _("Đang chạy")
    DONE = "done", _("Đã xong")
    CANCELLED = "cancelled", _("Đã dừng")


class ItemState(models.TextChoices):
    """What became of one ticket of a bulk run."""

    WAITING = "waiting", _("Chưa làm")
    DONE = "done", _("Xong")
    SKIPPED = "skipped", _("Không cần làm")
    REFUSED = "refused", _("Không làm được")
