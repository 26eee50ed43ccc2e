"""What a manager types about a warranty policy: shape and wording, no rules."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.enums import Category, SalesChannel
from catalog.models import ComponentClass
from foundation.calendars.fields import DayField
from foundation.core.fields import LineField, WordsField
from foundation.policies.enums import Part
from warranty.enums import LengthUnit, Responsible
from warranty.models.terms import WHOLE
from warranty.policy_terms import BASES, COLUMNS, ExclusionTerms, LineTerms

WHOLE_THING = 0  # no component: the thing as a whole
MOST = 10_000  # of any number; what is too long the action says
EMPTY = (None, "")
Components = list[tuple[int, str, bool]]
BASIS_CHOICES = [(basis.value, basis.label) for basis in BASES]


class PolicyOpenForm(forms.Form):
    """A new policy: its names and the word in its address."""

    name = LineField(label=_("Tên chính sách"), max_length=120)
    name_en = LineField(label=_("Tên tiếng Anh"), max_length=120, required=False)
    code = LineField(
        label=_("Mã trong địa chỉ"),
        max_length=40,
        help_text=_("Ví dụ: may-giat-nami. Không đổi được về sau."),
    )


class PolicyNameForm(forms.Form):
    """What a policy is called."""

    name = LineField(label=_("Tên chính sách"), max_length=120)
    name_en = LineField(label=_("Tên tiếng Anh"), max_length=120, required=False)


class ChecksField(forms.MultipleChoiceField):
    """Several of a few words, as checkboxes; none is fine."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, **options)

    def clean(self, value: Any) -> tuple[str, ...]:
        """What was chosen."""
        return tuple(super().clean(value))


class CodesField(LineField):
    """Codes between commas or spaces: WF-85, WF-95."""

    def clean(self, value: Any) -> tuple[str, ...]:
        """The codes, each once, in the order typed."""
        words = super().clean(value).replace(",", " ").split()
        return tuple(dict.fromkeys(words))


def number(label: Any, *, least: int = 0, most: int = MOST) -> forms.IntegerField:
    """A whole number."""
    return forms.IntegerField(label=label, min_value=least, max_value=most)


class RulesForm(forms.Form):
    """For which things a policy holds, and what is arranged for the whole cover."""

    seen_version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    effective_from = DayField(label=_("Hiệu lực từ"), required=False)
    brand = LineField(label=_("Hãng"), max_length=60, required=False)
    skus = CodesField(
        label=_("Mã hàng"),
        max_length=2000,
        required=False,
        help_text=_("Cách nhau bằng dấu phẩy. Để trống là không xét."),
    )
    categories = ChecksField(label=_("Loại sản phẩm"), choices=Category.choices)
    channels = ChecksField(label=_("Nơi mua"), choices=SalesChannel.choices)
    start_basis = forms.ChoiceField(label=_("Tính từ"), choices=BASIS_CHOICES)
    activation_days = number(_("Hạn kích hoạt (ngày)"))
    shelf_months = number(_("Lưu kho tối đa (tháng)"), most=120)
    responsible = forms.ChoiceField(
        label=_("Ai chịu trách nhiệm"), choices=Responsible.choices
    )
    responsible_name = LineField(label=_("Tên đơn vị"), max_length=80, required=False)
    territory = LineField(label=_("Lãnh thổ"), max_length=80)
    tat_days = number(_("Hẹn sửa xong (ngày)"), least=1, most=365)
    repair_months = number(_("Bảo hành sửa chữa (tháng)"), most=120)
    grace_days = number(_("Chờ khách lấy máy (ngày)"), most=365)
    is_transferable = forms.BooleanField(
        label=_("Chủ mới được hưởng tiếp"), required=False
    )
    rolls = forms.BooleanField(
        label=_("Hạn rơi ngày nghỉ thì lùi tới ngày làm việc"), required=False
    )
    minus_one_day = forms.BooleanField(
        label=_("Trừ một ngày khi tính ngày cuối"), required=False
    )

    @property
    def terms(self) -> dict[str, Any]:
        """What was typed, by the names of the terms."""
        return {name: self.cleaned_data[name] for name in COLUMNS}


class PartForm(forms.Form):
    """One of the six parts, in both languages."""

    vi = WordsField(
        label=_("Tiếng Việt"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "lang": "vi"}),
    )
    en = WordsField(
        label=_("Tiếng Anh"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "lang": "en"}),
    )

    def __init__(self, part: Part, *args: Any, **options: Any) -> None:
        options["prefix"] = f"part-{part.value}"
        super().__init__(*args, **options)
        self.part = part


class RowForm(forms.Form):
    """A row of a list; left empty it is none."""

    # What has to be there, once anything of the row is.
    needed: tuple[str, ...] = ()
    # What begins a row as well, but may be left out.
    more: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """Ask for the rest of a row that is begun."""
        data = super().clean() or self.cleaned_data
        if self.is_begun:
            for name in self.needed:
                if name not in self.errors and data.get(name) in EMPTY:
                    self.add_error(name, _("Hãy điền ô này hoặc xóa cả dòng."))
        return data

    @property
    def is_begun(self) -> bool:
        """Whether anything that makes it a row was typed."""
        names = self.needed + self.more
        return any(self.cleaned_data.get(name) not in EMPTY for name in names)


class LineForm(RowForm):
    """How long one component is covered, and how much of each cost is paid."""

    needed = ("component", "length")
    component = forms.TypedChoiceField(
        label=_("Bộ phận"), coerce=int, empty_value=None, required=False
    )
    length = forms.IntegerField(
        label=_("Thời hạn"), min_value=1, max_value=MOST, required=False
    )
    unit = forms.ChoiceField(label=_("Đơn vị"), choices=LengthUnit.choices)
    part = number(_("Linh kiện, %"), most=WHOLE)
    labour = number(_("Công, %"), most=WHOLE)
    travel = number(_("Đi lại, %"), most=WHOLE)

    def __init__(
        self, place: int, components: Components, *args: Any, **options: Any
    ) -> None:
        shares = dict.fromkeys(("part", "labour", "travel"), WHOLE)
        options["initial"] = {
            "component": "",
            "unit": LengthUnit.MONTHS.value,
            **shares,
            **options.get("initial", {}),
        }
        options["prefix"] = f"line-{place}"
        super().__init__(*args, **options)
        self.place = place
        chosen = self["component"].value()
        self.fields["component"].choices = _choices(components, chosen)  # type: ignore[attr-defined] # a choice field
        for name in ("unit", *shares):
            self.fields[name].required = False

    @property
    def terms(self) -> LineTerms | None:
        """What was typed; None for an empty row."""
        data = self.cleaned_data
        if not self.is_begun:
            return None
        return LineTerms(
            length=data["length"],
            component_id=data["component"] or None,
            unit=data["unit"] or LengthUnit.MONTHS.value,
            part=data["part"] or 0,
            labour=data["labour"] or 0,
            travel=data["travel"] or 0,
        )


class ExclusionForm(RowForm):
    """What is not covered, under a code."""

    needed, more = ("code", "words"), ("words_en",)
    code = LineField(label=_("Mã"), max_length=12, required=False)
    words = LineField(label=_("Không bảo hành khi"), max_length=300, required=False)
    words_en = LineField(label=_("Tiếng Anh"), max_length=300, required=False)

    def __init__(self, place: int, *args: Any, **options: Any) -> None:
        options["prefix"] = f"code-{place}"
        super().__init__(*args, **options)
        self.place = place

    @property
    def terms(self) -> ExclusionTerms | None:
        """What was typed; None for an empty row."""
        data = self.cleaned_data
        if not self.is_begun:
            return None
        return ExclusionTerms(data["code"], data["words"], data["words_en"])


def known_components() -> Components:
    """Every component, for all rows of a page at once."""
    return list(ComponentClass.objects.values_list("pk", "name", "is_active"))


def _choices(components: Components, chosen: Any) -> list[tuple[int | str, str]]:
    """Nothing, the thing as a whole, the components in use, and one that was chosen before."""
    key = int(chosen) if str(chosen or "").isdigit() else 0
    return [
        ("", str(_("Không có"))),
        (WHOLE_THING, str(_("Toàn máy"))),
        *((pk, name) for pk, name, is_active in components if is_active or pk == key),
    ]
