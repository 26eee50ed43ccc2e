from django.db import models
from django.utils.translation import gettext_lazy as _


class Accuracy(models.TextChoices):
    """Whether what the customer was told is right."""

    CORRECT = "correct", _("Đúng")
    PARTLY = "partly", _("Đúng một phần")
    WRONG = "wrong", _("Sai")


class ErrorType(models.TextChoices):
    """What kind of mistake it was."""

    POLICY = "policy", _("Sai chính sách")
    PRODUCT = "product", _("Sai thông tin sản phẩm")
    PROCESS = "process", _("Sai quy trình")
    PROMISE = "promise", _("Hứa điều không giữ được")
    INCOMPLETE = "incomplete", _("Thiếu thông tin")
    WRONG_SORT = "wrong_sort", _("Phân loại sai")
