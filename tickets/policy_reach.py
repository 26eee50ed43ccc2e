"""Which tickets a version of a policy reaches, and what it would do to their clocks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from tickets.models import SlaPolicy, SlaPolicyVersion, Ticket
from tickets.policy_book import (
    Branches,
    branches_above,
    case_of,
    draft_of,
    policy_of,
)
from tickets.sla.clock import Clock
from tickets.sla.sheet import Sheet
from tickets.sla.terms import Case, Policy, first_fit

Dues = dict[tuple[str, str, str, int], datetime]


class Reach:
    """Tells of tickets whether `version`, were it in force, is the first that fits."""

    def __init__(self, version: SlaPolicyVersion) -> None:
        self.policy = draft_of(version)
        self._book = book_with(version, self.policy)
        self._known: dict[tuple[object, ...], bool] = {}
        self._branches: Branches = {}

    def fits(self, ticket: Ticket) -> bool:
        """Whether `ticket` would run by the version."""
        facts = (
            ticket.kind,
            ticket.priority,
            ticket.channel,
            ticket.tier,
            ticket.category_id,
        )
        if facts not in self._known:
            chosen = first_fit(self._book, self._case_of(ticket))
            self._known[facts] = chosen is self.policy
        return self._known[facts]

    def _case_of(self, ticket: Ticket) -> Case:
        if ticket.category_id and ticket.category_id not in self._branches:
            self._branches = branches_above(ticket)
        return case_of(ticket, self._branches)


def book_with(version: SlaPolicyVersion, compiled: Policy) -> list[Policy]:
    """The policies in order as they would be with `version` in force."""
    in_force = Q(is_active=True, current__isnull=False)
    rows = SlaPolicy.objects.filter(in_force | Q(pk=version.policy_id))
    book: list[Policy] = []
    for row in rows.order_by("position", "pk"):
        is_own = row.pk == version.policy_id
        found = compiled if is_own else policy_of(row.current_id)
        if found is not None:
            book.append(found)
    return book


class Standing(NamedTuple):
    """The clocks of a ticket at one moment: when the live ones are due, which are late."""

    dues: Dues
    late: frozenset[tuple[str, str, str, int]]

    @classmethod
    def of(cls, clocks: Iterable[Clock], at: datetime) -> "Standing":
        """As `clocks` stand at `at`."""
        known = list(clocks)
        dues = {clock.key: clock.due_at for clock in known if clock.is_live}
        return cls(dues, frozenset(clock.key for clock in known if _is_late(clock, at)))

    @property
    def runs_late(self) -> bool:
        """Whether something late is still to be done."""
        return not self.late.isdisjoint(self.dues)


@dataclass(slots=True)
class Effect:
    """What came of many tickets: those reached, moved due times, late and no longer."""

    n_matched: int = 0
    n_moved: int = 0
    n_breached: int = 0
    n_rescued: int = 0

    def note(self, before: Standing, after: Standing) -> bool:
        """Count one ticket; whether any of its due times moved."""
        keys = before.dues.keys() | after.dues.keys()
        n_moved = sum(before.dues.get(key) != after.dues.get(key) for key in keys)
        self.n_matched += 1
        self.n_moved += n_moved
        self.n_breached += bool(after.late - before.late)
        self.n_rescued += bool(before.late - after.late) and not after.runs_late
        return n_moved > 0


def judged_by(sheet: Sheet, policy: Policy, at: datetime) -> tuple[Standing, Standing]:
    """How the clocks of a ticket stood until now and stand under `policy`."""
    before = Standing.of(sheet.clocks, at)
    if sheet.policy is None or sheet.policy.version_id != policy.version_id:
        sheet.retargeted(at, policy)
    return before, Standing.of(sheet.clocks, at)


def judged_anew(sheet: Sheet, at: datetime) -> tuple[Standing, Standing]:
    """How the clocks of a ticket stood until now and stand by the hours as they are."""
    before = Standing.of(sheet.clocks, at)
    sheet.recalculated(at)
    return before, Standing.of(sheet.clocks, at)


def _is_late(clock: Clock, at: datetime) -> bool:
    runs_over = clock.is_live and clock.paused_at is None and clock.due_at < at
    return clock.breached_at is not None or runs_over
