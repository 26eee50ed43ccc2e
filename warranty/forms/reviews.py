from django import forms
from django.utils.translation import gettext_lazy as _


class DecisionForm(forms.Form):
    """What came of a review; the button says which."""

    note = forms.CharField(
        label=_("Đã xem gì, vì sao quyết định vậy"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    verdict = forms.ChoiceField(choices=[("cleared", ""), ("upheld", "")])
