from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from foundation.core.discovery import autodiscover


class CustomersConfig(AppConfig):
    name = "customers"
    label = "customers"
    verbose_name = _("Khách hàng")

    def ready(self) -> None:
        """Say how customers are called, and subscribe to the event log."""
        from customers import things

        things.register()
        autodiscover("customers")
