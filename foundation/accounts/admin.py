"""What an administrator may edit bare: reference data, and never a login or a secret."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group

from foundation.accounts.models import Team

# Registered by the packages; each would be a second door to what actions guard.
for model in (Group, EmailAddress, Authenticator):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


@admin.register(Team)
class TeamAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Teams; they are opened and closed on the people page."""

    list_display = ("name", "code", "is_active")
    readonly_fields = ("code", "is_active")

    def has_add_permission(self, request: object) -> bool:
        """On the people page."""
        return False

    def has_delete_permission(self, request: object, obj: Team | None = None) -> bool:
        """Never: tickets and people point at it."""
        return False
