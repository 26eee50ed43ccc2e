"""The numbers of a draft as typed, beside what stood there when its page was shown.

A page that is older than the draft changes nothing that somebody changed since, and what
was typed on it is not lost.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.stock_supply import SupplyLine
from foundation.accounts.models import User
from foundation.core.errors import ConflictError, DomainError
from parts.actions.moving import MOST
from parts.enums import RequestState
from parts.models import Part, PurchaseLine, PurchaseRequest

# A field by its part: a line that was taken off and came back is found again.
NAME = re.compile(r"q([0-9]{1,18})")
# More is no number that anybody meant.
MOST_SHOWN = 12
CHANGED = _(
    "Đơn nháp vừa đổi trong lúc bạn sửa. Dòng báo lỗi chưa được lưu, số bạn ghi vẫn còn"
    " trong ô."
)
GONE = _("Có dòng đã được bỏ khỏi đơn nháp. Số bạn ghi chưa được lưu: %(numbers)s.")
SENT = _("Đơn này không còn là đơn nháp. Số bạn ghi chưa được lưu: %(numbers)s.")


class SeenField(forms.IntegerField):
    """How many stood there; None where the page does not say."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> int | None:
        """The number, or None."""
        try:
            found: int | None = super().clean(value)
        except forms.ValidationError:
            return None
        return found


@dataclass(frozen=True, slots=True)
class Change:
    """Another number that was typed for a line, and the one that stood there."""

    line: PurchaseLine
    seen: int | None
    wanted: int


class QuantitiesForm(forms.Form):
    """How many of each part of a draft; none takes it off.

    `q7` is what is asked for of part 7, `s7` what stood there.
    """

    def __init__(self, data: Any = None, *, lines: Collection[SupplyLine]) -> None:
        super().__init__(data)
        # A line that came after the page was shown is not asked about.
        self.lines = [
            one for one in lines if data is None or f"q{one.line.part_id}" in data
        ]
        self.saved: set[int] = set()
        self.told: set[int] = set()
        self.is_stale = False
        for one in self.lines:
            self._ask(one.line)

    def rows(self) -> list[tuple[SupplyLine, forms.BoundField, forms.BoundField]]:
        """Each line with its field and what stood there."""
        return [
            (one, self[f"q{part}"], self[f"s{part}"])
            for one in self.lines
            for part in [one.line.part_id]
        ]

    def changes(self) -> Iterator[Change]:
        """What was changed on the page, in the order of parts."""
        for one in sorted(self.lines, key=lambda each: each.line.part_id):
            part = one.line.part_id
            seen, wanted = self.cleaned_data[f"s{part}"], self.cleaned_data[f"q{part}"]
            if wanted != (one.line.quantity if seen is None else seen):
                yield Change(one.line, seen, wanted)

    def keep(self, change: Change) -> None:
        """It is done."""
        self.saved.add(change.line.part_id)

    def refuse(self, change: Change, error: DomainError) -> None:
        """Say at its line why not; who is told of a new number has seen it."""
        part = change.line.part_id
        self.add_error(f"q{part}", str(error))
        if isinstance(error, ConflictError):
            self.told.add(part)
            self.is_stale = True

    def explain(self, request: PurchaseRequest, user: User) -> None:
        """Say on top what no line can: what was typed for those that are none any more."""
        is_draft = request.state == RequestState.DRAFT
        there = set(request.lines.values_list("part", flat=True)) if is_draft else set()
        typed = {part: said for part, said in self.typed.items() if part not in there}
        parts = Part.objects.visible_to(user).filter(pk__in=typed).order_by("sku")
        lost = [
            f"{part.sku} × {typed[part.pk]}"
            for part in parts
            if not is_draft or typed[part.pk] != "0"
        ]
        if lost:
            self.is_stale = True
            words = GONE if is_draft else SENT
            self.add_error(None, words % {"numbers": ", ".join(lost)})
        elif self.told:
            self.add_error(None, CHANGED)

    @property
    def typed(self) -> dict[int, str]:
        """What was typed and not saved, by the key of its part."""
        found: dict[int, str] = {}
        for name, said in self.data.items():
            match = NAME.fullmatch(name)
            part = int(match[1]) if match else 0
            old = self.data.get(f"s{part}")
            if match and part not in self.saved and said.strip() != old:
                found[part] = said.strip()[:MOST_SHOWN]
        return found

    def left(self, lines: Collection[SupplyLine]) -> "QuantitiesForm":
        """What was typed in vain, among the lines as they stand now."""
        typed, data = self.typed, {}
        for one in lines:
            part, now = one.line.part_id, str(one.line.quantity)
            is_known = part not in typed or part in self.told
            data[f"q{part}"] = typed.get(part, now)
            data[f"s{part}"] = (not is_known and self.data.get(f"s{part}")) or now
        form = QuantitiesForm(data, lines=lines)
        for name in set(self.errors) & set(form.fields):
            known = list(form.errors[name]) if name in form.errors else []
            for error in self.errors[name]:
                if error not in known:
                    form.add_error(name, error)
        return form

    def _ask(self, line: PurchaseLine) -> None:
        part = line.part_id
        self.fields[f"q{part}"] = forms.IntegerField(
            label=_("Số lượng %(sku)s") % {"sku": line.part.sku},
            initial=line.quantity,
            min_value=0,
            max_value=MOST,
            widget=forms.NumberInput(
                attrs={"inputmode": "numeric", "autocomplete": "off"}
            ),
        )
        self.fields[f"s{part}"] = SeenField(initial=line.quantity)
