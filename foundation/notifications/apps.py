from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from foundation.core.discovery import autodiscover


class NotificationsConfig(AppConfig):
    name = "foundation.notifications"
    label = "notifications"
    verbose_name = _("Thông báo")

    def ready(self) -> None:
        """Name messages to the event log, and subscribe to it."""
        from foundation.notifications import things

        things.register()
        autodiscover("foundation.notifications")
