from django.db import models
from django.utils.translation import gettext_lazy as _


class CustomerType(models.TextChoices):
    """A person or a firm."""

    PERSON = "person", _("Cá nhân")
    COMPANY = "company", _("Doanh nghiệp")


class ContactKind(models.TextChoices):
    """How a customer can be reached."""

    PHONE = "phone", _("Điện thoại")
    EMAIL = "email", _("E-mail")


class Salutation(models.TextChoices):
    """How we address a customer, where we know it."""

    CHI = "chi", _("chị")
    ANH = "anh", _("anh")
    CO = "co", _("cô")
    CHU = "chu", _("chú")
    NONE = "", _("bạn")


class ProofKind(models.TextChoices):
    """How a customer proves to own a contact point."""

    CODE = "code", _("Mã 6 số")
    LINK = "link", _("Đường dẫn một lần")
