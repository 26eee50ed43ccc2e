"""What can be done with a request to a supplier, and the forms that ask for it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.dialogs import Dialog
from desk.stock_forms import SERIALS_AT_ONCE
from desk.stock_supply import RequestPage, SupplyLine
from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from foundation.core.fields import new_client_key
from parts.actions.moving import MOST
from parts.enums import EXPECTED, RequestState
from parts.models import PurchaseLine

KEEPS = Capability.MANAGE_STOCK.value
ORDER = Dialog(
    "order",
    KEEPS,
    _("Đánh dấu đã đặt"),
    _("Đã đặt hàng"),
    "send",
    _("Đơn không tự gửi đi: in hoặc gửi cho nhà cung cấp, rồi đánh dấu ở đây."),
)
CANCEL = Dialog(
    "cancel",
    KEEPS,
    _("Hủy yêu cầu mua"),
    _("Hủy yêu cầu"),
    "ban",
    _("Không chờ hàng nữa. Việc còn thiếu linh kiện sẽ tự lên một đơn nháp mới."),
)
CONFIRM = Dialog(
    "confirm", KEEPS, _("Chốt ngày về"), _("Lưu ngày về"), "calendar-check"
)


class OrderForm(forms.Form):
    """`seen` says which lines and numbers stood on the page."""

    seen = forms.CharField(max_length=20_000, widget=forms.HiddenInput, required=False)


class CancelForm(forms.Form):
    """Nothing more is asked."""


class ConfirmForm(forms.Form):
    """The day that the supplier gave."""

    expected_on = forms.DateField(
        label=_("Ngày nhà cung cấp hẹn"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class ArrivalForm(forms.Form):
    """What came of each line; sent twice under one key, it counts once."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, lines: list[SupplyLine]) -> None:
        super().__init__(data)
        # A line that is complete asks for nothing; sent once more, it is answered.
        self.lines = lines
        self.fields["key"].initial = new_client_key()
        for one in lines:
            self.fields[f"q{one.line.pk}"] = self._field_of(one.line)

    def _field_of(self, line: PurchaseLine) -> forms.Field:
        named = {"sku": line.part.sku}
        if line.part.is_serialised:
            return forms.CharField(
                label=_("Số của từng cái %(sku)s") % named,
                required=False,
                max_length=SERIALS_AT_ONCE * 62,
                widget=forms.Textarea(
                    attrs={"rows": 2, "class": "code", "autocomplete": "off"}
                ),
            )
        return forms.IntegerField(
            label=_("Số %(sku)s về") % named,
            required=False,
            min_value=0,
            max_value=MOST,
            widget=_number(),
        )

    def rows(self) -> list[tuple[SupplyLine, forms.BoundField]]:
        """Each line of which some are still to come, with its field."""
        open_ = [one for one in self.lines if one.line.outstanding]
        return [(one, self[f"q{one.line.pk}"]) for one in open_]

    def came(self) -> list[tuple[PurchaseLine, int, list[str]]]:
        """Of which line how many came, with their numbers, in the order of parts."""
        found = []
        for one in sorted(self.lines, key=lambda each: each.line.part_id):
            said = self.cleaned_data.get(f"q{one.line.pk}")
            serials: list[str] = []
            if one.line.part.is_serialised:
                serials = [word.strip() for word in (said or "").splitlines()]
                serials = [word for word in serials if word]
            quantity = len(serials) if one.line.part.is_serialised else said or 0
            if quantity:
                found.append((one.line, quantity, serials))
        return found


@dataclass(frozen=True, slots=True)
class Opened:
    """The dialog that stands open: sent back with errors, or asked for by address."""

    verb: str = ""
    line: str = ""
    form: forms.Form | None = None
    status: int = 200


@dataclass(frozen=True, slots=True)
class Asking:
    """A dialog with its form, of one line where it is about one."""

    dialog: Dialog
    form: forms.Form
    is_open: bool
    line: SupplyLine | None = None


def askings(page: RequestPage, user: User, opened: Opened) -> list[Asking]:
    """The dialogs of what its reader may do as the request stands."""
    if not can(user, Capability.MANAGE_STOCK):
        return []
    found: list[Asking] = []
    if page.request.state == RequestState.DRAFT and page.lines:
        fresh: forms.Form = OrderForm(initial={"seen": page.mark})
        found.append(_asking(ORDER, fresh, opened))
    if page.request.state in EXPECTED:
        found.append(_asking(CANCEL, CancelForm(), opened))
    line = next(
        (one for one in page.outstanding if str(one.line.pk) == opened.line), None
    )
    if opened.verb == "confirm" and line and page.request.state == RequestState.ORDERED:
        initial = {"expected_on": line.line.expected_on}
        form = opened.form or ConfirmForm(initial=initial)
        found.append(Asking(CONFIRM, form, is_open=True, line=line))
    return found


def _asking(dialog: Dialog, fresh: forms.Form, opened: Opened) -> Asking:
    is_open = dialog.verb == opened.verb
    return Asking(dialog, opened.form if is_open and opened.form else fresh, is_open)


def _number() -> forms.NumberInput:
    return forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
