"""What an administrator may edit bare: components, masks of serial numbers, recalls."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalog.errors import MaskError
from catalog.models import ComponentClass, Recall, SerialRule
from catalog.serial_masks import read_mask
from catalog.serials import fold_serial
from foundation.core.text import clean_line


class SerialRuleForm(forms.ModelForm):  # type: ignore[type-arg]
    """How a brand writes its numbers, as a mask that can be read."""

    class Meta:
        model = SerialRule
        fields = ("brand", "mask", "is_active")
        help_texts = {
            "mask": _(
                "Ví dụ: NM95-{YY}{MM}-{######}. Trong ngoặc nhọn: YY MM WW là năm, tháng, "
                "tuần sản xuất, # chữ số, @ chữ cái, * cả hai, C số kiểm tra."
            ),
        }

    def clean_brand(self) -> str:
        """The brand as products write it."""
        return clean_line(self.cleaned_data["brand"])

    def clean_mask(self) -> str:
        """A mask that says what it means."""
        mask: str = self.cleaned_data["mask"].strip().upper()
        try:
            read_mask(mask)
        except MaskError as error:
            raise ValidationError(str(error)) from error
        return mask


class RecallForm(forms.ModelForm):  # type: ignore[type-arg]
    """A recall, its numbers written as they are stored."""

    class Meta:
        model = Recall
        fields = (
            "code", "title", "title_en", "product", "serial_from", "serial_to",
            "severity", "action", "action_en", "starts_on", "is_open",
        )  # fmt: skip

    def clean_serial_from(self) -> str:
        """The first number, in the one way to write it."""
        return fold_serial(self.cleaned_data["serial_from"])

    def clean_serial_to(self) -> str:
        """The last number, in the one way to write it."""
        return fold_serial(self.cleaned_data["serial_to"])

    def clean(self) -> dict[str, Any]:
        """Refuse a range that runs backwards; it would hold no number at all."""
        data = super().clean() or self.cleaned_data
        first, last = data.get("serial_from"), data.get("serial_to")
        if first and last and first > last:
            self.add_error("serial_to", _("Số cuối phải đứng sau số đầu."))
        return data


class KeptAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What covers and papers name for ever: switched off, never deleted."""

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        """Nobody may."""
        return False

    def get_readonly_fields(
        self, request: object, obj: object = None
    ) -> tuple[str, ...]:
        """A code is given once."""
        return ("code",) if obj else ()


@admin.register(ComponentClass)
class ComponentClassAdmin(KeptAdmin):
    """Sorts of parts with a cover of their own; one no longer used is switched off."""

    list_display = ("name", "name_en", "code", "is_active")
    list_filter = ("is_active",)
    search_fields = ("name", "name_en", "code")


@admin.register(SerialRule)
class SerialRuleAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Masks by brand; numbers read before keep what they were read as."""

    form = SerialRuleForm
    list_display = ("brand", "mask", "is_active")
    list_filter = ("brand", "is_active")


@admin.register(Recall)
class RecallAdmin(KeptAdmin):
    """What is called back; one that is over is closed."""

    form = RecallForm
    list_display = (
        "code",
        "product",
        "serial_from",
        "serial_to",
        "severity",
        "is_open",
    )
    list_filter = ("is_open", "severity")
    list_select_related = ("product",)
    search_fields = ("code", "title", "product__name", "product__sku")
