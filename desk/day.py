"""What a ticket has beside its conversation: tags, things to do, parts, known faults.

One query gathers all of it, however much there is of each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import JSONObject
from django.db.models.lookups import StartsWith

from catalog.models import Unit
from desk.hands import Question, questions_column, questions_from
from desk.lots import lot_of, lot_words
from desk.snoozes import Preset, presets, strip_words
from foundation.accounts.models import User
from foundation.calendars.schedule import Schedule
from tickets.enums import TicketStatus, TrackerStatus
from tickets.models import (
    ChecklistItem,
    Mention,
    Ticket,
    TicketTag,
    TrackedTicket,
    Tracker,
)
from tickets.queries_tags import TagLook

SHOWN = 20
LOT_DAYS = 30
LOT_WARNS = 3
LOT_COUNTED = 100
FINISHED = (TicketStatus.RESOLVED, TicketStatus.CLOSED)

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do."""

    pk: int
    text: str
    is_done: bool
    who: str


@dataclass(frozen=True, slots=True)
class Relative:
    """A part of a case, or the whole of which this is one, as it stands."""

    number: str
    subject: str
    status: str
    wait_reason: str
    assignee: str = ""
    is_visible: bool = True

    @property
    def short_number(self) -> str:
        """As people at the desk say it: #48213."""
        return "#" + self.number.removeprefix("TK-")

    @property
    def is_over(self) -> bool:
        """Nobody has to do anything on it."""
        return self.status in FINISHED


@dataclass(frozen=True, slots=True)
class Fault:
    """A known fault: one this ticket is of, or may be of."""

    pk: int
    title: str
    count: int
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """Everything of a ticket that this module gathers, as the page draws it."""

    tags: Sequence[TagLook]
    tasks: Sequence[Task]
    parent: Relative | None
    parts: Sequence[Relative]
    n_parts: int
    n_parts_done: int
    faults: Sequence[Fault]
    hints: Sequence[Fault]
    lot: str
    n_lot: int
    snoozes: Sequence[Preset]
    snooze_words: str
    # Consults that wait for an answer, and whether a note names the reader unread.
    questions: Sequence[Question]
    is_calling: bool

    @property
    def n_done(self) -> int:
        """How many things are done."""
        return sum(task.is_done for task in self.tasks)

    @property
    def open_tasks(self) -> list[Task]:
        """What is not done yet."""
        return [task for task in self.tasks if not task.is_done]

    @property
    def open_parts(self) -> list[Relative]:
        """The parts that are not over, as far as their reader may see them."""
        return [part for part in self.parts if not part.is_over]

    @property
    def lot_name(self) -> str:
        """The lot as people say it."""
        return lot_words(self.lot)

    @property
    def is_lot_suspicious(self) -> bool:
        """Enough machines of one lot lately to say so."""
        return self.n_lot >= LOT_WARNS


def day_of(ticket: Ticket, user: User, hours: Schedule, at: datetime) -> Day:
    """What stands beside the conversation of `ticket`. One query."""
    unit = ticket.unit
    lot = lot_of(unit.serial) if unit else ""
    row = _row(ticket, unit, lot, user, at)
    return Day(
        tags=[TagLook(**tag) for tag in row["day_tags"] or ()],
        tasks=[Task(**task) for task in row["day_tasks"] or ()],
        parent=_parent(row),
        parts=[Relative(**part) for part in row["day_parts"] or ()],
        n_parts=row["day_n_parts"] or 0,
        n_parts_done=row["day_n_done"] or 0,
        faults=[Fault(**fault) for fault in row["day_faults"] or ()],
        hints=[Fault(**fault) for fault in row["day_hints"] or ()],
        lot=lot,
        n_lot=len(row["day_lot"] or ()),
        snoozes=presets(hours, at) if not ticket.is_merged else (),
        snooze_words=strip_words(ticket, at) if ticket.snoozed_at else "",
        questions=questions_from(row["day_questions"]),
        is_calling=row["day_calling"],
    )


def _row(ticket: Ticket, unit: Unit | None, lot: str, user: User, at: datetime) -> Row:
    parts = Ticket.objects.filter(parent=OuterRef("pk"), merged_into=None)
    found = Ticket.objects.filter(pk=ticket.pk).order_by()
    return found.values(
        day_tags=ArraySubquery(_tags()),
        day_tasks=ArraySubquery(_tasks()),
        day_parent=JSONObject(
            number="parent__number",
            subject="parent__subject",
            status="parent__status",
            wait_reason="parent__wait_reason",
            is_visible=Exists(
                Ticket.objects.visible_to(user).filter(pk=OuterRef("parent_id"))
            ),
        ),
        day_parts=ArraySubquery(_parts(user)),
        day_n_parts=_count(parts),
        day_n_done=_count(parts.filter(status__in=FINISHED)),
        day_faults=ArraySubquery(_faults()),
        day_hints=ArraySubquery(_hints(unit)),
        day_lot=ArraySubquery(_lot(unit, lot, at)),
        day_questions=questions_column(user),
        day_calling=Exists(
            Mention.objects.unread().filter(ticket=OuterRef("pk"), user=user)
        ),
    ).get()


def _tags() -> QuerySet[Any]:
    rows = TicketTag.objects.filter(ticket=OuterRef("pk")).order_by("tag__name")
    look = JSONObject(pk="tag_id", name="tag__name", tone="tag__tone")
    return rows.values(json=look)


def _tasks() -> QuerySet[Any]:
    rows = ChecklistItem.objects.filter(ticket=OuterRef("pk"))
    done = rows.annotate(was_done=_is_set("done_at"))
    look = JSONObject(pk="pk", text="text", is_done="was_done", who="done_by__name")
    return done.order_by("position", "id").values(json=look)


def _parts(user: User) -> QuerySet[Any]:
    rows = Ticket.objects.visible_to(user).filter(
        parent=OuterRef("pk"), merged_into=None
    )
    look = JSONObject(
        number="number",
        subject="subject",
        status="status",
        wait_reason="wait_reason",
        assignee="assignee__name",
    )
    return rows.order_by("pk").values(json=look)[:SHOWN]


def _faults() -> QuerySet[Any]:
    tickets = _count(TrackedTicket.objects.filter(tracker=OuterRef("tracker")))
    rows = TrackedTicket.objects.filter(ticket=OuterRef("pk"))
    over = rows.annotate(n_tickets=tickets, was_over=_is_set("tracker__resolved_at"))
    look = JSONObject(
        pk="tracker_id", title="tracker__title", count="n_tickets", is_over="was_over"
    )
    return over.order_by("tracker_id").values(json=look)


def _hints(unit: Unit | None) -> QuerySet[Any]:
    """Open faults of the ticket's product and lot that it is not put to yet."""
    if unit is None:
        rows = Tracker.objects.none()
    else:
        put = TrackedTicket.objects.filter(
            tracker=OuterRef("pk"), ticket=OuterRef(OuterRef("pk"))
        )
        rows = Tracker.objects.filter(status=TrackerStatus.OPEN).filter(
            ~Exists(put), product=unit.product_id
        )
        # Said the other way round, which lookups on a column cannot say.
        begins = StartsWith(Value(unit.serial), F("serial_prefix"))
        rows = rows.filter(begins)
    tickets = _count(TrackedTicket.objects.filter(tracker=OuterRef("pk")))
    look = JSONObject(pk="pk", title="title", count="n_tickets")
    return rows.annotate(n_tickets=tickets).order_by("-pk").values(json=look)[:2]


def _lot(unit: Unit | None, lot: str, at: datetime) -> QuerySet[Any]:
    """Machines of the same lot that came with a ticket lately."""
    if unit is None or not lot:
        return Unit.objects.none().values("pk")
    lately = Ticket.objects.filter(
        unit=OuterRef("pk"), opened_at__gte=at - timedelta(days=LOT_DAYS)
    )
    units = Unit.objects.filter(product=unit.product_id, serial__startswith=lot)
    return units.filter(Exists(lately)).order_by().values("pk")[:LOT_COUNTED]


def _count(rows: QuerySet[Any]) -> Subquery:
    """How many there are; empty for none."""
    one = rows.order_by().annotate(_all=Value(1)).values("_all")
    return Subquery(one.annotate(n=Count("pk")).values("n"))


def _is_set(column: str) -> Any:
    return ExpressionWrapper(
        Q(**{f"{column}__isnull": False}), output_field=BooleanField()
    )


def _parent(row: Row) -> Relative | None:
    return Relative(**row["day_parent"]) if row["day_parent"]["number"] else None
