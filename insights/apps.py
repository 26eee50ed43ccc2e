from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from foundation.core.discovery import autodiscover


class InsightsConfig(AppConfig):
    name = "insights"
    label = "insights"
    verbose_name = _("Số liệu")

    def ready(self) -> None:
        """Subscribe this app's receivers to the event log."""
        autodiscover("insights")
