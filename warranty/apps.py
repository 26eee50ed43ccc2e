from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from foundation.core.discovery import autodiscover


class WarrantyConfig(AppConfig):
    name = "warranty"
    label = "warranty"
    verbose_name = _("Bảo hành")

    def ready(self) -> None:
        """Subscribe receivers, name things for the event log, check what is published."""
        from catalog import coverage
        from foundation.policies import checks
        from foundation.policies.enums import PolicyKind
        from warranty import things
        from warranty.api.words import coverage_of
        from warranty.policy_terms import check_version

        autodiscover("warranty")
        things.register()
        checks.register(PolicyKind.WARRANTY, check_version)
        coverage.told_by(coverage_of)
