"""What a manager types about working hours: shape and wording, no rules."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.calendars import week_of
from foundation.calendars.enums import ExceptionKind, Weekday
from foundation.calendars.fields import DayField, HoursField
from foundation.calendars.hours import ExceptionalDays, WeeklyHours
from foundation.calendars.models import Calendar
from foundation.core.fields import LineField

HOURS_HINT = _("Ví dụ: 08:00 – 12:00, 13:30 – 17:30. Để trống là nghỉ.")


class WeekForm(forms.Form):
    """Seven lines of hours, and which version of the calendar they were typed over."""

    seen_version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for weekday in Weekday:
            self.fields[self.name_of(weekday)] = HoursField(label=weekday.label)
        self.now: dict[Weekday, str] = {}

    @staticmethod
    def name_of(weekday: Weekday) -> str:
        """The name of a day's line."""
        return f"day_{weekday.value}"

    @classmethod
    def of(cls, calendar: Calendar) -> "WeekForm":
        """The week as it stands."""
        lines = {cls.name_of(day): text for day, text in week_of(calendar).items()}
        return cls(initial={"seen_version": calendar.version, **lines})

    def again(self, calendar: Calendar) -> None:
        """Take the next try as typed over the calendar as it now stands, shown beside."""
        data = self.data.copy()  # type: ignore[attr-defined]
        data["seen_version"] = str(calendar.version)
        self.data = data
        self.now = week_of(calendar)

    @property
    def days(self) -> list[tuple[forms.BoundField, str | None]]:
        """The seven lines, each with the hours that somebody else saved meanwhile."""
        return [(self[self.name_of(day)], self.now.get(day)) for day in Weekday]

    @property
    def week(self) -> list[WeeklyHours]:
        """What was typed, as the action takes it."""
        return [
            WeeklyHours(weekday, hours)
            for weekday in Weekday
            for hours in self.cleaned_data[self.name_of(weekday)]
        ]


class DetailsForm(forms.Form):
    """What a calendar is called and where it is."""

    name = LineField(label=_("Tên lịch"), max_length=80)
    timezone = LineField(label=_("Múi giờ"), max_length=64, initial="Asia/Ho_Chi_Minh")


class DaysForm(forms.Form):
    """Days that differ from the week."""

    KINDS: ClassVar = ExceptionKind.choices
    name = LineField(label=_("Lý do"), max_length=120)
    starts_on = DayField(label=_("Từ ngày"))
    ends_on = DayField(label=_("Đến hết ngày"), required=False)
    kind = forms.ChoiceField(
        label=_("Những ngày này"),
        choices=KINDS,
        initial=ExceptionKind.CLOSED,
        widget=forms.RadioSelect,
    )
    hours = HoursField(
        label=_("Giờ làm riêng"),
        help_text=_("Chỉ điền khi làm theo giờ riêng. Ví dụ: 08:00 – 12:00."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        # The name of the calendar is asked for on the same page.
        super().__init__(*args, **{"auto_id": "days_%s", **options})

    @property
    def days(self) -> ExceptionalDays:
        """What was typed, as the action takes it; one day where no end was given."""
        data = self.cleaned_data
        return ExceptionalDays(
            starts_on=data["starts_on"],
            ends_on=data["ends_on"] or data["starts_on"],
            kind=ExceptionKind(data["kind"]),
            name=data["name"],
            hours=data["hours"],
        )


def calendar_forms(calendar: Calendar) -> dict[str, forms.Form]:
    """The forms of the calendar page, as yet untouched."""
    details = {"name": calendar.name, "timezone": calendar.timezone}
    return {
        "week_form": WeekForm.of(calendar),
        "details_form": DetailsForm(initial=details),
        "days_form": DaysForm(),
    }
