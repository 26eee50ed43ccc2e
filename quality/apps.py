from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    """How well cases were handled: a sample, judged by a rubric."""

    name = "quality"
    verbose_name = _("Chất lượng")
