"""What a manager types about a promise: shape and wording, no rules."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from customers.enums import Tier
from desk.policy_spans import (
    DELAY_CHOICES,
    UNIT_CHOICES,
    UNITS,
    Span,
    seconds_of,
)
from desk.policy_words import measured
from foundation.calendars.models import Calendar
from foundation.core.fields import LineField
from tickets.categories import category_choices
from tickets.enums import (
    Audience,
    HandTo,
    PauseReason,
    Priority,
    Side,
    TicketChannel,
    TicketKind,
)
from tickets.models.policies import PROMISE_PAUSES
from tickets.policy_terms import EscalationTerms, TargetTerms

MOST = 10_000  # of any unit; what is too long for a promise the action says
# A case that is resolved always stands still, so that is no choice.
OUR_PAUSES = [choice for choice in PauseReason.choices if choice[0] != "resolved"]


class PolicyNameForm(forms.Form):
    """What a policy is called."""

    name = LineField(label=_("Tên cam kết"), max_length=80)


class ChecksField(forms.MultipleChoiceField):
    """Several of a few words, as checkboxes; none is fine."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, **options)


class SharesField(LineField):
    """Numbers between commas: 50, 75, 90."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=60, **options)

    def clean(self, value: Any) -> tuple[int, ...]:
        """The numbers, in the order typed."""
        words = super().clean(value).replace("%", " ").replace(",", " ").split()
        if not all(word.isascii() and word.isdigit() for word in words):
            raise ValidationError(_("Hãy ghi các số, cách nhau bằng dấu phẩy."))
        return tuple(int(word) for word in words)


class ConditionsForm(forms.Form):
    """Which tickets a policy is for, and by which calendar it counts."""

    seen_version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    kinds = ChecksField(label=_("Loại phiếu"), choices=TicketKind.choices)
    priorities = ChecksField(label=_("Mức ưu tiên"), choices=Priority.choices)
    channels = ChecksField(label=_("Kênh"), choices=TicketChannel.choices)
    tiers = ChecksField(label=_("Hạng khách hàng"), choices=Tier.choices)
    categories = ChecksField(label=_("Nhóm nội dung"))
    calendar = forms.TypedChoiceField(
        label=_("Lịch làm việc"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        calendars = list(Calendar.objects.values_list("pk", "name"))
        self._choices("calendar", [("", _("Lịch mặc định")), *calendars])
        self._choices("categories", category_choices())

    @property
    def groups(self) -> list[forms.BoundField]:
        """The conditions that can be chosen here."""
        names = ["kinds", "priorities", "channels", "tiers"]
        categories = self["categories"]
        return [self[name] for name in names] + [categories] * bool(list(categories))

    def _choices(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined] # a choice field


class TargetForm(forms.Form):
    """One clock: how long, for what it stops, when somebody is warned."""

    amount = forms.IntegerField(
        label=_("Số"),
        min_value=1,
        max_value=MOST,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    unit = forms.ChoiceField(label=_("Đơn vị"), choices=UNIT_CHOICES, required=False)
    pauses = ChecksField(label=_("Dừng khi"), choices=OUR_PAUSES)
    warn_at = SharesField(label=_("Nhắc khi đã dùng (%)"))

    def __init__(
        self, metric: str, stage: str, side: str, *args: Any, **options: Any
    ) -> None:
        prefix = f"{metric}-{stage}-{side}" if stage else f"{metric}-{side}"
        options["prefix"] = prefix
        super().__init__(*args, **options)
        self.metric, self.stage, self.side = metric, stage, side
        if side == Side.PROMISED:
            allowed = [each for each in OUR_PAUSES if each[0] in PROMISE_PAUSES]
            self.fields["pauses"].choices = allowed  # type: ignore[attr-defined] # a choice field

    @property
    def label(self) -> str:
        """Phản hồi đầu · Nội bộ."""
        return f"{measured(self.metric, self.stage)} · {Side(self.side).label}"

    @property
    def terms(self) -> TargetTerms | None:
        """What was typed; None where no number was."""
        data = self.cleaned_data
        if not data["amount"]:
            return None
        unit = data["unit"] or "work-hours"
        return TargetTerms(
            metric=self.metric,
            side=self.side,
            seconds=seconds_of(Span(data["amount"], unit)),
            stage=self.stage,
            basis=UNITS[unit][1].value,
            pause_reasons=tuple(data["pauses"]),
            warn_at=data["warn_at"],
        )


class EscalationForm(forms.Form):
    """What happens once a clock is late for so long."""

    after = forms.IntegerField(
        label=_("Sau khi trễ"), min_value=0, max_value=MOST, required=False
    )
    unit = forms.ChoiceField(label=_("Đơn vị"), choices=DELAY_CHOICES, required=False)
    tell = ChecksField(label=_("Báo cho"), choices=Audience.choices)
    raise_to = forms.ChoiceField(
        label=_("Nâng ưu tiên lên"),
        choices=[("", _("Giữ nguyên")), *Priority.choices],
        required=False,
    )
    hand_to = forms.ChoiceField(
        label=_("Chuyển phiếu"), choices=HandTo.choices, required=False
    )

    def __init__(self, level: int, *args: Any, **options: Any) -> None:
        options["prefix"] = f"level-{level}"
        super().__init__(*args, **options)
        self.level = level

    @property
    def terms(self) -> EscalationTerms | None:
        """What was typed; None where nothing was."""
        data = self.cleaned_data
        does = data["tell"] or data["raise_to"] or data["hand_to"]
        if data["after"] is None and not does:
            return None
        return EscalationTerms(
            level=self.level,
            after_seconds=seconds_of(Span(data["after"] or 0, data["unit"] or "hours")),
            tell=tuple(data["tell"]),
            raise_to=data["raise_to"],
            hand_to=data["hand_to"],
        )
