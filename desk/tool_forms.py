"""What is typed into the editors of canned replies and macros: shape, no rules."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from automation.actions.tools import Shared
from automation.enums import Sharing
from automation.models import CannedReply, Macro
from automation.permissions import can_share
from foundation.accounts.enums import Sight
from foundation.accounts.models import Team, User
from foundation.core.fields import LineField, WordsField
from tickets.enums import TicketKind


class SharingForm(forms.Form):
    """Who may use it, and the version that was read."""

    sharing = forms.ChoiceField(label=_("Ai dùng"), choices=Sharing.choices)
    team = forms.ModelChoiceField(
        label=_("Nhóm dùng"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=_("Chọn nhóm"),
        help_text=_("Chỉ cần khi chia sẻ cho một nhóm."),
    )
    seen_version = forms.IntegerField(
        required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        if not can_share(user):
            # Nothing to choose: it stays one's own, and the page says so.
            del self.fields["sharing"], self.fields["team"]
            return
        teams = Team.objects.filter(is_active=True)
        if user.sees != Sight.ALL:
            teams = teams.filter(pk=user.team_id or 0)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]

    @property
    def shared(self) -> Shared:
        """Who may use it, as the action takes it."""
        data = self.cleaned_data
        return Shared(Sharing(data.get("sharing", Sharing.OWN)), data.get("team"))


class ReplyToolForm(SharingForm):
    """Words that are used again."""

    title = LineField(
        label=_("Tên"),
        max_length=80,
        error_messages={"required": _("Hãy đặt tên.")},
    )
    shortcut = forms.RegexField(
        r"^[a-z0-9][a-z0-9_-]*$",
        label=_("Gõ tắt"),
        max_length=30,
        help_text=_(
            "Gõ / rồi chữ này trong ô trả lời. Chữ thường không dấu, số, gạch."
        ),
        error_messages={
            "required": _("Hãy đặt gõ tắt."),
            "invalid": _("Chỉ dùng chữ thường không dấu, số và gạch nối."),
        },
    )
    kind = forms.ChoiceField(
        label=_("Cho loại phiếu"),
        choices=[("", _("Mọi loại")), *TicketKind.choices],
        required=False,
    )
    body = WordsField(
        label=_("Nội dung"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 9}),
        error_messages={"required": _("Hãy viết nội dung.")},
    )
    field_order = ("title", "shortcut", "kind", "body", "sharing", "team")


class MacroToolForm(SharingForm):
    """What a macro is called and who uses it; its steps are forms of their own."""

    name = LineField(
        label=_("Tên macro"),
        max_length=80,
        error_messages={"required": _("Hãy đặt tên.")},
    )
    field_order = ("name", "sharing", "team")


def initial_of(tool: CannedReply | Macro, user: User) -> dict[str, Any]:
    """What the editor of `tool` begins with."""
    shared = {"sharing": tool.sharing, "team": tool.team_id or user.team_id}
    if isinstance(tool, Macro):
        return {**shared, "name": tool.name, "seen_version": tool.version}
    names = ("title", "shortcut", "kind", "body")
    own = {name: getattr(tool, name) for name in names}
    return {**shared, **own, "seen_version": tool.version}
