"""One choice of how a ticket is sorted."""

from django import forms

from tickets.enums import Priority, TicketKind


class PriorityForm(forms.Form):
    """How much a ticket presses."""

    priority = forms.ChoiceField(choices=Priority)


class KindForm(forms.Form):
    """What a ticket is about."""

    kind = forms.ChoiceField(choices=TicketKind)
