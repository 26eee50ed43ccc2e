from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from foundation.core.discovery import autodiscover


class PortalConfig(AppConfig):
    name = "portal"
    label = "portal"
    verbose_name = _("Cổng khách hàng")

    def ready(self) -> None:
        """Subscribe this app's receivers to the event log."""
        autodiscover("portal")
