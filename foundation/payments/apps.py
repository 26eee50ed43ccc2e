from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    name = "foundation.payments"
    label = "payments"
    verbose_name = _("Thu chi")

    def ready(self) -> None:
        """Name this app's things for the event log."""
        from foundation.payments import things

        things.register()
