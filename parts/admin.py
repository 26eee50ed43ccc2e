"""What an administrator may edit bare: parts, suppliers and places. Never what lies there."""

from django import forms
from django.contrib import admin

from foundation.core.text import clean_line
from parts.models import (
    Part,
    PartFit,
    StockLocation,
    StockMove,
    Substitute,
    Supplier,
    SupplierPart,
)


class PartForm(forms.ModelForm):  # type: ignore[type-arg]
    """A part, its number written as it is stored."""

    class Meta:
        model = Part
        fields = (
            "sku", "name", "name_en", "component", "price",
            "is_serialised", "is_active", "last_buy_on",
        )  # fmt: skip

    def clean_sku(self) -> str:
        """The number in capitals."""
        return clean_line(self.cleaned_data["sku"]).upper()

    def clean_name(self) -> str:
        """The name on one line."""
        return clean_line(self.cleaned_data["name"])


class FitInline(admin.TabularInline):  # type: ignore[type-arg]
    """What it fits."""

    model = PartFit
    extra = 0
    raw_id_fields = ("product",)


class SubstituteInline(admin.TabularInline):  # type: ignore[type-arg]
    """What does instead of it."""

    model = Substitute
    fk_name = "part"
    extra = 0
    autocomplete_fields = ("by",)


class OfferInline(admin.TabularInline):  # type: ignore[type-arg]
    """Who sells it."""

    model = SupplierPart
    extra = 0


class KeptAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What moves and papers name for ever: switched off, never deleted."""

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        """Nobody may."""
        return False


@admin.register(Part)
class PartAdmin(KeptAdmin):
    """Parts; one that has moved stays numbered, or not, as it is."""

    form = PartForm
    inlines = (FitInline, SubstituteInline, OfferInline)
    list_display = ("sku", "name", "component", "price", "cost", "is_active")
    list_filter = ("is_active", "is_serialised", "component")
    list_select_related = ("component",)
    search_fields = ("sku", "name", "name_en")

    def get_readonly_fields(
        self, request: object, obj: Part | None = None
    ) -> tuple[str, ...]:
        """A number is given once, and stock that lies there is numbered or is not."""
        if obj is None:
            return ()
        has_moved = StockMove.objects.filter(part=obj).exists()
        return ("sku", "is_serialised") if has_moved else ("sku",)


@admin.register(Supplier)
class SupplierAdmin(KeptAdmin):
    """Suppliers; one we buy nothing from any more is switched off."""

    list_display = ("name", "code", "email", "phone", "is_active")
    list_filter = ("is_active",)
    search_fields = ("name", "code")

    def get_readonly_fields(
        self, request: object, obj: object = None
    ) -> tuple[str, ...]:
        """A code is given once."""
        return ("code",) if obj else ()


@admin.register(StockLocation)
class StockLocationAdmin(KeptAdmin):
    """Places; what kind one is stays, since it says what may lie there."""

    list_display = ("name", "code", "kind", "service_point", "holder", "is_active")
    list_filter = ("kind", "is_active")
    list_select_related = ("service_point", "holder")
    search_fields = ("name", "code")

    def get_readonly_fields(
        self, request: object, obj: object = None
    ) -> tuple[str, ...]:
        """A code and a kind are given once."""
        return ("code", "kind") if obj else ()
