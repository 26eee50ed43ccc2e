from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from foundation.core.discovery import autodiscover


class AccountsConfig(AppConfig):
    name = "foundation.accounts"
    label = "accounts"
    verbose_name = _("Tài khoản")

    def ready(self) -> None:
        """Say how people are called, and subscribe to the event log."""
        from foundation.accounts import things

        things.register()
        autodiscover("foundation.accounts")
