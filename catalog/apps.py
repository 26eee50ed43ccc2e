from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from foundation.core.discovery import autodiscover


class CatalogConfig(AppConfig):
    name = "catalog"
    label = "catalog"
    verbose_name = _("Sản phẩm")

    def ready(self) -> None:
        """Subscribe this app's receivers and name its things for the event log."""
        from catalog import things

        autodiscover("catalog")
        things.register()
