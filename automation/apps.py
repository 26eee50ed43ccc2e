from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AutomationConfig(AppConfig):
    """What is done the same way again and again: canned replies, macros, bulk runs."""

    name = "automation"
    verbose_name = _("Tự động hóa")

    def ready(self) -> None:
        """Name this app's things and what happens to them."""
        from automation import things, verbs

        things.register()
        assert verbs.MACRO_APPLIED  # imported for the words it registers
