"""What people at the desk type about a customer. Rules are the actions' business."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.enums import CustomerType, Salutation, Tier
from customers.profiles import MAX_CITY, MAX_NAME, Profile
from foundation.calendars.fields import DayField
from foundation.core.fields import LineField


class CustomerForm(forms.Form):
    """What a customer is called and where they live."""

    name = LineField(label=_("Họ tên"), max_length=MAX_NAME)
    salutation = forms.ChoiceField(
        label=_("Xưng hô"), choices=Salutation.choices, required=False
    )
    type = forms.ChoiceField(label=_("Loại khách"), choices=CustomerType.choices)
    city = LineField(label=_("Tỉnh, thành"), max_length=MAX_CITY, required=False)

    def profile(self, locale: str) -> Profile:
        """The same as a value; the language is not asked for here."""
        return Profile(**self.profile_fields(), locale=locale)

    def profile_fields(self) -> dict[str, Any]:
        """The fields that are the customer's own, not ways to reach them."""
        return {name: self.cleaned_data[name] for name in CustomerForm.base_fields}


class NewCustomerForm(CustomerForm):
    """A new customer with at least one way to be reached."""

    phone = LineField(
        label=_("Số điện thoại"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    email = LineField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "email"}),
    )
    field_order = ("name", "phone", "email", "salutation", "type", "city")

    def clean(self) -> dict[str, Any]:
        """A customer without any address cannot be answered."""
        cleaned = super().clean() or {}
        if not cleaned.get("phone") and not cleaned.get("email"):
            self.add_error("phone", _("Cần số điện thoại hoặc e-mail."))
        return cleaned


class ContactPointForm(forms.Form):
    """One more number or address."""

    contact = LineField(label=_("Số điện thoại hoặc e-mail"), max_length=254)


class BenefitsForm(forms.Form):
    """Which tier a customer is in, and until when."""

    tier = forms.ChoiceField(
        label=_("Hạng"),
        choices=[("", _("Không có hạng")), *Tier.choices],
        required=False,
    )
    until = DayField(
        label=_("Đến hết ngày"),
        required=False,
        help_text=_("Để trống nếu không có ngày hết hạn."),
    )
