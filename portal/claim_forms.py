"""What customers type about a fault: shape and wording."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.boundfield import BoundWidget
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.core.fields import FilesField, WordsField
from foundation.places.models import ServicePoint
from foundation.places.queries import OpenPoint
from portal.forms import ClientKeyField
from warranty.claim_enums import ClaimMode
from warranty.fault_codes import code_word
from warranty.models import FaultCode

# How a thing comes to us, as its owner chooses; what is swapped at once, the house decides.
MODES: dict[ClaimMode, tuple[Promise, Promise]] = {
    ClaimMode.COUNTER: (
        _("Mang tới điểm bảo hành"),
        _("Nhận biên nhận có ngày hẹn trả ngay tại quầy"),
    ),
    ClaimMode.MAIL_IN: (
        _("Gửi máy tới"),
        _("Chúng tôi nhắn cách đóng gói và nơi gửi"),
    ),
    ClaimMode.ONSITE: (
        _("Sửa tại nhà"),
        _("Chúng tôi gọi để hẹn ngày giờ"),
    ),
}
POINTS_AT_ONCE = 4


class SymptomField(forms.ModelChoiceField):  # type: ignore[type-arg] # generic to the checker only
    """What the customer sees, by its name in their tongue."""

    def label_from_instance(self, obj: FaultCode) -> str:
        """Không vắt."""
        return code_word(obj)


class FaultForm(forms.Form):
    """A fault of one thing, as its owner tells it."""

    symptom = SymptomField(
        label=_("Máy bị sao"),
        queryset=FaultCode.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("Hãy chọn điều gần đúng nhất."),
            "invalid_choice": _("Hãy chọn một điều trong danh sách."),
        },
    )
    body = WordsField(
        label=_("Kể thêm"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "data-behaviour": "autosize"}),
        help_text=_("Từ khi nào, lúc đang làm gì, máy hiện chữ hay số gì."),
    )
    files = FilesField(  # type: ignore[assignment] # a form takes its fields off the class
        label=_("Ảnh, video chỗ hỏng"), required=False
    )
    mode = forms.ChoiceField(
        label=_("Đưa máy tới thế nào"),
        choices=[(mode.value, words[0]) for mode, words in MODES.items()],
        widget=forms.RadioSelect,
        initial=ClaimMode.COUNTER,
        error_messages={"required": _("Hãy chọn một cách.")},
    )
    service_point = forms.ModelChoiceField(
        label=_("Điểm bảo hành"),
        queryset=ServicePoint.objects.none(),
        required=False,
        error_messages={"invalid_choice": _("Hãy chọn một điểm trong danh sách.")},
    )
    client_key = ClientKeyField(required=False)

    def __init__(
        self,
        *args: Any,
        symptoms: QuerySet[FaultCode],
        points: Sequence[OpenPoint],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.points = points
        self.fields["symptom"].queryset = symptoms  # type: ignore[attr-defined]
        known = ServicePoint.objects.filter(pk__in=[one.point.pk for one in points])
        self.fields["service_point"].queryset = known  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Who brings it says where to, as long as there is a choice."""
        data = super().clean() or {}
        if data.get("mode") != ClaimMode.COUNTER:
            data["service_point"] = None
        elif self.points and not data.get("service_point"):
            if len(self.points) == 1:
                data["service_point"] = self.points[0].point
            elif "service_point" not in self.errors:
                self.add_error("service_point", _("Hãy chọn nơi bạn sẽ mang máy tới."))
        return data

    def mode_choices(self) -> Iterator[tuple[BoundWidget, Promise]]:
        """Each way with what it means."""
        for option in self["mode"]:
            yield option, MODES[ClaimMode(option.data["value"])][1]

    @property
    def chosen_point(self) -> str:
        """The key of the point that is ticked, as text."""
        return str(self["service_point"].value() or "")

    @property
    def first_points(self) -> Sequence[OpenPoint]:
        """Those shown at once."""
        return self.points[:POINTS_AT_ONCE]

    @property
    def more_points(self) -> Sequence[OpenPoint]:
        """Those behind a button."""
        return self.points[POINTS_AT_ONCE:]

    @property
    def has_positions(self) -> bool:
        """Whether a browser that knows where it is can say which point is near."""
        return any(one.point.latitude is not None for one in self.points)
