from django.db import models
from django.utils.translation import gettext_lazy as _


class InvitationState(models.TextChoices):
    """Where an invitation to rate stands."""

    OWED = "owed", _("Chờ gửi")
    SENT = "sent", _("Đã gửi")
    ANSWERED = "answered", _("Đã trả lời")
    CANCELLED = "cancelled", _("Đã hủy")
    EXPIRED = "expired", _("Hết hạn")


class WhyCancelled(models.TextChoices):
    """Why a customer is not asked after all."""

    REOPENED = "reopened", _("phiếu được mở lại")
    NO_ROUTE = "no_route", _("không có địa chỉ nhận tin")
    REFUSED = "refused", _("khách không nhận khảo sát")


class Score(models.IntegerChoices):
    """How content a customer is, in the words of the page."""

    VERY_BAD = 1, _("Rất không hài lòng")
    BAD = 2, _("Không hài lòng")
    FAIR = 3, _("Tạm được")
    GOOD = 4, _("Hài lòng")
    VERY_GOOD = 5, _("Rất hài lòng")


SATISFIED = Score.GOOD  # from here on an answer counts as satisfied
