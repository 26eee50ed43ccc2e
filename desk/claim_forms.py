"""What is asked at the counter before something is done with a claim. Rules are the actions'."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.claim_promises import proposed_day
from foundation.accounts.models import User
from foundation.core.fields import LineField, WordsField
from foundation.payments.actions import MAX_REFERENCE
from foundation.payments.enums import Method
from foundation.places.models import ServicePoint
from warranty.claim_enums import ConsentVia
from warranty.claim_queries import ClaimFile, people_at_the_bench
from warranty.models import Claim

MOMENT = "%Y-%m-%dT%H:%M"
MAX_NOTE = 500
# What takes thought to write.
WRITTEN = frozenset({LineField, WordsField})
MAX_CODE = 20
# Beside every field whose words go on the customer's page as they are.
CUSTOMER_READS = _("Khách đọc được câu này.")
ACCEPT, DECLINE = "accept", "decline"
ANSWERS = [
    (ACCEPT, _("Đồng ý, cửa hàng sửa")),
    (DECLINE, _("Không đồng ý, trả lại máy")),
]
WAYS = [
    (ConsentVia.COUNTER.value, _("Khách ký tại quầy")),
    (ConsentVia.CODE.value, _("Khách đọc mã trong tin báo giá")),
]
DEGREES = [
    (0, _("Bình thường")),
    (1, _("Gấp")),
    (2, _("Rất gấp")),
    (3, _("Gấp nhất")),
]
PAY_WAYS = [
    (each.value, each.label) for each in (Method.CASH, Method.BANK, Method.CARD)
]


class MomentField(forms.DateTimeField):
    """A day and time, as the browser's own picker writes it."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
        messages = {"invalid": _("Ngày giờ không đúng. Ví dụ: 25/11/2026 17:30.")}
        super().__init__(
            input_formats=[MOMENT], widget=widget, error_messages=messages, **options
        )


class ClaimForm(forms.Form):
    """About one claim, with everything that is known of it."""

    # The template of what stands above the fields, if anything does.
    above = ""

    def __init__(
        self,
        data: Any = None,
        *,
        file: ClaimFile,
        user: User,
        at: datetime,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.file, self.user, self.at = file, user, at
        self.prepare()

    @property
    def claim(self) -> Claim:
        """What it is about."""
        return self.file.claim

    @property
    def typed(self) -> list[tuple[str, str]]:
        """The words that were written in it, by the names of their fields."""
        return [
            (str(field.label), field.data)
            for field in self.visible_fields()
            if type(field.field) in WRITTEN and field.data
        ]

    def prepare(self) -> None:
        """Fill in what is known, and what can be chosen."""

    def start_with(self, **values: object) -> None:
        """What stands in the fields before anybody typed."""
        for name, value in values.items():
            self.fields[name].initial = value

    def choose_from(self, name: str, rows: Any) -> None:
        """What can be chosen in a field."""
        field: Any = self.fields[name]
        field.queryset = rows


class PlainClaimForm(ClaimForm):
    """Nothing to fill in: the question is whether to do it."""


class SeenClaimForm(ClaimForm):
    """A decision on what stood on the page: `seen` is how many steps the claim had."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def prepare(self) -> None:
        """What is on the screen now."""
        self.start_with(seen=self.claim.n_steps)


class ReceiveForm(ClaimForm):
    """Until when, and where. The day proposed is what the policy promises."""

    promised_at = MomentField(
        label=_("Hẹn trả máy"), help_text=_("Ngày này in trên phiếu nhận của khách.")
    )
    service_point = forms.ModelChoiceField(
        label=_("Nơi nhận máy"),
        queryset=ServicePoint.objects.none(),
        required=False,
        empty_label=_("Chưa chọn nơi"),
    )

    def prepare(self) -> None:
        """The day of the policy and the places that are open."""
        self.choose_from("service_point", ServicePoint.objects.filter(is_active=True))
        self.start_with(
            promised_at=proposed_day(self.claim, self.at),
            service_point=self.claim.service_point_id,
        )


class VisitForm(ClaimForm):
    """When somebody goes there."""

    visit_at = MomentField(label=_("Hẹn tới nhà lúc"))


class AssignForm(ClaimForm):
    """On whose bench it lies."""

    technician = forms.ModelChoiceField(
        label=_("Kỹ thuật viên"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Chưa giao ai"),
    )

    def prepare(self) -> None:
        """Everybody at the bench; who has it now stands there."""
        self.choose_from("technician", people_at_the_bench())
        self.start_with(technician=self.claim.technician_id)


class HurryForm(ClaimForm):
    """How much it presses."""

    urgency = forms.TypedChoiceField(
        label=_("Mức gấp"),
        choices=DEGREES,
        coerce=int,
        help_text=_("Khách không thấy."),
    )

    def prepare(self) -> None:
        """As it stands."""
        self.start_with(urgency=self.claim.urgency)


class PromiseForm(ClaimForm):
    """Another day, and why."""

    promised_at = MomentField(label=_("Hẹn lại ngày trả"))
    note = LineField(label=_("Lý do"), max_length=MAX_NOTE, help_text=CUSTOMER_READS)

    def prepare(self) -> None:
        """The day as it stands."""
        self.start_with(promised_at=self.claim.promised_at)


class AnswerForm(SeenClaimForm):
    """What the customer says to the quote, and how they said it."""

    above = "desk/claims/_quote.html"
    answer = forms.ChoiceField(
        label=_("Khách trả lời"), choices=ANSWERS, widget=forms.RadioSelect
    )
    via = forms.ChoiceField(
        label=_("Cách xác nhận"), choices=WAYS, widget=forms.RadioSelect
    )
    code = forms.CharField(
        label=_("Mã khách đọc"),
        max_length=MAX_CODE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
        help_text=_("Sáu ký tự trong tin báo giá. Nhập sai năm lần là hết lượt."),
    )
    note = LineField(
        label=_("Ghi chú"), max_length=300, required=False, help_text=CUSTOMER_READS
    )

    def prepare(self) -> None:
        """Most who stand at the counter sign there."""
        super().prepare()
        self.start_with(answer=ACCEPT, via=ConsentVia.COUNTER.value)


class PayForm(SeenClaimForm):
    """How the customer pays what stands on the page."""

    above = "desk/claims/_owed.html"
    method = forms.ChoiceField(
        label=_("Cách thanh toán"), choices=PAY_WAYS, widget=forms.RadioSelect
    )
    reference = LineField(
        label=_("Mã giao dịch"),
        max_length=MAX_REFERENCE,
        required=False,
        help_text=_("Chuyển khoản và thẻ phải có. Tiền mặt thì không cần."),
    )

    def prepare(self) -> None:
        """Cash is the most common."""
        super().prepare()
        self.start_with(method=Method.CASH.value)


class HandBackForm(ClaimForm):
    """Who takes the thing away: by the code they got, or by papers that were seen."""

    code = forms.CharField(
        label=_("Mã nhận máy"),
        max_length=MAX_CODE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Mã trong tin báo máy đã xong."),
    )
    identity = LineField(
        label=_("Hoặc giấy tờ đã xem"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ: căn cước 3 số cuối 218, đúng tên trên phiếu."),
    )


class NoteForm(ClaimForm):
    """A few words are needed."""

    note = LineField(label=_("Ghi chú"), max_length=MAX_NOTE)


class ReasonForm(ClaimForm):
    """A few words to the customer, if there is something to say."""

    note = LineField(
        label=_("Lý do"), max_length=MAX_NOTE, required=False, help_text=CUSTOMER_READS
    )
