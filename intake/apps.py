from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from foundation.core.discovery import autodiscover


class IntakeConfig(AppConfig):
    name = "intake"
    label = "intake"
    verbose_name = _("Tiếp nhận")

    def ready(self) -> None:
        """Subscribe this app's receivers to the event log."""
        autodiscover("intake")
