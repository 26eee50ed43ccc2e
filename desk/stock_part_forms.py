"""What is said of a part: its name and price, who sells it, what it fits, what stands in."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from catalog.models import ComponentClass, Product
from desk.stock_forms import MAX_PRICE, StockForm
from foundation.core.fields import LineField, MoneyField
from parts.actions.moving import MOST
from parts.enums import Quality
from parts.facts import OfferFacts, PartFacts, StandFacts
from parts.models import Part, PartFit, Supplier

MAX_DAYS = 365


class PartForm(forms.Form):
    """What may be corrected later."""

    name = LineField(label=_("Tên linh kiện"), max_length=160)
    name_en = LineField(label=_("Tên tiếng Anh"), max_length=160, required=False)
    component = forms.ModelChoiceField(
        ComponentClass.objects.filter(is_active=True),
        label=_("Loại linh kiện"),
        required=False,
        empty_label=_("Chưa xếp loại"),
        help_text=_("Quyết định linh kiện theo hạn bảo hành nào."),
    )
    price = MoneyField(label=_("Giá bán mỗi cái"), most=MAX_PRICE)
    last_buy_on = forms.DateField(
        label=_("Ngày đặt cuối"),
        required=False,
        help_text=_("Sau ngày này hãng không bán nữa, kho không đặt thêm."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    is_serialised = forms.BooleanField(label=_("Mỗi cái có số riêng"), required=False)
    is_active = forms.BooleanField(label=_("Đang dùng"), required=False, initial=True)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        worn = self.initial.get("component")
        field: Any = self.fields["component"]
        if worn is not None and not worn.is_active:
            field.queryset |= ComponentClass.objects.filter(pk=worn.pk)

    def facts(self) -> PartFacts:
        """What was said."""
        said = self.cleaned_data
        return PartFacts(**{name: said[name] for name in said if name != "sku"})


class NewPartForm(PartForm):
    """The same with its number, which stays."""

    sku = LineField(
        label=_("Mã linh kiện"),
        max_length=40,
        help_text=_("Như trên tem của hãng; không đổi được về sau."),
        validators=[
            RegexValidator(
                r"^[A-Za-z0-9][A-Za-z0-9._/-]*\Z",
                _("Mã linh kiện chỉ gồm chữ không dấu, số và . _ / -"),
            )
        ],
    )
    field_order = ("sku",)


class OfferForm(StockForm):
    """Who sells it, for how much, within how many days."""

    supplier = forms.ModelChoiceField(
        Supplier.objects.none(),
        label=_("Mua của"),
        empty_label=_("Chọn nhà cung cấp"),
    )
    price = MoneyField(label=_("Giá nhập mỗi cái"), most=MAX_PRICE)
    lead_days = forms.IntegerField(
        label=_("Hẹn giao (ngày)"), min_value=0, max_value=MAX_DAYS, initial=7
    )
    minimum_order = forms.IntegerField(
        label=_("Đặt ít nhất"), min_value=1, max_value=MOST, initial=1
    )
    supplier_sku = LineField(label=_("Mã của họ"), max_length=60, required=False)
    is_preferred = forms.BooleanField(label=_("Ưu tiên mua ở đây"), required=False)
    drop = forms.BooleanField(label=_("Không mua ở đây nữa"), required=False)

    def prepare(self) -> None:
        """What stands now of the supplier that is asked for."""
        suppliers = Supplier.objects.filter(is_active=True)
        sold = {str(one.supplier_id): one for one in self.shelf.offers}
        known = sold.get(self.asked)
        field: Any = self.fields["supplier"]
        field.queryset = suppliers | Supplier.objects.filter(pk__in=sold)
        if known is not None:
            field.initial = known.supplier_id
            for name in OfferFacts.__slots__:
                self.fields[name].initial = getattr(known, name)
        elif not self.is_bound:
            del self.fields["drop"]

    def facts(self) -> OfferFacts:
        """What was said."""
        said = self.cleaned_data
        return OfferFacts(**{name: said[name] for name in OfferFacts.__slots__})


class FitForm(StockForm):
    """Which product it fits."""

    product = LineField(
        label=_("Mã hàng của máy"), max_length=40, help_text=_("Ví dụ: WF-95")
    )
    revision = LineField(
        label=_("Đời máy"),
        max_length=40,
        required=False,
        help_text=_("Để trống nếu lắp cho mọi đời."),
    )
    position = LineField(label=_("Vị trí"), max_length=60, required=False)
    drop = forms.BooleanField(label=_("Không lắp cho máy này nữa"), required=False)

    def prepare(self) -> None:
        """What stands now of the fit that is asked for."""
        found = self.shelf.part.fits.select_related("product")
        asked = self.asked if self.asked.isascii() and self.asked.isdigit() else "0"
        fit = found.filter(pk=int(asked[:18])).first()
        if fit is not None:
            self.fields["product"].initial = fit.product.sku
            self.fields["revision"].initial = fit.revision
            self.fields["position"].initial = fit.position
            self.fields["drop"].initial = True
        elif not self.is_bound:
            del self.fields["drop"]

    def clean_product(self) -> Product:
        """The product of that code."""
        raw = self.cleaned_data["product"]
        found = Product.objects.filter(sku__iexact=raw).first()
        if found is None:
            raise forms.ValidationError(_("Không có mã hàng này trong danh mục."))
        return found

    def known(self) -> PartFit | None:
        """The fit that the form names."""
        said = self.cleaned_data
        names = ("product", "revision", "position")
        rows = self.shelf.part.fits.filter(**{name: said[name] for name in names})
        return rows.select_related("part").first()


class StandForm(StockForm):
    """What does instead of it."""

    by = LineField(label=_("Mã linh kiện thay thế"), max_length=40)
    quality = forms.ChoiceField(
        label=_("Chất lượng"), choices=Quality.choices, initial=Quality.EQUIVALENT
    )
    is_mutual = forms.BooleanField(label=_("Thay qua lại được"), required=False)
    drop = forms.BooleanField(label=_("Không thay được nữa"), required=False)

    def prepare(self) -> None:
        """What stands now of the part that is asked for."""
        row = self.shelf.part.substitutes.filter(by__sku=self.asked).first()
        if self.asked:
            self.fields["by"].initial = self.asked
        elif not self.is_bound:
            del self.fields["drop"]
        if row is not None:
            self.fields["quality"].initial = row.quality
            self.fields["is_mutual"].initial = row.is_mutual

    def clean_by(self) -> Part:
        """The part of that number."""
        sku = self.cleaned_data["by"].upper()
        found: Part | None = Part.objects.filter(sku=sku).first()
        if found is None:
            raise forms.ValidationError(_("Không có linh kiện nào mang mã này."))
        return found

    def facts(self) -> StandFacts:
        """What was said."""
        said = self.cleaned_data
        return StandFacts(Quality(said["quality"]), said["is_mutual"])
