from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from foundation.core.discovery import autodiscover


class PartsConfig(AppConfig):
    name = "parts"
    label = "parts"
    verbose_name = _("Linh kiện")

    def ready(self) -> None:
        """Subscribe receivers, name things for the event log."""
        from parts import stock_notices, things  # noqa: F401 - names its notice

        autodiscover("parts")
        things.register()
