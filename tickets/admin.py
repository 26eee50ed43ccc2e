"""What an administrator may edit bare: the tree of categories."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tickets.models import TicketCategory


class TicketCategoryForm(forms.ModelForm):  # type: ignore[type-arg]
    """A branch, which cannot hang on itself."""

    class Meta:
        model = TicketCategory
        fields = ("name", "parent", "complexity", "is_active")

    def clean_parent(self) -> TicketCategory | None:
        """Refuse a parent that stands below this branch."""
        parent: TicketCategory | None = self.cleaned_data["parent"]
        step = parent
        while step is not None:
            if step.pk == self.instance.pk:
                raise forms.ValidationError(_("Không thể đặt một nhóm dưới chính nó."))
            step = step.parent
        return parent


@admin.register(TicketCategory)
class TicketCategoryAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Categories; one out of use is switched off, never deleted."""

    form = TicketCategoryForm
    list_display = ("name", "parent", "complexity", "is_active")
    list_filter = ("is_active", "complexity")
    list_select_related = ("parent",)
    search_fields = ("name",)

    def has_delete_permission(self, request: Any, obj: object = None) -> bool:
        """Never: tickets, policies and reports point at it."""
        return False
