"""What is typed about lists: the name of a view, every filter at once. Shape, no rules."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.models import Product
from desk.inbox_question import ME, NOBODY, TYPED, InboxQuestion
from desk.inbox_words import LABELS, TITLES
from desk.tool_forms import SharingForm
from foundation.accounts.models import Team, User
from foundation.core.fields import LineField
from tickets.models import Tag, TicketCategory

MOST = 300  # of one list to choose from


class SavedViewForm(SharingForm):
    """What a view is called and who uses it."""

    name = LineField(
        label=_("Tên mục"),
        max_length=60,
        error_messages={"required": _("Hãy đặt tên cho mục.")},
    )
    field_order = ("name", "sharing", "team")


class FiltersForm(forms.Form):
    """Every filter of the inbox, with what is in force chosen."""

    def __init__(self, question: InboxQuestion) -> None:
        super().__init__(initial=self._initial(question))
        for name in ("status", "kind", "priority", "channel", "tier", "only", "also"):
            self._offer(name, LABELS[name].items(), forms.CheckboxSelectMultiple)
        people = User.objects.filter(is_active=True, role__gt="").order_by("name")
        named = people.values_list("pk", "name")[:MOST]
        owners = [(ME, _("Của tôi")), (NOBODY, _("Chưa phân công")), *named]
        self._offer("assignee", owners, forms.SelectMultiple)
        self._offer("solver", [(ME, _("Tôi")), *named], forms.SelectMultiple)
        teams = Team.objects.filter(is_active=True).values_list("pk", "name")
        queues = [(NOBODY, _("Không thuộc nhóm nào")), *teams[:MOST]]
        self._offer("team", queues, forms.SelectMultiple)
        tags = Tag.objects.in_use().values_list("pk", "name")
        self._offer("tag", tags[:MOST], forms.SelectMultiple)
        branches = TicketCategory.objects.order_by("name").values_list("pk", "name")
        self._offer_one("category", branches[:MOST])
        for name in ("age", "waited", "due", "solved"):
            self._offer_one(name, LABELS[name].items())
        things = Product.objects.order_by("name").values_list("sku", "name")
        self._offer_one("product", things[:MOST])
        self.fields["lot"] = LineField(
            label=TITLES["lot"],
            max_length=40,
            required=False,
            help_text=_("Những chữ và số đầu của số máy, ví dụ NM95-2409."),
        )

    @staticmethod
    def _initial(question: InboxQuestion) -> dict[str, Any]:
        single = {"age", "waited", "due", "solved", "category", *TYPED}
        return {
            name: values[0] if name in single else list(values)
            for name, values in question.filters.items()
        }

    def _offer(self, name: str, choices: Any, widget: type[forms.Widget]) -> None:
        offered = [(str(value), label) for value, label in choices]
        self.fields[name] = forms.MultipleChoiceField(
            label=TITLES[name], choices=offered, required=False, widget=widget
        )

    def _offer_one(self, name: str, choices: Any) -> None:
        offered = [(str(value), label) for value, label in choices]
        self.fields[name] = forms.ChoiceField(
            label=TITLES[name],
            choices=[("", _("Không lọc")), *offered],
            required=False,
        )
