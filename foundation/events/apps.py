from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from foundation.core.discovery import autodiscover


class EventsConfig(AppConfig):
    name = "foundation.events"
    label = "events"
    verbose_name = _("Sự kiện")

    def ready(self) -> None:
        """Subscribe this app's receivers to the event log."""
        autodiscover("foundation.events")
