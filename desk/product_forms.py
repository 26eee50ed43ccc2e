"""What is typed about a product."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from catalog.actions.products import ProductFacts
from catalog.enums import Category
from foundation.core.fields import LineField


class ProductForm(forms.Form):
    """What may be corrected later."""

    name = LineField(label=_("Tên sản phẩm"), max_length=160)
    brand = LineField(label=_("Hãng"), max_length=60, required=False)
    category = forms.ChoiceField(label=_("Loại"), choices=Category.choices)
    is_active = forms.BooleanField(label=_("Đang bán"), required=False, initial=True)

    def facts(self) -> ProductFacts:
        """What was said."""
        data = self.cleaned_data
        return ProductFacts(
            name=data["name"],
            brand=data["brand"],
            category=Category(data["category"]),
            is_active=data["is_active"],
        )


class NewProductForm(ProductForm):
    """The same with its code, which stays."""

    sku = LineField(
        label=_("Mã hàng"),
        max_length=40,
        help_text=_("Như trong phần mềm bán hàng; không đổi được về sau."),
        validators=[
            RegexValidator(
                r"^[A-Za-z0-9][A-Za-z0-9._/-]*$",
                _("Mã hàng chỉ gồm chữ không dấu, số và . _ / -"),
            )
        ],
    )
    field_order = ("sku", "name", "brand", "category", "is_active")
