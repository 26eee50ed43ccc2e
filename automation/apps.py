from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AutomationConfig(AppConfig):
    """What is done the same way again and again: canned replies, macros, bulk runs."""

    name = "automation"
    verbose_name = _("Tự động hóa")
