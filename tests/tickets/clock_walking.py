"""Random walks of the real actions over one ticket, for the clocks to be replayed after."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from customers.models import Customer
from foundation.accounts.models import User
from foundation.calendars.models import Calendar, CalendarWindow
from foundation.core.actor import customer_actor, staff_actor
from foundation.core.errors import DomainError
from foundation.events.actions import sweep_events
from tests.factories.calendars import CalendarFactory, CalendarWindowFactory
from tests.factories.sla import NORMAL, publish, target
from tests.tickets.acting import ASKED
from tickets.actions.assignment import assign_ticket
from tickets.actions.classification import Classification, classify_ticket
from tickets.actions.clock_runs import ask_apply, ask_reclocking, run_clock_runs
from tickets.actions.clock_sweep import sweep_clocks
from tickets.actions.merging import merge_tickets, unmerge_ticket
from tickets.actions.messages import (
    AfterReply,
    Resolution,
    add_note,
    reply_by_customer,
    reply_to_customer,
)
from tickets.actions.opening import open_ticket
from tickets.actions.resolution import close_ticket, reopen_ticket, resolve_ticket
from tickets.actions.stages import finish_stage, start_stage
from tickets.actions.waiting import resume_ticket, wait_for
from tickets.actions.words import Words
from tickets.enums import (
    Audience,
    HandTo,
    Metric,
    Outcome,
    Priority,
    Side,
    Stage,
    TicketKind,
    WaitReason,
)
from tickets.models import SlaPolicy, SlaPolicyVersion, Ticket

# Friday 20 November 2026, 15:00 in Ho Chi Minh City.
START = datetime(2026, 11, 20, 8, 0, 0, 250_000, tzinfo=UTC)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
WAITS = tuple(WaitReason)
PRIORITIES = tuple(Priority)
STAGES = (Stage.DIAGNOSIS, Stage.REPAIR, Stage.QUOTE)
KINDS = (TicketKind.QUESTION, TicketKind.COMPLAINT)
HAND_ON = {
    "level": 1,
    "after_seconds": 3600,
    "tell": [Audience.LEAD],
    "raise_to": Priority.URGENT,
    "hand_to": HandTo.LEAD,
}


@dataclass(frozen=True)
class House:
    """Who works here, and the two versions of the standard promise."""

    customer: Customer
    agent: User
    lead: User
    versions: tuple[SlaPolicyVersion, SlaPolicyVersion]


def house_of(customer: Customer, agent: User, lead: User) -> House:
    """Promises for the urgent, for complaints and for most others; for `high` none."""
    calendar = CalendarFactory(name="Ca sáng", timezone="Europe/Berlin")
    CalendarWindowFactory(calendar=calendar, weekday=1)
    CalendarWindowFactory(calendar=calendar, weekday=4)
    Calendar.objects.update(changed_at=LONG_AGO)
    publish(
        "Khẩn",
        target(Metric.FIRST_RESPONSE, Side.OURS, 0.5),
        target(Metric.UPDATE, Side.OURS, 2),
        target(Metric.RESOLUTION, Side.OURS, 6),
        target(Metric.RESOLUTION, Side.PROMISED, 6),
        position=5,
        priorities=[Priority.URGENT.value],
    )
    publish(
        "Khiếu nại",
        target(Metric.NEXT_RESPONSE, Side.OURS, 3),
        target(Metric.RESOLUTION, Side.OURS, 9),
        target(Metric.STAGE, Side.OURS, 3, stage=Stage.DIAGNOSIS),
        position=7,
        kinds=[TicketKind.COMPLAINT.value],
        calendar=calendar,
    )
    usual: dict[str, Any] = {"priorities": [Priority.LOW.value, Priority.NORMAL.value]}
    parts = (
        target(Metric.STAGE, Side.OURS, 6, stage=Stage.DIAGNOSIS),
        target(Metric.STAGE, Side.OURS, 16, stage=Stage.REPAIR),
        target(Metric.STAGE, Side.PROMISED, 30, stage=Stage.REPAIR),
    )
    first = publish("Tiêu chuẩn", *NORMAL, *parts, escalations=(HAND_ON,), **usual)
    news = target(Metric.UPDATE, Side.PROMISED, 20)
    second = publish("", *NORMAL[1:], *parts[1:], news, policy=first.policy, **usual)
    SlaPolicy.objects.filter(pk=first.policy_id).update(current=first)
    return House(customer, agent, lead, (first, second))


class Walk:
    """One ticket and what is done to it; what the rules refuse does nothing."""

    def __init__(self, house: House, priority: Priority) -> None:
        self.house, self.at = house, START
        self.staff = staff_actor(house.agent.pk)
        self.guest = customer_actor(house.customer.pk, house.customer.login_id)
        opening = replace(ASKED, priority=priority)
        self.ticket = open_ticket(
            house.customer, actor=self.guest, at=START, opening=opening
        )
        self.other: Ticket | None = None

    def go(self, steps: list[tuple[str, int, int]]) -> None:
        """Each step: a move, how many seconds after the one before, and a number to choose by."""
        for move, seconds, pick in steps:
            self.at += timedelta(seconds=seconds, microseconds=pick * 1013)
            with suppress(DomainError):
                MOVES[move](self, pick)

    def _act(self, action: Callable[..., object], **facts: object) -> None:
        action(self.fresh, actor=self.staff, at=self.at, **facts)

    @property
    def fresh(self) -> Ticket:
        """The ticket as it is stored now."""
        return Ticket.objects.get(pk=self.ticket.pk)

    def _answer(self, then: AfterReply | None) -> None:
        words = Words("Chị thử tắt nguồn nhé.")
        self._act(reply_to_customer, author=self.house.agent, words=words, then=then)

    def answer(self, _pick: int) -> None:
        self._answer(None)

    def answer_and_wait(self, pick: int) -> None:
        self._answer(WAITS[pick % len(WAITS)])

    def answer_and_resolve(self, pick: int) -> None:
        self._answer(Resolution(Outcome.SOLVED, "Đã sửa" if pick % 2 else ""))

    def note(self, _pick: int) -> None:
        self._act(add_note, author=self.house.agent, words=Words("Đã gọi khách"))

    def customer_writes(self, _pick: int) -> None:
        reply_by_customer(self.fresh, actor=self.guest, at=self.at, words=Words("Alo"))

    def wait(self, pick: int) -> None:
        self._act(wait_for, reason=WAITS[pick % len(WAITS)])

    def resume(self, _pick: int) -> None:
        self._act(resume_ticket)

    def start_stage(self, pick: int) -> None:
        self._act(start_stage, stage=STAGES[pick % len(STAGES)])

    def finish_stage(self, _pick: int) -> None:
        self._act(finish_stage)

    def resolve(self, pick: int) -> None:
        agent = self.house.agent if pick % 3 else None
        note = "Đã thay gioăng" if pick % 2 else ""
        self._act(resolve_ticket, agent=agent, outcome=Outcome.SOLVED, note=note)

    def close(self, _pick: int) -> None:
        self._act(close_ticket)

    def reopen(self, _pick: int) -> None:
        self._act(reopen_ticket)

    def assign(self, pick: int) -> None:
        self._act(assign_ticket, agent=(self.house.agent, self.house.lead)[pick % 2])

    def raise_or_lower(self, pick: int) -> None:
        to = Classification.of(self.fresh)
        self._act(classify_ticket, to=replace(to, priority=PRIORITIES[pick % 4]))

    def sort_anew(self, pick: int) -> None:
        to = Classification.of(self.fresh)
        self._act(classify_ticket, to=replace(to, kind=KINDS[pick % 2]))

    def sweep(self, _pick: int) -> None:
        sweep_clocks(self.at)

    def hear_the_news(self, _pick: int) -> None:
        """What escalations ask for, perhaps long after they were noted."""
        sweep_events()

    def apply_policy(self, pick: int) -> None:
        version = self.house.versions[pick % 2]
        SlaPolicy.objects.filter(pk=version.policy_id).update(current=version)
        policy = SlaPolicy.objects.get(pk=version.policy_id)
        assert policy.current is not None  # just set
        ask_apply(policy.current, actor=self.staff, at=self.at)
        run_clock_runs(self.at)

    def merge(self, _pick: int) -> None:
        """Into a second ticket of the same customer, which is opened for it."""
        self.other = self.other or open_ticket(
            self.house.customer, actor=self.guest, at=self.at, opening=ASKED
        )
        self._act(merge_tickets, into=self.other)

    def unmerge(self, pick: int) -> None:
        self._act(unmerge_ticket, take_along=bool(pick % 2))

    def answer_the_other(self, pick: int) -> None:
        if self.other is not None:
            words = Words("Chị đã thử chưa?")
            reply_to_customer(
                self.other,
                actor=self.staff,
                author=self.house.agent,
                at=self.at,
                words=words,
                then=WaitReason.CUSTOMER if pick % 2 else None,
            )

    def compute_anew(self, _pick: int) -> None:
        """By a calendar that is what it was."""
        ask_reclocking(Calendar.objects.get(), at=self.at)
        run_clock_runs(self.at)

    def change_hours(self, _pick: int) -> None:
        """The morning grows and shrinks; the n-th version is the same in every walk."""
        calendar = Calendar.objects.get()
        version = calendar.version + 1
        ends = (12 + version % 3 * 4) * 60
        CalendarWindow.objects.filter(calendar=calendar).update(ends=ends)
        Calendar.objects.update(version=version, changed_at=self.at)
        self.compute_anew(_pick)


MOVES: dict[str, Callable[[Walk, int], None]] = {
    name: getattr(Walk, name)
    for name in (
        "answer",
        "answer_and_wait",
        "answer_and_resolve",
        "note",
        "customer_writes",
        "wait",
        "resume",
        "start_stage",
        "finish_stage",
        "resolve",
        "close",
        "reopen",
        "assign",
        "raise_or_lower",
        "sort_anew",
        "sweep",
        "hear_the_news",
        "apply_policy",
        "compute_anew",
        "change_hours",
        "merge",
        "unmerge",
        "answer_the_other",
    )
}
