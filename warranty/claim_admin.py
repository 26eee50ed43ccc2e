"""What an administrator keeps of claims: codes, loaners, budgets, limits, suppliers' terms."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.enums import Category, Whereabouts
from catalog.models import Unit
from foundation.core.actor import staff_actor
from warranty.actions.claims.loaners import keep_loaner
from warranty.models import (
    ClaimTerms,
    FaultCode,
    GoodwillBudget,
    Loaner,
    SupplierCover,
    SupplierTerm,
)


class FaultCodeForm(forms.ModelForm):  # type: ignore[type-arg]
    """A code; a symptom joins a family of faults."""

    categories = forms.MultipleChoiceField(
        label=_("loại sản phẩm"),
        choices=Category.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Để trống: dùng cho mọi loại."),
    )

    class Meta:
        model = FaultCode
        fields = (
            "kind", "code", "name", "name_en", "family", "categories", "is_misuse",
            "is_active",
        )  # fmt: skip


class BudgetForm(forms.ModelForm):  # type: ignore[type-arg]
    """What may be given away in a month; never less than was given."""

    class Meta:
        model = GoodwillBudget
        fields = ("month", "amount")
        help_texts = {"month": _("Ngày bất kỳ trong tháng.")}

    def clean_month(self) -> Any:
        """The month by its first day."""
        return self.cleaned_data["month"].replace(day=1)

    def clean_amount(self) -> int:
        """Not below what is spent."""
        amount: int = self.cleaned_data["amount"]
        if amount < self.instance.spent:
            raise ValidationError(_("Ngân sách không được thấp hơn số đã dùng."))
        return amount


class NewLoanerForm(forms.ModelForm):  # type: ignore[type-arg]
    """A unit of the shop, by its number."""

    serial = forms.CharField(label=_("Số máy"), max_length=60)

    class Meta:
        model = Loaner
        fields = ("service_point",)

    def clean_serial(self) -> Unit:
        """The unit with this number, if nobody has it."""
        found: Unit | None = Unit.objects.numbered(self.cleaned_data["serial"]).first()
        if found is None or found.whereabouts != Whereabouts.SALEABLE:
            raise ValidationError(_("Không có máy này trong kho bán."))
        return found


class KeptAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What claims name for ever: switched off, never deleted."""

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        """Nobody may."""
        return False


@admin.register(FaultCode)
class FaultCodeAdmin(KeptAdmin):
    """Symptoms, causes, fixes."""

    form = FaultCodeForm
    list_display = ("name", "kind", "code", "family", "is_misuse", "is_active")
    list_filter = ("kind", "is_active", "family")
    search_fields = ("name", "name_en", "code")

    def get_readonly_fields(
        self, request: object, obj: object = None
    ) -> tuple[str, ...]:
        """Kind and code are given once."""
        return ("kind", "code") if obj else ()


@admin.register(Loaner)
class LoanerAdmin(KeptAdmin):
    """Units that customers borrow; one no longer lent is switched off."""

    list_display = ("unit", "service_point", "is_active")
    list_filter = ("is_active", "service_point")
    list_select_related = ("unit", "service_point")
    search_fields = ("unit__serial",)
    readonly_fields = ("unit",)

    def get_form(
        self, request: Any, obj: Any = None, change: Any = None, **options: Any
    ) -> Any:
        """A new one is found by its number."""
        if obj is None:
            options["form"] = NewLoanerForm
        return super().get_form(request, obj, change, **options)

    def get_fields(self, request: Any, obj: Any = None) -> tuple[str, ...]:
        """The number at first, then the unit itself."""
        if obj is None:
            return ("serial", "service_point")
        return ("unit", "service_point", "is_active")

    def save_model(self, request: Any, obj: Loaner, form: Any, change: Any) -> None:
        """A new one is no longer for sale."""
        if change:
            super().save_model(request, obj, form, change)
            return
        kept = keep_loaner(
            form.cleaned_data["serial"],
            service_point=obj.service_point,
            actor=staff_actor(request.user.pk),
            at=timezone.now(),
        )
        obj.pk, obj.unit = kept.pk, kept.unit


@admin.register(GoodwillBudget)
class GoodwillBudgetAdmin(KeptAdmin):
    """What the house gives away in a month."""

    form = BudgetForm
    list_display = ("month", "amount", "spent")

    def save_model(self, request: Any, obj: Any, form: Any, change: Any) -> None:
        """What is given away while somebody types stands."""
        obj.save(update_fields=["month", "amount"] if change else None)

    readonly_fields = ("spent",)

    def get_readonly_fields(
        self, request: object, obj: object = None
    ) -> tuple[str, ...]:
        """What was given is counted, not typed; a month is named once."""
        return ("month", "spent") if obj else ("spent",)


@admin.register(ClaimTerms)
class ClaimTermsAdmin(KeptAdmin):
    """Limits and days: one row for the house."""

    def has_add_permission(self, request: Any) -> bool:
        """Once."""
        return super().has_add_permission(request) and not ClaimTerms.objects.exists()

    def save_model(self, request: Any, obj: ClaimTerms, form: Any, change: Any) -> None:
        """Always the same row."""
        obj.pk = 1
        super().save_model(request, obj, form, change)


@admin.register(SupplierTerm)
class SupplierTermAdmin(KeptAdmin):
    """What suppliers promise for a brand; sales after a change follow it."""

    list_display = (
        "supplier", "brand", "component", "months", "part_percent",
        "labour_percent", "is_active",
    )  # fmt: skip
    list_filter = ("is_active", "brand")
    list_select_related = ("supplier", "component")


@admin.register(SupplierCover)
class SupplierCoverAdmin(KeptAdmin):
    """What a supplier covers of one unit, where its delivery says something else."""

    list_display = ("unit", "supplier", "component", "starts_on", "ends_on")
    list_select_related = ("unit", "supplier", "component")
    raw_id_fields = ("unit",)
    search_fields = ("unit__serial",)
