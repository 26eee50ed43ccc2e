"""What is asked when a claim is opened from a ticket."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.models import Unit
from customers.models import Customer
from desk.claim_bench_forms import CodeField
from foundation.accounts.models import User
from foundation.core.fields import new_client_key
from foundation.places.models import ServicePoint
from tickets.models import Ticket
from warranty.actions.claims.opening import ClaimOpening
from warranty.claim_enums import ClaimMode, FaultKind
from warranty.fault_codes import codes_for
from warranty.models import FaultCode


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg] # generic to the checker only
    """One of the customer's things."""

    def label_from_instance(self, obj: Any) -> str:
        """What it is, and its number."""
        return f"{obj.product.name} · {obj.serial}"


class NewClaimForm(forms.Form):
    """Which thing, what is seen, and how it comes to us."""

    client_key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    unit = UnitChoice(label=_("Máy"), queryset=Unit.objects.none(), empty_label=None)
    symptom = CodeField(label=_("Hiện tượng"))
    mode = forms.ChoiceField(
        label=_("Hình thức"),
        choices=ClaimMode.choices,
        widget=forms.RadioSelect,
        initial=ClaimMode.COUNTER.value,
    )
    service_point = forms.ModelChoiceField(
        label=_("Nơi sửa"),
        queryset=ServicePoint.objects.none(),
        required=False,
        empty_label=_("Chưa chọn nơi"),
    )
    is_urgent = forms.BooleanField(
        label=_("Gấp: linh kiện về thì giữ cho hồ sơ này trước"), required=False
    )

    def __init__(self, data: Any = None, *, ticket: Ticket, user: User) -> None:
        super().__init__(data, initial={"client_key": new_client_key()})
        fields: Any = self.fields
        units = Unit.objects.visible_to(user).select_related("product")
        own = Customer.objects.of_person(ticket.customer)
        if ticket.unit_id:
            units = units.filter(pk=ticket.unit_id)
        else:
            units = units.filter(owner__in=own)
        fields["unit"].queryset = units.order_by("-id")
        codes = FaultCode.objects.filter(kind=FaultKind.SYMPTOM, is_active=True)
        if ticket.unit is not None:
            codes = codes_for(ticket.unit.product, FaultKind.SYMPTOM)
        fields["symptom"].queryset = codes
        fields["service_point"].queryset = ServicePoint.objects.filter(is_active=True)

    @property
    def opening(self) -> ClaimOpening:
        """What was asked for, as the action takes it."""
        said = self.cleaned_data
        return ClaimOpening(
            unit=said["unit"],
            symptom=said["symptom"],
            mode=ClaimMode(said["mode"]),
            service_point=said["service_point"],
            urgency=int(said["is_urgent"]),
            client_key=said["client_key"],
        )
