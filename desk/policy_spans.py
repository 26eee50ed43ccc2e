"""How long a target is, as people write it: a number and a unit."""

from typing import NamedTuple

from django.utils.translation import gettext, gettext_lazy as _, ngettext

from tickets.enums import Basis

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600
WORKING_DAY = 8 * HOUR
# Shorter than this people say hours: 48 hours, but 3 days.
SAID_IN_DAYS = 3

# The seconds of one, and which time counts.
UNITS: dict[str, tuple[int, Basis]] = {
    "work-minutes": (MINUTE, Basis.BUSINESS),
    "work-hours": (HOUR, Basis.BUSINESS),
    "work-days": (WORKING_DAY, Basis.BUSINESS),
    "minutes": (MINUTE, Basis.WALL),
    "hours": (HOUR, Basis.WALL),
    "days": (DAY, Basis.WALL),
}
UNIT_CHOICES = (
    (
        _("Trong giờ làm việc"),
        (
            ("work-minutes", _("phút làm việc")),
            ("work-hours", _("giờ làm việc")),
            ("work-days", _("ngày làm việc")),
        ),
    ),
    (
        _("Suốt ngày đêm"),
        (("minutes", _("phút")), ("hours", _("giờ")), ("days", _("ngày"))),
    ),
)
DELAY_CHOICES = (("minutes", _("phút")), ("hours", _("giờ")))


class Span(NamedTuple):
    """A length as it is typed."""

    amount: int
    unit: str


def span_of(seconds: int, basis: str) -> Span:
    """The largest unit that says `seconds` in a whole number; minutes are rounded up."""
    is_working = basis == Basis.BUSINESS
    prefix, day = ("work-", WORKING_DAY) if is_working else ("", DAY)
    if seconds % day == 0 and seconds >= SAID_IN_DAYS * day:
        return Span(seconds // day, f"{prefix}days")
    if seconds % HOUR == 0 and seconds:
        return Span(seconds // HOUR, f"{prefix}hours")
    return Span(-(-seconds // MINUTE), f"{prefix}minutes")


def seconds_of(span: Span) -> int:
    """How many counted seconds that is."""
    return span.amount * UNITS[span.unit][0]


def span_words(seconds: int, basis: str) -> str:
    """2 giờ làm việc; 48 giờ; 10 ngày làm việc."""
    n, unit = span_of(seconds, basis)
    if seconds % MINUTE:
        return gettext("%(n)s giây") % {"n": seconds}
    words = {
        "work-minutes": ngettext("%(n)s phút làm việc", "%(n)s phút làm việc", n),
        "work-hours": ngettext("%(n)s giờ làm việc", "%(n)s giờ làm việc", n),
        "work-days": ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", n),
        "minutes": ngettext("%(n)s phút", "%(n)s phút", n),
        "hours": ngettext("%(n)s giờ", "%(n)s giờ", n),
        "days": ngettext("%(n)s ngày", "%(n)s ngày", n),
    }
    return words[unit] % {"n": n}
