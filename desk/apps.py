from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from foundation.core.discovery import autodiscover


class DeskConfig(AppConfig):
    name = "desk"
    label = "desk"
    verbose_name = _("Bàn làm việc")

    def ready(self) -> None:
        """Subscribe this app's receivers to the event log, and name what it records."""
        from desk import verbs

        autodiscover("desk")
        assert verbs.LIST_EXPORTED  # imported for the words it registers
