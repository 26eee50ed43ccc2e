from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from foundation.core.discovery import autodiscover


class CatalogConfig(AppConfig):
    name = "catalog"
    label = "catalog"
    verbose_name = _("Sản phẩm")

    def ready(self) -> None:
        """Subscribe this app's receivers to the event log."""
        autodiscover("catalog")
