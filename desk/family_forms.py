"""What people type to split tickets and to take them apart: shape and wording, no rules."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms import assignable_agents
from foundation.accounts.models import Team, User
from foundation.core.fields import LineField
from tickets.enums import TicketKind


class UnmergeForm(forms.Form):
    """Whether what came through the ticket since goes back with it."""

    take_along = forms.BooleanField(label=_("Mang tin theo"), required=False)


class SplitForm(forms.Form):
    """What a message is about by itself, and who looks after it."""

    subject = LineField(
        label=_("Tiêu đề của phiếu mới"),
        max_length=200,
        error_messages={"required": _("Hãy ghi ngắn gọn việc của phiếu mới.")},
    )
    kind = forms.ChoiceField(label=_("Loại phiếu"), choices=TicketKind.choices)
    agent = forms.ModelChoiceField(
        label=_("Người phụ trách"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Chưa giao ai"),
    )
    team = forms.ModelChoiceField(
        label=_("Nhóm"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=_("Không thuộc nhóm nào"),
    )
    is_same_unit = forms.BooleanField(label=_("Cùng máy với phiếu này"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agent"].queryset = assignable_agents()  # type: ignore[attr-defined]
        self.fields["team"].queryset = Team.objects.filter(is_active=True)  # type: ignore[attr-defined]
