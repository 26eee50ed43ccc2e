from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PoliciesConfig(AppConfig):
    name = "foundation.policies"
    label = "policies"
    verbose_name = _("Chính sách")

    def ready(self) -> None:
        """Name this app's things for the event log."""
        from foundation.policies import things

        things.register()
