from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from foundation.core.discovery import autodiscover


class TicketsConfig(AppConfig):
    name = "tickets"
    label = "tickets"
    verbose_name = _("Phiếu")

    def ready(self) -> None:
        """Make ticket numbers known to routes, and subscribe to the event log."""
        from tickets import converters

        converters.register()
        autodiscover("tickets")
