"""What is asked at the bench: what was found, what it needs, whether it works again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.models import ComponentClass
from desk.claim_forms import MAX_NOTE, ClaimForm, SeenClaimForm
from desk.claim_parts import PartOffer, part_offers
from foundation.accounts.models import User
from foundation.core.fields import LineField, MoneyField
from warranty.claim_enums import FaultKind, LineKind, LineState
from warranty.claim_queries import people_at_the_bench
from warranty.claim_terms import limit_of
from warranty.fault_codes import code_word, codes_for
from warranty.models import ClaimLine, FaultCode

MAX_SERIAL = 60
MAX_QUANTITY = 99
MAX_PRICE = 1_000_000_000
COSTS = [
    (each.value, each.label)
    for each in (LineKind.LABOUR, LineKind.TRAVEL, LineKind.FEE)
]
TESTED = [
    ("yes", _("Đạt, sẵn sàng trả khách")),
    ("no", _("Chưa đạt, trả lại bàn sửa")),
]


class CodeField(forms.ModelChoiceField):  # type: ignore[type-arg] # generic to the checker only
    """A fault code, called as the reader calls it."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("empty_label", _("Chọn một mục"))
        super().__init__(queryset=FaultCode.objects.none(), **options)

    def label_from_instance(self, obj: Any) -> str:
        """Its name in the reader's tongue."""
        return code_word(obj)


class LineChoice(forms.ModelChoiceField):  # type: ignore[type-arg] # generic to the checker only
    """One of the planned lines."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            queryset=ClaimLine.objects.none(),
            label=_("Khoản"),
            empty_label=None,
            **options,
        )

    def label_from_instance(self, obj: Any) -> str:
        """What it is for."""
        return str(obj.name)


class BeginForm(ClaimForm):
    """Who looks at it."""

    technician = forms.ModelChoiceField(
        label=_("Người kiểm tra"),
        queryset=User.objects.none(),
        empty_label=_("Chọn kỹ thuật viên"),
    )

    def prepare(self) -> None:
        """Whoever has it already, else the reader."""
        self.choose_from("technician", people_at_the_bench())
        self.start_with(technician=self.claim.technician_id or self.user.pk)


class DiagnoseForm(ClaimForm):
    """What is seen, why it is, and in which part."""

    symptom = CodeField(label=_("Hiện tượng"))
    cause = CodeField(
        label=_("Nguyên nhân"), required=False, empty_label=_("Không thấy lỗi")
    )
    component = forms.ModelChoiceField(
        label=_("Linh kiện hỏng"),
        queryset=ComponentClass.objects.none(),
        required=False,
        empty_label=_("Không riêng linh kiện nào"),
    )
    note = LineField(label=_("Ghi chú"), max_length=MAX_NOTE, required=False)

    def prepare(self) -> None:
        """The codes of this sort of thing; the last finding stands there."""
        product = self.claim.unit.product
        self.choose_from("symptom", codes_for(product, FaultKind.SYMPTOM))
        self.choose_from("cause", codes_for(product, FaultKind.CAUSE))
        self.choose_from("component", ComponentClass.objects.filter(is_active=True))
        self.start_with(symptom=self.claim.symptom_id)
        last = self.file.last_diagnosis
        if last is not None:
            self.start_with(
                cause=last.cause_id, component=last.component_id, note=last.note
            )


class PartForm(ClaimForm):
    """A part that is needed; its price is the list price unless another is named."""

    part = forms.ChoiceField(
        label=_("Linh kiện"),
        error_messages={
            "invalid_choice": _(
                "Linh kiện này vừa hết hoặc không lắp được cho máy này."
            )
        },
    )
    quantity = forms.IntegerField(
        label=_("Số lượng"), min_value=1, max_value=MAX_QUANTITY, initial=1
    )
    price = MoneyField(
        label=_("Giá cả khoản (₫)"),
        most=MAX_PRICE,
        required=False,
        help_text=_("Để trống thì lấy giá bán của linh kiện."),
    )

    def prepare(self) -> None:
        """The parts that fit this product, and what can be had instead of those that are
        out."""
        self.offers = part_offers(self.claim)
        field: Any = self.fields["part"]
        choices = self.offers.choices(self.data.get("part", ""))
        field.choices = [("", _("Chọn linh kiện")), *choices]
        if self.offers.location is not None:
            field.help_text = _("Số còn lại là ở %(place)s.") % {
                "place": self.offers.location.name
            }

    def clean_part(self) -> PartOffer | None:
        """The part, and what it is put in instead of."""
        return self.offers.named(self.cleaned_data["part"])


class CostForm(ClaimForm):
    """Work, a way or a fee."""

    kind = forms.ChoiceField(
        label=_("Loại"), choices=COSTS, widget=forms.RadioSelect, initial="labour"
    )
    name = LineField(label=_("Nội dung"), max_length=120)
    price = MoneyField(label=_("Giá (₫)"), most=MAX_PRICE)
    cost = MoneyField(
        label=_("Chi phí của cửa hàng (₫)"),
        most=MAX_PRICE,
        required=False,
    )


class DropForm(ClaimForm):
    """Which line is taken off."""

    line = LineChoice()

    def prepare(self) -> None:
        """What is only planned."""
        self.choose_from("line", self.claim.lines.filter(state=LineState.PLANNED))


class ShareForm(DropForm):
    """How much of it the cover pays after all, and why."""

    percent = forms.IntegerField(
        label=_("Bảo hành trả (%)"), min_value=0, max_value=100
    )
    reason = LineField(
        label=_("Lý do"),
        max_length=200,
        help_text=_("Khách đọc được câu này trên báo giá."),
    )


class QuoteForm(SeenClaimForm):
    """Nothing to fill in: this is what the customer reads."""

    above = "desk/claims/_quote.html"


class ApproveForm(SeenClaimForm):
    """Nothing to fill in: this is what it costs the house, and how much one may decide."""

    above = "desk/claims/_approval.html"

    @property
    def limit(self) -> int | None:
        """How much of the house's money the reader may decide; None: any amount."""
        return limit_of(self.user)


class FitForm(ClaimForm):
    """Which part went in, with the numbers of the old one and the new."""

    line = LineChoice()
    old_serial = LineField(
        label=_("Số linh kiện tháo ra"), max_length=MAX_SERIAL, required=False
    )
    new_serial = LineField(
        label=_("Số linh kiện lắp vào"), max_length=MAX_SERIAL, required=False
    )

    def prepare(self) -> None:
        """The parts that are not in yet."""
        planned = self.claim.lines.filter(state=LineState.PLANNED)
        self.choose_from("line", planned.filter(kind=LineKind.PART))


class FinishForm(ClaimForm):
    """What mended it."""

    fix = CodeField(label=_("Cách khắc phục"))
    note = LineField(label=_("Đã làm gì"), max_length=MAX_NOTE, required=False)

    def prepare(self) -> None:
        """The fixes for this sort of thing."""
        self.choose_from("fix", codes_for(self.claim.unit.product, FaultKind.FIX))


class TestForm(ClaimForm):
    """Whether it works again, tried by somebody who did not repair it."""

    __test__ = False  # no test of ours
    passed = forms.ChoiceField(
        label=_("Kết quả"), choices=TESTED, widget=forms.RadioSelect
    )
    note = LineField(label=_("Đã thử những gì"), max_length=MAX_NOTE, required=False)
