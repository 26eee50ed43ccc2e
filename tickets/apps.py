from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from foundation.core.discovery import autodiscover


class TicketsConfig(AppConfig):
    name = "tickets"
    label = "tickets"
    verbose_name = _("Phiếu")

    def ready(self) -> None:
        """Tell the floors below of our numbers, names and sight; hear their news."""
        from foundation.notifications.sight import visible_about
        from tickets import converters, things
        from tickets.models import Ticket

        converters.register()
        things.register()
        visible_about("tickets.ticket", Ticket.objects.visible_to)
        autodiscover("tickets")
