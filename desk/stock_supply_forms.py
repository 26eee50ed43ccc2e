"""What is asked before a part is bought, and how many a place should hold."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.stock_forms import StockForm
from parts.actions.moving import MOST
from parts.models import StockLocation, Supplier, SupplierPart
from parts.models.purchasing import LEAST_SERVICE, MOST_SERVICE


class BuyForm(StockForm):
    """On the draft to a supplier."""

    supplier = forms.ChoiceField(label=_("Mua của"))
    location = forms.ChoiceField(label=_("Giao về"))
    quantity = forms.IntegerField(label=_("Số lượng"), min_value=1, max_value=MOST)

    def prepare(self) -> None:
        """Those who sell it, the first with the least it sells."""
        offers = [one for one in self.shelf.offers if one.supplier.is_active]
        field: Any = self.fields["supplier"]
        field.choices = [(one.supplier_id, offer_label(one)) for one in offers]
        self.offer_places("location", self.shelf.serving)
        if offers:
            self.fields["quantity"].initial = offers[0].minimum_order

    def clean_supplier(self) -> Supplier:
        """Who sells it."""
        raw = self.cleaned_data["supplier"]
        rows = self.shelf.offers
        return next(one.supplier for one in rows if str(one.supplier_id) == raw)

    def clean_location(self) -> StockLocation:
        """Where it is sent."""
        return self.place(self.cleaned_data["location"])


class RuleForm(StockForm):
    """How many a place should hold."""

    location = forms.ChoiceField(label=_("Nơi để"))
    minimum = forms.IntegerField(
        label=_("Đặt lại khi còn"), min_value=0, max_value=MOST
    )
    maximum = forms.IntegerField(label=_("Nhiều nhất"), min_value=0, max_value=MOST)
    service_level = forms.IntegerField(
        label=_("Mức đáp ứng (%)"),
        min_value=LEAST_SERVICE,
        max_value=MOST_SERVICE,
        initial=95,
        help_text=_("Trong 100 lần chờ hàng, bao nhiêu lần kho vẫn đủ dùng."),
    )

    def prepare(self) -> None:
        """What stands now at the place that is asked for."""
        rows = self.shelf.rules
        rule = next((one for one in rows if str(one.location_id) == self.asked), None)
        self.fields["location"].initial = self.asked
        self.offer_places("location", self.shelf.serving)
        if rule is not None:
            for name in ("minimum", "maximum", "service_level"):
                self.fields[name].initial = getattr(rule, name)

    def clean_location(self) -> StockLocation:
        """Where it counts."""
        return self.place(self.cleaned_data["location"])


def offer_label(offer: SupplierPart) -> Any:
    """Điện máy Tân Phú · đặt ít nhất 5."""
    words = _("%(name)s · đặt ít nhất %(n)s")
    return words % {"name": offer.supplier.name, "n": offer.minimum_order}
