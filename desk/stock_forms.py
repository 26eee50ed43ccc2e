"""What is asked before parts come in, go elsewhere, are counted, thrown away or bought."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from foundation.core.fields import LineField, MoneyField, WordsField, new_client_key
from parts.actions.moving import MOST, Spot
from parts.enums import Condition
from parts.models import (
    Part,
    ReorderRule,
    StockBalance,
    StockLocation,
    SupplierPart,
)

MAX_NOTE = 300
MAX_KEY = 64
MAX_PRICE = 10**12
SERIALS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the forms about a part choose from."""

    part: Part
    places: Sequence[StockLocation]
    balances: Sequence[StockBalance]
    offers: Sequence[SupplierPart]
    rules: Sequence[ReorderRule]

    @property
    def serving(self) -> list[StockLocation]:
        """From where work is served."""
        return [place for place in self.places if place.serves]


def spot_code(balance: StockBalance) -> str:
    """A place and a condition, as an address and a form say them."""
    return f"{balance.location_id}:{balance.condition}"


def spot_label(balance: StockBalance) -> str:
    """Kho Thủ Đức · Tốt · 7."""
    condition = balance.get_condition_display()
    return f"{balance.location.name} · {condition} · {balance.on_hand}"


class StockForm(forms.Form):
    """About one part; sent twice under one key, it counts once."""

    key = forms.CharField(max_length=MAX_KEY, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, shelf: Shelf, asked: str = "", **options: Any
    ) -> None:
        # Several of them stand on one page: each label belongs to its own field.
        options.setdefault("auto_id", f"{type(self).__name__.lower()}_%s")
        super().__init__(data, **options)
        self.shelf = shelf
        self.asked = asked
        self.fields["key"].initial = new_client_key()
        self.prepare()
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")

    def prepare(self) -> None:
        """Fill in what is known of this part."""

    def clean_key(self) -> str:
        """Its own among the keys of the store."""
        return f"form:{self.cleaned_data['key']}"

    def offer_places(self, name: str, places: Sequence[StockLocation]) -> None:
        """Let one choose among places; the only one is chosen."""
        field: Any = self.fields[name]
        field.choices = [(place.pk, place.name) for place in places]
        if len(places) > 1 and not field.initial:
            field.choices = [("", _("Chọn nơi để")), *field.choices]

    def place(self, raw: str) -> StockLocation:
        """The place that was chosen."""
        return next(one for one in self.shelf.places if str(one.pk) == raw)

    def ask_numbers(self) -> None:
        """One at a time with its number, or as many as there are."""
        if self.shelf.part.is_serialised:
            self.fields["quantity"].initial = 1
            self.fields["quantity"].widget = forms.HiddenInput()
            self.fields["serial"].required = True
        else:
            del self.fields["serial"]


class SpotForm(StockForm):
    """About parts in one condition at one place."""

    spot = forms.ChoiceField(label=_("Từ"))
    quantity = forms.IntegerField(label=_("Số lượng"), min_value=1, max_value=MOST)
    serial = LineField(label=_("Số linh kiện"), max_length=60, required=False)

    def prepare(self) -> None:
        """What lies somewhere; the place that was asked for stands first."""
        lying = [one for one in self.shelf.balances if one.on_hand]
        field: Any = self.fields["spot"]
        field.choices = [(spot_code(one), spot_label(one)) for one in lying]
        field.initial = self.asked
        self.ask_numbers()

    def clean_spot(self) -> Spot:
        """The place and the condition."""
        raw = self.cleaned_data["spot"]
        found = next(one for one in self.shelf.balances if spot_code(one) == raw)
        return Spot(found.location, Condition(found.condition))


class ReceiveForm(StockForm):
    """What comes in that was not ordered here."""

    location = forms.ChoiceField(label=_("Vào nơi để"))
    quantity = forms.IntegerField(label=_("Số lượng"), min_value=1, max_value=MOST)
    serials = WordsField(
        label=_("Số của từng cái"),
        help_text=_("Mỗi dòng một số, quét lần lượt từng cái."),
        widget=forms.Textarea(attrs={"rows": 5, "class": "code"}),
    )
    unit_cost = MoneyField(label=_("Giá nhập mỗi cái"), most=MAX_PRICE)

    def prepare(self) -> None:
        """Numbered parts are counted by their numbers."""
        self.offer_places("location", self.shelf.serving)
        self.fields["unit_cost"].initial = self.shelf.part.cost
        del self.fields["quantity" if self.shelf.part.is_serialised else "serials"]

    def clean_location(self) -> StockLocation:
        """Where they go."""
        return self.place(self.cleaned_data["location"])

    def clean_serials(self) -> list[str]:
        """One number a line."""
        lines = [one.strip() for one in self.cleaned_data["serials"].splitlines()]
        found = [one for one in lines if one]
        if len(found) > SERIALS_AT_ONCE:
            words = _("Mỗi lần nhập nhiều nhất %(most)s số.")
            raise forms.ValidationError(words % {"most": SERIALS_AT_ONCE})
        return found


class MoveForm(SpotForm):
    """To another place, or in another condition."""

    target = forms.ChoiceField(label=_("Đến nơi để"))
    condition = forms.ChoiceField(
        label=_("Tình trạng khi đến"),
        required=False,
        choices=[("", _("Giữ nguyên")), *Condition.choices],
    )
    note = LineField(label=_("Ghi chú"), max_length=MAX_NOTE, required=False)
    field_order = ("key", "spot", "target", "condition", "quantity", "serial", "note")

    def prepare(self) -> None:
        """All places, as the action knows what may lie where."""
        super().prepare()
        self.offer_places("target", self.shelf.places)

    def clean_target(self) -> StockLocation:
        """Where they go."""
        return self.place(self.cleaned_data["target"])

    def target_spot(self) -> Spot:
        """Where they go, and how they are then."""
        said = self.cleaned_data
        condition = said["condition"] or said["spot"].condition
        return Spot(said["target"], Condition(condition))


class ScrapForm(SpotForm):
    """Thrown away, or handed to the recycler."""

    way = forms.ChoiceField(
        label=_("Cách bỏ"),
        choices=[
            ("scrap", pgettext_lazy("stock", "Hủy bỏ")),
            ("recycle", _("Đưa đi tái chế (chỉ hàng hỏng)")),
        ],
        initial="scrap",
        widget=forms.RadioSelect,
    )
    note = LineField(
        label=_("Lý do"),
        max_length=MAX_NOTE,
        help_text=_("Đứng trong sổ kho, không xóa được."),
    )


class CountForm(StockForm):
    """How many really lie there; `seen` says which number stood on the page."""

    spot = forms.CharField(max_length=40, widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    counted = forms.IntegerField(
        label=_("Đếm được"), min_value=0, max_value=MOST, widget=forms.NumberInput
    )
    note = LineField(
        label=_("Lý do lệch"),
        max_length=MAX_NOTE,
        required=False,
        help_text=_("Cần ghi khi số đếm khác số trên sổ."),
    )

    def prepare(self) -> None:
        """What the books say of the place that is asked for."""
        said = self.data.get("spot", "") if self.is_bound else self.asked
        rows = self.shelf.balances
        self.balance = next((one for one in rows if spot_code(one) == said), None)
        self.fields["spot"].initial = said
        self.fields["seen"].initial = self.balance.on_hand if self.balance else 0

    def clean_spot(self) -> Spot:
        """The place and the condition."""
        if self.balance is None:
            raise forms.ValidationError(_("Nơi này không còn. Hãy tải lại trang."))
        return Spot(self.balance.location, Condition(self.balance.condition))
