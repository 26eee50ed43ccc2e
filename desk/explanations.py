"""Why is it due then? The clocks of a ticket, every step of their arithmetic in words."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from desk.explanation_lines import (
    StepLine,
    day_words,
    due_words,
    step_lines,
    time_words,
)
from foundation.calendars.models import Calendar
from foundation.core.formats import moment
from tickets.chips import Chip, chip_of, hours_words
from tickets.clock_reading import (
    TicketClocks,
    clocks_of,
    holiday_names,
    leading_clocks,
)
from tickets.enums import Basis, PauseReason, Side
from tickets.models import ClockStep, Ticket, TicketClock
from tickets.sla.clock import Clock as SlaClock
from tickets.sla.terms import BREACH, Hours
from tickets.sla_words import clock_name


@dataclass(frozen=True, slots=True)
class ClockCard:
    """One of the two clocks in the head of a ticket."""

    pk: int | None
    caption: str
    chip: Chip
    due: str

    @property
    def share_label(self) -> str:
        """The share used, for whoever cannot see the bar."""
        return _("Đã dùng %(share)s%%") % {"share": self.chip.percent}


@dataclass(frozen=True, slots=True)
class ClockStory:
    """One clock with everything that explains it."""

    pk: int
    caption: str
    title: str
    terms: str
    policy: str
    policy_url: str
    calendar: str
    chip: Chip
    used: str
    left: str
    late: str
    share: int
    lines: list[StepLine]
    history: list[tuple[str, str]]
    foot: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the stories of one ticket are told from."""

    ticket: Ticket
    found: TicketClocks
    at: datetime
    default: Calendar | None
    holidays: Mapping[int | None, Mapping[date, str]]


def clock_cards(
    ticket: Ticket,
    rows: list[TicketClock],
    hours: Hours,
    at: datetime,
    *,
    is_long: bool = True,
) -> list[ClockCard]:
    """The clock of ours and the promise that press most, of the `rows_of` the ticket."""
    return [
        ClockCard(
            pk=clock.pk,
            caption=_name(clock),
            chip=chip_of(
                clock,
                hours.of(clock.target),
                at,
                wait_reason=ticket.wait_reason,
                is_long=is_long,
            ),
            due=_card_due(clock, at),
        )
        for clock in leading_clocks(ticket, rows)
    ]


def clock_stories(
    ticket: Ticket, at: datetime, only: int | None = None
) -> list[ClockStory]:
    """Every clock of `ticket` explained, or one of them. A fixed number of queries."""
    found = clocks_of(ticket)
    rows = [row for row in found.rows if only in {None, row.pk}]
    if ticket.is_merged:  # what runs is told on the ticket that it goes on in
        rows = [row for row in rows if row.ended_at is not None]
    asked = Asked(
        ticket=ticket,
        found=found,
        at=at,
        default=Calendar.objects.filter(is_default=True).first(),
        holidays=holiday_names(rows),
    )
    history = _history(rows)
    return [_story(asked, row, history[row.pk]) for row in rows]


def _story(
    asked: Asked, row: TicketClock, history: list[tuple[str, str]]
) -> ClockStory:
    ticket, found, at = asked.ticket, asked.found, asked.at
    clock, schedule = found.value_of(row)
    told = found.explained(row, at, asked.holidays[row.target.version.calendar_id])
    people = {one.set_by_id: one.set_by.name for one in found.pauses if one.set_by}
    return ClockStory(
        pk=row.pk,
        caption=_name(clock),
        title=_title(clock, at),
        terms=_terms(clock),
        chip=chip_of(clock, schedule, at, wait_reason=ticket.wait_reason, is_long=True),
        used=hours_words(told.used + told.late),
        left=hours_words(told.left) if clock.is_live and not told.late else "",
        late=hours_words(told.late) if told.late else "",
        share=told.share,
        lines=step_lines(ticket, clock, told, people),
        history=history,
        foot=_foot(clock, found, at),
        **_judged_by(row, asked.default),
    )


def _judged_by(row: TicketClock, default: Calendar | None) -> dict[str, str]:
    """The names of the policy and of the calendar it counts by."""
    version = row.target.version
    calendar = version.calendar or default
    is_wall = row.target.basis == Basis.WALL
    words = {"policy": version.policy.name, "number": version.number}
    return {
        "policy": _("%(policy)s, bản %(number)s") % words,
        "policy_url": _policy_url(version.pk),
        "calendar": calendar.name if calendar and not is_wall else "",
    }


def _card_due(clock: SlaClock, at: datetime) -> str:
    """Nothing while it is paused: the due time moves with every minute of waiting."""
    runs = clock.is_live and clock.paused_at is None
    return due_words(clock.due_at, at) if runs else ""


def _title(clock: SlaClock, at: datetime) -> str:
    words = {"time": time_words(clock.due_at), "day": day_words(clock.due_at, at)}
    if not clock.is_live:
        return _("Hạn đã là %(time)s %(day)s") % words
    if clock.paused_at:
        return _("Nếu tiếp tục ngay khi dừng, hạn là %(time)s %(day)s") % words
    return _("Vì sao hạn là %(time)s %(day)s?") % words


def _terms(clock: SlaClock) -> str:
    time = {"time": hours_words(clock.target.seconds)}
    if clock.target.basis == Basis.WALL:
        return _("%(time)s, tính cả ngày đêm, theo") % time
    return _("%(time)s làm việc theo") % time


def _foot(clock: SlaClock, found: TicketClocks, at: datetime) -> str:
    """What the two clocks do not share while they run; nothing where it would not hold."""
    if not clock.is_live:
        return ""
    if clock.target.side == Side.PROMISED:
        only_customer = clock.target.pause_reasons == {PauseReason.CUSTOMER}
        return _("Hẹn với khách chỉ dừng khi chờ chính khách.") if only_customer else ""
    promise = next(
        (row for row in found.rows if row.side == Side.PROMISED and not row.ended_at),
        None,
    )
    if promise is None:
        return ""
    due = {"due": due_words(promise.due_at, at)}
    return _("Hẹn khách %(due)s không dừng khi chờ linh kiện.") % due


def _history(rows: list[TicketClock]) -> dict[int, list[tuple[str, str]]]:
    told: dict[int, list[tuple[str, str]]] = defaultdict(list)
    steps = ClockStep.objects.filter(clock__in=rows).order_by("due_at", "code", "pk")
    for step in steps:
        if step.code < BREACH:
            words = _("Đã nhắc ở %(share)s%%") % {"share": step.code}
        elif step.code == BREACH:
            words = _("Trễ hạn")
        else:
            words = _("Leo thang cấp %(level)s") % {"level": step.code - BREACH}
        if step.episode > 1:
            words += " · " + _("lần mở %(n)s") % {"n": step.episode}
        told[step.clock_id].append((words, moment(step.due_at)))
    return told


def _name(clock: SlaClock) -> str:
    target = clock.target
    return clock_name(target.metric, target.stage, target.side)


def _policy_url(version: int) -> str:
    try:
        return reverse("sla:version", args=[version])
    except NoReverseMatch:  # where the pages of policies are not served
        return ""
