"""What is asked before a customer gets more, or other, than a repair: a loaner, an answer to
an appeal, another thing, money, goodwill."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.enums import Whereabouts
from catalog.models import Unit
from catalog.serials import fold_serial
from desk.claim_bench_forms import CodeField, LineChoice
from desk.claim_forms import CUSTOMER_READS, MAX_NOTE, ClaimForm, MomentField
from foundation.core.fields import LineField, MoneyField, WordsField
from parts.models import Supplier
from warranty.actions.claims.refunding import paid_for
from warranty.claim_enums import AlarmDecision, FaultKind, LineState, LoanerAnswer
from warranty.fault_codes import codes_for
from warranty.models import EntitlementAlarm, Exclusion, Loaner

MAX_SUM = 1_000_000_000
LOANER_ANSWERS = [
    (LoanerAnswer.REFUSED.value, LoanerAnswer.REFUSED.label),
    (LoanerAnswer.ALTERNATIVE.value, LoanerAnswer.ALTERNATIVE.label),
]
GRANTED = [("yes", _("Xem xét lại từ đầu")), ("no", _("Giữ quyết định"))]


class LoanerAnswerForm(ClaimForm):
    """What the customer does meanwhile."""

    answer = forms.ChoiceField(
        label=_("Khách nói"), choices=LOANER_ANSWERS, widget=forms.RadioSelect
    )
    note = LineField(
        label=_("Đã thỏa thuận gì"),
        max_length=200,
        required=False,
        help_text=_("Cần khi có thỏa thuận khác. Khách đọc được câu này."),
    )


class LoanerField(forms.ModelChoiceField):  # type: ignore[type-arg] # generic to the checker only
    """A loaner that lies ready."""

    def label_from_instance(self, obj: Any) -> str:
        """What it is, and its number."""
        return f"{obj.unit.product.name} · {obj.unit.serial}"


class LendForm(ClaimForm):
    """Which one, until when, and how it looks."""

    loaner = LoanerField(
        label=_("Máy cho mượn"),
        queryset=Loaner.objects.none(),
        empty_label=_("Chọn máy còn trống"),
    )
    due_at = MomentField(label=_("Hẹn khách trả"), required=False)
    condition = LineField(
        label=_("Tình trạng lúc giao"),
        max_length=300,
        help_text=_("Vết xước, phụ kiện kèm theo. Khách ký theo câu này."),
    )

    def prepare(self) -> None:
        """Those that nobody has; back by the day theirs is ready."""
        free = Loaner.objects.filter(
            is_active=True, unit__whereabouts=Whereabouts.LOANER
        ).exclude(lendings__returned_at=None, lendings__isnull=False)
        self.choose_from("loaner", free.select_related("unit__product"))
        self.start_with(due_at=self.claim.promised_at)


class LoanerBackForm(ClaimForm):
    """How it looks now."""

    condition = LineField(label=_("Tình trạng lúc nhận lại"), max_length=300)


class RejectForm(ClaimForm):
    """By which exclusion, and why in words."""

    exclusion = forms.ModelChoiceField(
        label=_("Theo điều nào của chính sách"),
        queryset=Exclusion.objects.none(),
        required=False,
        empty_label=_("Không theo điều loại trừ nào"),
    )
    note = LineField(
        label=_("Lý do nói với khách"), max_length=MAX_NOTE, required=False
    )

    def prepare(self) -> None:
        """What the version that judges this claim leaves out."""
        found = Exclusion.objects.filter(terms__version=self.claim.version_id)
        self.choose_from("exclusion", found)


class AppealForm(ClaimForm):
    """The customer's own words."""

    words = WordsField(label=_("Khách nói gì"), max_length=2000)


class DecideAppealForm(ClaimForm):
    """What came of looking at it again."""

    above = "desk/claims/_appeal.html"
    granted = forms.ChoiceField(
        label=_("Kết quả"), choices=GRANTED, widget=forms.RadioSelect
    )
    answer = LineField(label=_("Trả lời khách"), max_length=MAX_NOTE)


class ReplaceForm(ClaimForm):
    """Why another thing."""

    note = LineField(label=_("Lý do"), max_length=MAX_NOTE)


class GiveForm(ClaimForm):
    """Which unit out of the shop."""

    serial = forms.CharField(
        label=_("Số máy đổi cho khách"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    note = LineField(
        label=_("Ghi chú"),
        max_length=MAX_NOTE,
        required=False,
        help_text=_("Cần khi đổi sang sản phẩm khác. Khách đọc được câu này."),
    )

    def clean_serial(self) -> Unit:
        """The unit itself, in any way of writing its number."""
        seen = Unit.objects.visible_to(self.user)
        unit = seen.filter(serial=fold_serial(self.cleaned_data["serial"])).first()
        if unit is None:
            raise forms.ValidationError(_("Không có máy nào mang số này."))
        return unit


class RefundForm(ClaimForm):
    """How much, why, and of how much where no receipt says so."""

    amount = MoneyField(label=_("Số tiền hoàn (₫)"), least=1)
    ceiling = MoneyField(
        label=_("Khách đã trả khi mua (₫)"),
        least=1,
        most=MAX_SUM,
        required=False,
    )
    note = LineField(label=_("Lý do"), max_length=MAX_NOTE)

    def prepare(self) -> None:
        """All that was paid, where the receipt is known."""
        paid = paid_for(self.claim.unit)
        if paid is not None:
            del self.fields["ceiling"]
            self.start_with(amount=paid)


class AlarmForm(ClaimForm):
    """What the customer takes of what the law gives."""

    alarm = forms.ModelChoiceField(
        label=_("Quyền của khách"),
        queryset=EntitlementAlarm.objects.none(),
        empty_label=None,
    )
    decision = forms.ChoiceField(
        label=_("Quyết định"), choices=AlarmDecision.choices, widget=forms.RadioSelect
    )
    amount = MoneyField(
        label=_("Số tiền hoàn (₫)"),
        least=1,
        most=MAX_SUM,
        required=False,
        help_text=_("Để trống thì hoàn tất cả số tiền khách đã trả khi mua."),
    )
    note = LineField(
        label=_("Lý do, hoặc lời của khách"),
        max_length=MAX_NOTE,
        help_text=_("Sửa tiếp thì ghi rõ khách đồng ý thế nào."),
    )

    def prepare(self) -> None:
        """Those that wait for a decision."""
        field: Any = self.fields["alarm"]
        field.queryset = self.claim.alarms.filter(decision="")
        field.label_from_instance = lambda alarm: alarm.get_kind_display()
        first = self.file.open_alarms
        self.start_with(alarm=first[0].pk if first else None)


class GoodwillForm(ClaimForm):
    """How much of the customer's share of a line the house takes over."""

    line = LineChoice()
    amount = MoneyField(label=_("Cửa hàng trả thay (₫)"), least=1, most=MAX_SUM)
    note = LineField(
        label=_("Lý do"),
        max_length=200,
        help_text=_("Khách đọc được câu này trên báo giá."),
    )

    def prepare(self) -> None:
        """The lines of which the customer pays a share."""
        paid = self.claim.lines.exclude(state=LineState.CANCELLED)
        self.choose_from("line", paid.filter(customer_amount__gt=0))


class ToSupplierForm(ClaimForm):
    """Who repairs it."""

    supplier = forms.ModelChoiceField(
        label=_("Gửi cho"),
        queryset=Supplier.objects.none(),
        empty_label=_("Chọn nhà cung cấp"),
    )
    note = LineField(
        label=_("Ghi chú"),
        max_length=MAX_NOTE,
        required=False,
        help_text=CUSTOMER_READS,
    )

    def prepare(self) -> None:
        """Those we work with."""
        self.choose_from("supplier", Supplier.objects.filter(is_active=True))


class FromSupplierForm(ClaimForm):
    """Mended by what, if it was mended."""

    fix = CodeField(
        label=_("Hãng đã làm gì"),
        required=False,
        empty_label=_("Chưa sửa, sửa tiếp ở đây"),
    )
    note = LineField(
        label=_("Ghi chú"),
        max_length=MAX_NOTE,
        required=False,
        help_text=CUSTOMER_READS,
    )

    def prepare(self) -> None:
        """The fixes for this sort of thing."""
        self.choose_from("fix", codes_for(self.claim.unit.product, FaultKind.FIX))
