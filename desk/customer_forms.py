"""What people at the desk type about a customer. Rules are the actions' business."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.consents import DESK_TEXT, MAX_EVIDENCE, MAX_POLICY, Word
from customers.enums import (
    ConsentChannel,
    ConsentPurpose,
    ConsentSource,
    CustomerType,
    Salutation,
    Tier,
)
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


class KeepForm(forms.Form):
    """Which of two records goes on."""

    keep = forms.TypedChoiceField(
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn hồ sơ được giữ lại.")},
    )

    def __init__(self, *args: Any, pks: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep = cast("forms.TypedChoiceField", self.fields["keep"])  # as declared
        keep.choices = [(pk, str(pk)) for pk in pks]


class ConsentForm(forms.Form):
    """What a customer said about one kind of message, and what shows it."""

    # Customers speak for themselves in the portal, programs by the API.
    TOLD = (ConsentSource.PHONE, ConsentSource.STORE, ConsentSource.PAPER)

    purpose = forms.ChoiceField(
        label=_("Loại tin"),
        choices=ConsentPurpose.choices,
        initial=ConsentPurpose.MARKETING,
    )
    channels = forms.MultipleChoiceField(
        label=_("Qua kênh"),
        choices=ConsentChannel.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một kênh.")},
    )
    decision = forms.ChoiceField(
        label=_("Khách nói"),
        choices=[("yes", _("Đồng ý")), ("no", _("Không đồng ý"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn khách đồng ý hay không.")},
    )
    source = forms.ChoiceField(
        label=_("Khách nói ở đâu"), choices=[(one.value, one.label) for one in TOLD]
    )
    evidence = LineField(
        label=_("Bằng chứng"),
        max_length=MAX_EVIDENCE,
        required=False,
        help_text=_("Số cuộc gọi, số giấy hoặc lời khách. Cần có khi khách đồng ý."),
    )
    policy_version = LineField(
        label=_("Bản lời hỏi"),
        max_length=MAX_POLICY,
        required=False,
        initial=DESK_TEXT,
        help_text=_(
            "Khách ký giấy thì ghi tên mẫu in trên giấy. Cần khi khách đồng ý."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """A yes is a yes to certain words."""
        cleaned = super().clean() or {}
        if cleaned.get("decision") == "yes" and not cleaned.get("policy_version"):
            self.add_error(
                "policy_version", _("Hãy ghi khách đã nghe bản lời hỏi nào.")
            )
        return cleaned

    def words(self) -> list[Word]:
        """One word for each channel."""
        said = self.cleaned_data
        return [
            Word(
                purpose=said["purpose"],
                channel=channel,
                is_given=said["decision"] == "yes",
                source=said["source"],
                evidence=said["evidence"],
                policy_version=said["policy_version"],
            )
            for channel in said["channels"]
        ]
