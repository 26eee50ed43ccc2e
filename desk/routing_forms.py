"""What is typed about routing: shape and wording, no rules."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tickets.actions.routing_terms import MAX_DAYS, MAX_MINUTES, RoutingTerms
from tickets.models import RoutingSettings


class RoutingForm(forms.Form):
    """How owners are found."""

    is_enabled = forms.BooleanField(
        label=_("Tự giao phiếu mới cho người phù hợp"), required=False
    )
    sticky_days = forms.IntegerField(
        label=_("Khách gặp lại người cũ trong (ngày)"),
        help_text=_("0 là không ưu tiên người cũ."),
        min_value=0,
        max_value=MAX_DAYS,
    )
    age_limit_minutes = forms.IntegerField(
        label=_("Không ai được vượt phiếu đã chờ (phút)"),
        help_text=_("Quá mức này, phiếu cũ đi trước cả khách hạng cao."),
        min_value=1,
        max_value=MAX_MINUTES,
    )
    supervise_after_minutes = forms.IntegerField(
        label=_("Báo trưởng nhóm khi chưa ai nhận sau (phút làm việc)"),
        min_value=1,
        max_value=MAX_MINUTES,
    )
    consult_minutes = forms.IntegerField(
        label=_("Hạn trả lời khi hỏi ý kiến (phút)"), min_value=1, max_value=MAX_MINUTES
    )

    @classmethod
    def of(cls, settings: RoutingSettings) -> "RoutingForm":
        """As things are set."""
        return cls(initial={name: getattr(settings, name) for name in cls.base_fields})

    @property
    def terms(self) -> RoutingTerms:
        """What was typed, as the action takes it."""
        return RoutingTerms(**self.cleaned_data)
