from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from foundation.core.discovery import autodiscover


class CalendarsConfig(AppConfig):
    name = "foundation.calendars"
    label = "calendars"
    verbose_name = _("Lịch làm việc")

    def ready(self) -> None:
        """Subscribe this app's receivers to the event log."""
        autodiscover("foundation.calendars")
