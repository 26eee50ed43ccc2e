"""What people at the desk are asked about a unit's cover. Rules are the actions' business."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.models import ComponentClass, Unit
from customers.profiles import MAX_NAME
from foundation.calendars.fields import DayField
from foundation.core.fields import LineField
from foundation.core.formats import vndate
from warranty.cover_words import component_word, line_faces
from warranty.enums import VoidReason
from warranty.models import ExtensionPlan, UnitCover
from warranty.queries import folded

MAX_EVIDENCE = 300
MAX_NOTE = 500


class CoverForm(forms.Form):
    """About one unit; `cover` is None where no policy covers it."""

    def __init__(
        self, data: Any = None, *, unit: Unit, cover: UnitCover | None, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.unit, self.cover = unit, cover
        self.prepare()

    def prepare(self) -> None:
        """Fill in what can be chosen for this unit."""

    def choices_of(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        """What can be chosen in a field."""
        cast("forms.ChoiceField", self.fields[name]).choices = choices


class SeenForm(CoverForm):
    """A decision on what was seen: `seen` is how many events the cover had."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def prepare(self) -> None:
        """What is on the screen now."""
        self.fields["seen"].initial = self.cover.n_events if self.cover else 0

    def over(self, cover: UnitCover | None) -> None:
        """Take the next try as made over the cover that is shown now."""
        self.data = {**dict(self.data.items()), "seen": cover.n_events if cover else 0}


class ActivateForm(CoverForm):
    """From which day, and what shows it."""

    on = DayField(label=_("Ngày kích hoạt"))
    evidence = LineField(
        label=_("Bằng chứng"),
        max_length=MAX_EVIDENCE,
        help_text=_("Số hóa đơn, phiếu lắp đặt hoặc lời khách."),
    )


class PlainForm(CoverForm):
    """Nothing to fill in: the question is whether to do it."""


class HandOverForm(CoverForm):
    """Who takes the thing over, and the papers that were seen; `giver` is whose it was
    on the screen, empty for what is nobody's."""

    giver = forms.IntegerField(required=False, widget=forms.HiddenInput)

    phone = LineField(
        label=_("Số điện thoại người nhận"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    name = LineField(
        label=_("Họ tên người nhận"),
        max_length=MAX_NAME,
        help_text=_("Chỉ dùng khi số này chưa có hồ sơ khách."),
    )
    evidence = LineField(
        label=_("Giấy tờ đã xem"),
        max_length=MAX_NOTE,
        help_text=_("Ví dụ: giấy bán máy ngày 12/03/2026, hóa đơn số 0112."),
    )

    def prepare(self) -> None:
        """Whose it is now."""
        self.fields["giver"].initial = self.unit.owner_id

    def over(self, unit: Unit) -> None:
        """Take the next try as made over the owner who is shown now."""
        self.data = {**dict(self.data.items()), "giver": unit.owner_id or ""}


class GoodwillForm(SeenForm):
    """How many days, for which line, and why."""

    days = forms.IntegerField(label=_("Số ngày"))
    line = forms.ChoiceField(label=_("Cho phần nào"), required=False)
    note = LineField(label=_("Lý do"), max_length=MAX_NOTE)

    def prepare(self) -> None:
        """The lines of this cover."""
        super().prepare()
        on = self.cover.starts_on if self.cover else None
        faces = line_faces(self.cover, on) if self.cover and on else []
        named = [(face.line.key, face.name) for face in faces]
        self.choices_of("line", [("", _("Mọi hạn theo chính sách")), *named])


class PlanForm(SeenForm):
    """Which plan prolongs the cover."""

    plan = forms.ModelChoiceField(
        label=_("Gói gia hạn"),
        queryset=ExtensionPlan.objects.filter(is_active=True),
        empty_label=_("Chọn gói gia hạn"),
        help_text=_("Tính tiếp từ ngày sau khi hạn hiện tại kết thúc."),
    )


class VoidForm(SeenForm):
    """What is refused for good, why, and what shows it."""

    component = forms.ChoiceField(label=_("Từ chối phần nào"), required=False)
    reason = forms.ChoiceField(label=_("Lý do"), choices=VoidReason.choices)
    note = LineField(
        label=_("Bằng chứng"),
        max_length=MAX_NOTE,
        help_text=_("Ảnh, biên bản kiểm tra, số phiếu. Chủ máy được báo tin."),
    )

    def prepare(self) -> None:
        """The thing as a whole, or a component that stands apart."""
        super().prepare()
        lines = self.cover.lines.all() if self.cover else []
        named = {one.component_id: component_word(one.component) for one in lines}
        parts = [(str(key), name) for key, name in named.items() if key is not None]
        self.choices_of("component", [("", _("Toàn máy")), *parts])

    def clean_component(self) -> ComponentClass | None:
        """The component itself."""
        key = self.cleaned_data["component"]
        return ComponentClass.objects.get(pk=key) if key else None


class ReinstateForm(SeenForm):
    """Which refusal is taken back, and why."""

    void_number = forms.TypedChoiceField(label=_("Bỏ quyết định nào"), coerce=int)
    note = LineField(label=_("Lý do"), max_length=MAX_NOTE)

    def prepare(self) -> None:
        """The refusals that stand."""
        super().prepare()
        cover = folded(self.unit)
        lines = self.cover.lines.all() if self.cover else []
        names = {one.component_id: component_word(one.component) for one in lines}
        self.choices_of(
            "void_number",
            [
                (
                    void.number,
                    f"{names.get(void.component) or _('Toàn máy')}: "
                    f"{VoidReason(void.reason).label}, {vndate(void.on)}",
                )
                for void in (cover.voids if cover else ())
            ],
        )


class PartForm(CoverForm):
    """The part that came in, to be compared with the one we know."""

    component = forms.ModelChoiceField(
        label=_("Linh kiện"),
        queryset=ComponentClass.objects.filter(is_active=True),
        empty_label=_("Chọn linh kiện"),
    )
    serial = LineField(label=_("Số trên linh kiện"), max_length=60)


FORMS: dict[str, type[CoverForm]] = {
    "activate": ActivateForm,
    "offer": PlainForm,
    "cancel_offer": PlainForm,
    "hand_over": HandOverForm,
    "name_owner": HandOverForm,
    "goodwill": GoodwillForm,
    "plan": PlanForm,
    "void": VoidForm,
    "reinstate": ReinstateForm,
    "part": PartForm,
}
