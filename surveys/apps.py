from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from foundation.core.discovery import autodiscover


class SurveysConfig(AppConfig):
    name = "surveys"
    label = "surveys"
    verbose_name = _("Khảo sát")

    def ready(self) -> None:
        """Subscribe this app's receivers and name its things for the event log."""
        from surveys import things

        autodiscover("surveys")
        things.register()
