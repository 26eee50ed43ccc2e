"""What an administrator may edit bare: the plans that prolong a cover, and what claims need."""

from django.contrib import admin

from warranty import claim_admin  # noqa: F401 - it registers by being loaded
from warranty.models import ExtensionPlan


@admin.register(ExtensionPlan)
class ExtensionPlanAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Plans; what was sold keeps its days, one no longer sold is switched off."""

    list_display = ("name", "code", "months", "price", "is_active")
    list_filter = ("is_active",)
    search_fields = ("name", "name_en", "code")

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        """Nobody may: covers name them."""
        return False

    def get_readonly_fields(
        self, request: object, obj: object = None
    ) -> tuple[str, ...]:
        """A code is given once."""
        return ("code",) if obj else ()
