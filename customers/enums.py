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


class Tier(models.TextChoices):
    """How much a customer has earned of our attention; most have none."""

    MEMBER = "member", _("Thành viên")
    SILVER = "silver", _("Bạc")
    GOLD = "gold", _("Vàng")
    DIAMOND = "diamond", _("Kim Cương")


# How far ahead in the queue a tier goes, where nobody decides otherwise. Steps of ten
# leave room between two tiers.
USUAL_WEIGHTS: dict[str, int] = {
    "": 0,
    Tier.MEMBER: 0,
    Tier.SILVER: 10,
    Tier.GOLD: 20,
    Tier.DIAMOND: 30,
}


class ProofKind(models.TextChoices):
    """How a customer proves to own a contact point."""

    CODE = "code", _("Mã 6 số")
    LINK = "link", _("Đường dẫn một lần")


class ConsentPurpose(models.TextChoices):
    """What a customer allows us to do with how we reach them."""

    SERVICE = "service", _("Báo về phiếu đang xử lý")
    SURVEY = "survey", _("Hỏi mức hài lòng")
    CARE = "care", _("Chăm sóc, nhắc bảo dưỡng")
    MARKETING = "marketing", _("Ưu đãi, giới thiệu sản phẩm")


class ConsentChannel(models.TextChoices):
    """By which way."""

    PHONE = "phone", _("Gọi điện")
    SMS = "sms", _("SMS")
    EMAIL = "email", _("E-mail")
    ZALO = "zalo", _("Zalo")


class ConsentSource(models.TextChoices):
    """Where the customer said so."""

    PORTAL = "portal", _("Cổng khách hàng")
    PHONE = "phone", _("Qua điện thoại")
    STORE = "store", _("Tại cửa hàng")
    PAPER = "paper", _("Giấy đã ký")
    API = "api", _("Hệ thống khác")
