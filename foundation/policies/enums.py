from django.db import models
from django.utils.translation import gettext_lazy as _


class PolicyKind(models.TextChoices):
    """What a published policy is about."""

    WARRANTY = "warranty", _("Bảo hành")


class Part(models.TextChoices):
    """What a warranty policy has to say before it may be published.

    Law on Protection of Consumers' Rights 2023, article 30.2.a names them: when it
    starts, how long it lasts, what is done, where and for whom, how, and what is left out.
    """

    START = "start", _("Thời điểm bắt đầu")
    LENGTH = "length", _("Thời hạn bảo hành")
    CONTENT = "content", _("Nội dung bảo hành")
    SCOPE = "scope", _("Phạm vi bảo hành")
    METHOD = "method", _("Cách thức bảo hành")
    EXCLUSIONS = "exclusions", _("Trường hợp không bảo hành")
