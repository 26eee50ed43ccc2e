from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from foundation.core.discovery import autodiscover


class WarrantyConfig(AppConfig):
    name = "warranty"
    label = "warranty"
    verbose_name = _("Bảo hành")

    def ready(self) -> None:
        """Subscribe this app's receivers and name its things for the event log."""
        from warranty import things

        autodiscover("warranty")
        things.register()
