"""What is asked before something is done to many tickets: one small form for each kind."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from automation.enums import BulkKind
from automation.orders import Order
from automation.snoozes import SNOOZES
from automation.steps import Step
from desk.macro_editor import Offers
from foundation.accounts.models import User
from foundation.core.fields import WordsField
from tickets.enums import Outcome, Priority, TicketKind, WaitReason
from tickets.models import Ticket

KEEP = ("", _("Giữ nguyên"))


class PressForm(forms.Form):
    """A button that is more than its name: its own key, and what its sender had read."""

    client_key = forms.CharField(max_length=64, required=False)
    seen = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)


class OrderForm(forms.Form):
    """What is to be done, as an order."""

    def __init__(
        self, *args: Any, user: User, tickets: Sequence[Ticket], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.user, self.tickets = user, tickets
        self.fill(Offers(user))

    def fill(self, offers: Offers) -> None:
        """Put into the lists what `offers` has; most forms know their values."""

    def offer(self, name: str, choices: Sequence[Any]) -> None:
        """The choices of one field."""
        self.fields[name].choices = choices  # type: ignore[attr-defined] # a choice field

    @property
    def order(self) -> Order:
        """The order that a valid form asks for."""
        raise NotImplementedError


class AssignOrderForm(OrderForm):
    """Whose the tickets become."""

    value = forms.ChoiceField(label=_("Giao cho"))
    words = WordsField(
        label=_("Tóm tắt cho người nhận"),
        required=False,
        max_length=4000,
        help_text=_("Cần khi phiếu đang có người giữ; lưu thành ghi chú nội bộ."),
    )

    def fill(self, offers: Offers) -> None:
        """Oneself, queues, colleagues."""
        others = [choice for choice in offers.of("assign") if choice[0] != "me"]
        self.offer("value", [("me", _("Tôi")), *others])

    @property
    def order(self) -> Order:
        """Give them away."""
        data = self.cleaned_data
        step = Step("assign", data["value"], data["words"])
        return Order(BulkKind.ASSIGN, (step,))


class StatusOrderForm(OrderForm):
    """Where the tickets stand next."""

    value = forms.ChoiceField(
        label=_("Trạng thái mới"),
        choices=[
            (
                _("Đang chờ"),
                [(f"wait:{one.value}", one.label) for one in WaitReason],
            ),
            (_("Đang xử lý"), [("resume", _("Xử lý tiếp"))]),
            (
                _("Đã xử lý"),
                [(f"resolve:{one.value}", one.label) for one in Outcome],
            ),
        ],
    )
    words = WordsField(
        label=_("Đã làm gì (khi xử lý xong)"),
        required=False,
        max_length=4000,
        help_text=_(
            "Khách đọc được ngay khi làm; muốn lùi thì mở lại phiếu. Dùng được biến như "
            "{{ khach.ten }}."
        ),
    )

    @property
    def order(self) -> Order:
        """One step to one place."""
        do, _colon, value = self.cleaned_data["value"].partition(":")
        words = self.cleaned_data["words"] if do == "resolve" else ""
        return Order(BulkKind.STATUS, (Step(do, value, words),))


class ClassifyOrderForm(OrderForm):
    """How the tickets are sorted."""

    priority = forms.ChoiceField(
        label=_("Ưu tiên"), choices=[KEEP, *Priority.choices], required=False
    )
    kind = forms.ChoiceField(
        label=_("Loại phiếu"), choices=[KEEP, *TicketKind.choices], required=False
    )
    category = forms.ChoiceField(label=_("Nhóm nội dung"), required=False)

    def fill(self, offers: Offers) -> None:
        """The categories in use."""
        self.offer("category", [KEEP, *offers.of("category")])

    def clean(self) -> dict[str, Any]:
        """Something has to change."""
        cleaned = super().clean() or {}
        if not any(cleaned.values()) and not self.errors:
            self.add_error(None, _("Hãy chọn điều cần đổi."))
        return cleaned

    @property
    def order(self) -> Order:
        """A step for each that changes."""
        steps = [Step(do, value) for do, value in self.cleaned_data.items() if value]
        return Order(BulkKind.CLASSIFY, tuple(steps))


class ReplyOrderForm(OrderForm):
    """The same words to each customer, with their own names in them."""

    value = forms.ChoiceField(label=_("Câu trả lời mẫu"), required=False)
    words = WordsField(
        label=_("Hoặc tự viết"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Biến như {{ khach.ten }}, {{ phieu.so }} được điền riêng từng phiếu. Câu "
            "trả lời chờ vài giây rồi mới gửi; trang kết quả có nút hoàn tác."
        ),
    )
    then = forms.BooleanField(label=_("Sau đó chờ khách"), required=False)

    def fill(self, offers: Offers) -> None:
        """One's canned replies."""
        self.offer("value", [("", _("Không dùng mẫu")), *offers.of("reply")])

    @property
    def order(self) -> Order:
        """Say it, and wait if asked for."""
        data = self.cleaned_data
        steps = [Step("reply", data["value"], data["words"])]
        if data["then"]:
            steps.append(Step("wait", WaitReason.CUSTOMER.value))
        return Order(BulkKind.REPLY, tuple(steps))


class MacroOrderForm(OrderForm):
    """Which macro."""

    macro = forms.ChoiceField(label=_("Macro"))

    def fill(self, offers: Offers) -> None:
        """Those in use for whoever asks."""
        self.offer("macro", offers.macros)

    @property
    def order(self) -> Order:
        """Run it on each."""
        return Order(BulkKind.MACRO, macro_id=int(self.cleaned_data["macro"]))


class TagsOrderForm(OrderForm):
    """Which tags go on and which come off."""

    add = forms.MultipleChoiceField(label=_("Gắn nhãn"), required=False)
    remove = forms.MultipleChoiceField(label=_("Bỏ nhãn"), required=False)

    def fill(self, offers: Offers) -> None:
        """Tags in use."""
        self.offer("add", offers.tags)
        self.offer("remove", offers.tags)

    @property
    def order(self) -> Order:
        """One step for all of them."""
        add = tuple(map(int, self.cleaned_data["add"]))
        remove = tuple(map(int, self.cleaned_data["remove"]))
        return Order(BulkKind.TAGS, (Step("tags", add=add, remove=remove),))


class SnoozeOrderForm(OrderForm):
    """For how long the tickets leave the lists."""

    value = forms.ChoiceField(
        label=_("Tạm ẩn"),
        choices=list(SNOOZES.items()),
        help_text=_(
            "Phiếu ra khỏi danh sách, đồng hồ vẫn chạy. Khách nhắn là hiện lại."
        ),
    )

    @property
    def order(self) -> Order:
        """Out of sight."""
        step = Step("snooze", self.cleaned_data["value"])
        return Order(BulkKind.SNOOZE, (step,))


class MergeOrderForm(OrderForm):
    """Into which of the chosen tickets the others go."""

    target = forms.ChoiceField(
        label=_("Gộp vào phiếu"),
        help_text=_("Chỉ gộp phiếu của cùng một khách. Gộp hoàn tác được."),
    )

    def fill(self, offers: Offers) -> None:  # noqa: ARG002 - the tickets are all it needs
        """The chosen tickets, the oldest first: it has the longest story."""
        oldest = sorted(self.tickets, key=lambda ticket: ticket.pk)
        choices = [
            (str(one.pk), f"{one.short_number} {one.subject} ({one.customer.name})")
            for one in oldest
        ]
        self.offer("target", choices)

    @property
    def order(self) -> Order:
        """The others go on in it."""
        return Order(BulkKind.MERGE, target_id=int(self.cleaned_data["target"]))


FORMS: Mapping[str, type[OrderForm]] = {
    BulkKind.ASSIGN: AssignOrderForm,
    BulkKind.STATUS: StatusOrderForm,
    BulkKind.CLASSIFY: ClassifyOrderForm,
    BulkKind.MACRO: MacroOrderForm,
    BulkKind.REPLY: ReplyOrderForm,
    BulkKind.TAGS: TagsOrderForm,
    BulkKind.SNOOZE: SnoozeOrderForm,
    BulkKind.MERGE: MergeOrderForm,
}
# How each looks in the bar: icon and the letter that presses it.
LOOKS: Mapping[str, tuple[str, str]] = {
    BulkKind.ASSIGN: ("user-cog", "a"),
    BulkKind.STATUS: ("half", "s"),
    BulkKind.TAGS: ("tag", "l"),
    BulkKind.MACRO: ("zap", "m"),
    BulkKind.MERGE: ("merge", ""),
    BulkKind.SNOOZE: ("alarm-clock", "z"),
    BulkKind.CLASSIFY: ("list-filter", "p"),
    BulkKind.REPLY: ("reply", ""),
}


def offered_kinds() -> list[dict[str, Any]]:
    """The kinds of things that can be done to many, as buttons in the order of the bar."""
    return [
        {"code": code, "label": BulkKind(code).label, "icon": icon, "hotkey": key}
        for code, (icon, key) in LOOKS.items()
        if code in FORMS
    ]
