"""What people type about skills, hours and leave: shape and wording, no rules."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from foundation.accounts.actions.leave import Absence
from foundation.accounts.actions.skills import Held, NewSkill
from foundation.accounts.enums import LeaveHandOver, LeaveKind, SkillDimension, UserKind
from foundation.accounts.models import Skill, StaffSkill, User
from foundation.accounts.rosters import HOUSE_ZONE, ShiftDay, midnight, week_on
from foundation.calendars.enums import Weekday
from foundation.calendars.fields import DayField, HoursField
from foundation.calendars.hours import WeeklyHours, write_hours
from foundation.core.fields import LineField, WordsField

MAX_SUMMARY = 2_000


class ShiftsForm(forms.Form):
    """Seven lines of hours, and from which day on they hold."""

    valid_from = DayField(label=_("Áp dụng từ ngày"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for weekday in Weekday:
            self.fields[self.name_of(weekday)] = HoursField(label=weekday.label)

    @staticmethod
    def name_of(weekday: Weekday) -> str:
        """The name of a day's line."""
        return f"day_{weekday.value}"

    @classmethod
    def of(cls, shifts: Collection[ShiftDay], today: date) -> "ShiftsForm":
        """The week as it holds today."""
        week = week_on(shifts, today)
        lines = {cls.name_of(day): write_hours(hours) for day, hours in week.items()}
        return cls(initial={"valid_from": today, **lines})

    @property
    def days(self) -> list[forms.BoundField]:
        """The seven lines."""
        return [self[self.name_of(day)] for day in Weekday]

    @property
    def week(self) -> list[WeeklyHours]:
        """What was typed, as the action takes it."""
        return [
            WeeklyHours(weekday, hours)
            for weekday in Weekday
            for hours in self.cleaned_data[self.name_of(weekday)]
        ]


class TimeOfDayField(forms.TimeField):
    """A time of the wall clock, or nothing for the edge of the day."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        super().__init__(widget=widget, required=False, **options)


class LeaveForm(forms.Form):
    """When somebody is away, why, and what becomes of their tickets."""

    kind = forms.ChoiceField(label=_("Lý do nghỉ"), choices=LeaveKind.choices)
    starts_on = DayField(label=_("Từ ngày"))
    starts_time = TimeOfDayField(label=_("Từ giờ"))
    ends_on = DayField(label=_("Đến hết ngày"), required=False)
    ends_time = TimeOfDayField(label=_("Đến giờ"))
    hand_over = forms.ChoiceField(
        label=_("Phiếu đang mở"),
        choices=LeaveHandOver.choices,
        initial=LeaveHandOver.QUEUE,
        widget=forms.RadioSelect,
    )
    deputy = forms.ModelChoiceField(
        label=_("Người thay"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Chọn khi giao người thay"),
    )
    summary = WordsField(
        label=_("Dặn lại người nhận phiếu"), max_length=MAX_SUMMARY, required=False
    )

    def __init__(self, *args: Any, person: User, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["deputy"]
        assert isinstance(field, forms.ModelChoiceField)
        others = User.objects.filter(kind=UserKind.STAFF, is_active=True)
        field.queryset = others.exclude(pk=person.pk).order_by("name", "pk")

    @property
    def absence(self) -> Absence:
        """What was typed, as the action takes it: whole days where no time was given."""
        data = self.cleaned_data
        starts_on: date = data["starts_on"]
        ends_on: date = data["ends_on"] or starts_on
        return Absence(
            starts_at=_instant(starts_on, data["starts_time"]),
            ends_at=_instant(ends_on, data["ends_time"])
            if data["ends_time"]
            else midnight(ends_on + timedelta(days=1)),
            kind=LeaveKind(data["kind"]),
            hand_over=LeaveHandOver(data["hand_over"]),
            deputy=data["deputy"],
            summary=data["summary"],
        )


class CapacityForm(forms.Form):
    """How much somebody carries, and whether they take new work."""

    capacity = forms.IntegerField(
        label=_("Số phiếu cùng lúc"),
        min_value=1,
        max_value=200,
        help_text=_("Chỉ đếm phiếu mà đồng hồ của ta đang chạy."),
    )
    is_taking = forms.BooleanField(label=_("Đang nhận việc mới"), required=False)


class HeldSkillsForm(forms.Form):
    """Which skills somebody has, and until when."""

    def __init__(self, *args: Any, skills: Collection[Skill], **options: Any) -> None:
        super().__init__(*args, **options)
        self.skills = skills
        for skill in skills:
            has, until = self._names(skill)
            self.fields[has] = forms.BooleanField(label=skill.name, required=False)
            self.fields[until] = DayField(
                label=pgettext_lazy("skill", "đến hết"), required=False
            )

    @classmethod
    def of(
        cls, held: Collection[StaffSkill], skills: Collection[Skill]
    ) -> "HeldSkillsForm":
        """The skills as they stand."""
        initial: dict[str, Any] = {}
        for each in held:
            has, until = cls._names(each.skill)
            initial |= {has: True, until: each.valid_until}
        return cls(initial=initial, skills=skills)

    @property
    def rows(self) -> Iterator[tuple[Skill, forms.BoundField, forms.BoundField]]:
        """Each skill with its two fields."""
        for skill in self.skills:
            has, until = self._names(skill)
            yield skill, self[has], self[until]

    @property
    def held(self) -> list[Held]:
        """What was ticked, as the action takes it."""
        return [
            Held(skill, self.cleaned_data[until])
            for skill in self.skills
            for has, until in [self._names(skill)]
            if self.cleaned_data[has]
        ]

    @staticmethod
    def _names(skill: Skill) -> tuple[str, str]:
        return f"skill_{skill.pk}", f"until_{skill.pk}"


class SkillForm(forms.Form):
    """A skill that tickets may ask for."""

    name = LineField(label=_("Tên kỹ năng"), max_length=80)
    dimension = forms.ChoiceField(label=_("Loại"), choices=SkillDimension.choices)
    code = forms.SlugField(
        label=_("Mã"),
        max_length=40,
        required=False,
        help_text=_(
            "Trùng với mã ghi trên phiếu, ví dụ air_conditioner, warranty, en. "
            "Để trống thì lấy từ tên."
        ),
    )

    @property
    def skill(self) -> NewSkill:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        return NewSkill(data["name"], SkillDimension(data["dimension"]), data["code"])


class SkillNameForm(forms.Form):
    """What a skill is called."""

    name = LineField(label=_("Tên kỹ năng"), max_length=80)


def _instant(day: date, clock: time | None) -> datetime:
    return datetime.combine(day, clock or time.min, HOUSE_ZONE)
