"""What a ticket has beside its conversation: tags, things to do, parts, known faults.

One query gathers all of it, however much there is of each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.clocks import FINISHED
from desk.day_row import Row, day_row
from desk.hands import Question, questions_from
from desk.lots import lot_of, lot_words
from desk.snoozes import Preset, presets, strip_words
from foundation.accounts.models import User
from foundation.calendars.schedule import Schedule
from tickets.models import Ticket
from tickets.queries_tags import TagLook

LOT_WARNS = 3


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
    row = day_row(ticket, user, at)
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


def _parent(row: Row) -> Relative | None:
    return Relative(**row["day_parent"]) if row["day_parent"]["number"] else None
