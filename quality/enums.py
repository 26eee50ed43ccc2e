from django.db import models
from django.utils.translation import gettext_lazy as _


class Accuracy(models.TextChoices):
    """Whether what the customer was told is right."""

    CORRECT = "correct", _("Đúng")
    PARTLY = "partly", _("Đúng một phần")
    WRONG = "wrong", _("Sai")


class SkipReason(models.TextChoices):
    """Why a case that was drawn is not judged; another is drawn for it."""

    SPAM = "spam", _("Thư rác, phiếu thử")
    DUPLICATE = "duplicate", _("Trùng với phiếu khác")
    NO_ADVICE = "no_advice", _("Không có lời tư vấn nào")
    INVOLVED = "involved", _("Tôi có tham gia phiếu này")
    UNREADABLE = "unreadable", _("Không đủ thông tin để chấm")


class ErrorType(models.TextChoices):
    """What kind of mistake it was."""

    POLICY = "policy", _("Sai chính sách")
    PRODUCT = "product", _("Sai thông tin sản phẩm")
    PROCESS = "process", _("Sai quy trình")
    PROMISE = "promise", _("Hứa điều không giữ được")
    INCOMPLETE = "incomplete", _("Thiếu thông tin")
    WRONG_SORT = "wrong_sort", _("Phân loại sai")
