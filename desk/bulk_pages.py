"""The pages of bulk runs: what would happen, how far it is, what came of each ticket."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from automation.actions.bulk import UNDER_WAY, order_of_run
from automation.actions.bulk_dry import Trial, try_order
from automation.enums import BulkKind, ItemState
from automation.models import BulkItem, BulkRun
from automation.orders import Order
from automation.reasons import sentence_of
from automation.ways_back import has_way_back
from desk.bulk_words import answer_words, change_words, names_in, said_to_each
from foundation.accounts.models import User
from tickets.models import PendingReply, Ticket

LISTED = 500
# While a page asks again every second it shows only what has happened last.
LISTED_UNDER_WAY = 50


@dataclass(frozen=True, slots=True)
class BulkRow:
    """One ticket: what would become of it, or what has."""

    number: str
    subject: str
    customer: str
    owner: str
    # Empty where the reader does not see the ticket now.
    url_number: str
    is_foreign: bool
    state: str
    words: str
    # What this customer would read.
    said: str = ""

    @property
    def label(self) -> str:
        """The state in words."""
        return str(ItemState(self.state).label)


@dataclass(frozen=True, slots=True)
class Preview:
    """Every ticket with what would happen, and the totals."""

    rows: list[BulkRow]
    n_total: int
    n_done: int
    n_skipped: int
    n_refused: int

    @property
    def n_untried(self) -> int:
        """How many are judged only when it is done."""
        return self.n_total - len(self.rows)


@dataclass(frozen=True, slots=True)
class RunPage:
    """How far a run is, and what came of it."""

    run: BulkRun
    title: str
    rows: list[BulkRow]
    is_under_way: bool
    is_mine: bool
    can_be_undone: bool
    undone_by: int | None

    @property
    def n_looked_at(self) -> int:
        """How many tickets are behind it."""
        return self.run.n_done + self.run.n_skipped + self.run.n_refused

    @property
    def n_left(self) -> int:
        """How many are still to come, or never came."""
        return self.run.n_total - self.n_looked_at

    @property
    def percent(self) -> int:
        """How far it is."""
        return 100 * self.n_looked_at // max(self.run.n_total, 1)


def preview_of(
    tickets: Sequence[Ticket], order: Order, *, by: User, at: datetime
) -> Preview:
    """Try `order` on each ticket, which needs names and customer with it."""
    trials = try_order([ticket.pk for ticket in tickets], order, by=by, at=at)
    names = names_in((trial.was, trial.now) for trial in trials)
    by_pk = {ticket.pk: ticket for ticket in tickets}
    said = said_to_each([by_pk[trial.ticket_id] for trial in trials], order, by)
    rows = [
        _row(
            by_pk[trial.ticket_id],
            by,
            trial.state,
            _told(trial, names),
            said.get(trial.ticket_id, ""),
        )
        for trial in trials
    ]
    counts = Counter(trial.state for trial in trials)
    return Preview(
        rows,
        len(tickets),
        counts[ItemState.DONE],
        counts[ItemState.SKIPPED],
        counts[ItemState.REFUSED],
    )


def run_page(run: BulkRun, user: User, state: str = "") -> RunPage:
    """A run with its tickets; those of one state where asked for. Seven queries at most."""
    is_under_way = run.state in UNDER_WAY
    order = order_of_run(run)
    undone = BulkRun.objects.filter(undoes=run).values_list("pk", flat=True).first()
    is_mine = run.asked_by_id == user.pk
    may_go_back = not is_under_way and undone is None and run.n_done > 0
    return RunPage(
        run=run,
        title=str(BulkKind(run.kind).label),
        rows=_rows(run, user, state, LISTED_UNDER_WAY if is_under_way else LISTED),
        is_under_way=is_under_way,
        is_mine=is_mine,
        can_be_undone=may_go_back and has_way_back(run, order),
        undone_by=undone,
    )


def run_rows(user: User) -> list[RunPage]:
    """The latest runs that `user` may see, without their tickets; no single press."""
    single = Q(kind=BulkKind.MACRO, n_total=1) | Q(
        undoes__kind=BulkKind.MACRO, undoes__n_total=1
    )
    rows = BulkRun.objects.visible_to(user).exclude(single)
    found = rows.select_related("asked_by", "undoes")[:50]
    return [
        RunPage(
            run=run,
            title=str(BulkKind(run.kind).label),
            rows=[],
            is_under_way=run.state in UNDER_WAY,
            is_mine=run.asked_by_id == user.pk,
            can_be_undone=False,
            undone_by=None,
        )
        for run in found
    ]


def _rows(run: BulkRun, user: User, state: str, most: int) -> list[BulkRow]:
    items = BulkItem.objects.filter(run=run).order_by("pk")
    if run.state in UNDER_WAY:
        items = items.exclude(state=ItemState.WAITING).order_by("-pk")
    if state in ItemState.values:
        items = items.filter(state=state)
    found = list(items[:most])
    seen = _seen(user, [item.ticket_id for item in found])
    names = names_in(_pair(item) for item in found)
    numbers = _numbers(found)
    answers = _answers(found)
    return [
        _row(seen.get(item.ticket_id), user, item.state, _result(item, names, answers))
        if item.ticket_id in seen
        else _hidden(numbers[item.ticket_id], item)
        for item in found
    ]


def _seen(user: User, keys: list[int]) -> dict[int, Ticket]:
    rows = Ticket.objects.visible_to(user).filter(pk__in=keys)
    return {row.pk: row for row in rows.select_related("customer", "assignee")}


def _numbers(items: Iterable[BulkItem]) -> dict[int, str]:
    """Whoever asked for the run saw these numbers then."""
    keys = [item.ticket_id for item in items]
    return dict(Ticket.objects.filter(pk__in=keys).values_list("pk", "number"))


def _row(
    ticket: Ticket | None, user: User, state: str, words: str, said: str = ""
) -> BulkRow:
    assert ticket is not None  # asked for by its key among those found
    owner = ticket.assignee
    return BulkRow(
        number=ticket.short_number,
        subject=ticket.subject,
        customer=ticket.customer.name,
        owner=owner.name if owner else "",
        url_number=ticket.number,
        is_foreign=owner is not None and owner.pk != user.pk,
        state=state,
        words=words,
        said=said,
    )


def _hidden(number: str, item: BulkItem) -> BulkRow:
    short = "#" + number.removeprefix("TK-")
    words = sentence_of(item.reason)
    return BulkRow(short, "", "", "", "", False, item.state, words)  # noqa: FBT003


def _told(trial: Trial, names: Any) -> str:
    return trial.reason or change_words(trial.was, trial.now, names)


def _pair(item: BulkItem) -> tuple[dict[str, Any], dict[str, Any]]:
    return item.before.get("was", {}), item.before.get("now", {})


def _result(item: BulkItem, names: Any, answers: Mapping[int, str]) -> str:
    if item.reason:
        return sentence_of(item.reason)
    was, now = _pair(item)
    if item.state != ItemState.DONE or not was:
        return ""
    words = [answers.get(item.before.get("pending", 0)), change_words(was, now, names)]
    return " · ".join(word for word in words if word)


def _answers(items: Iterable[BulkItem]) -> dict[int, str]:
    """Where the answers of a run stand by now, in words. One query, or none."""
    keys = [item.before["pending"] for item in items if "pending" in item.before]
    if not keys:
        return {}
    rows = PendingReply.objects.filter(pk__in=keys)
    return {row.pk: answer_words(row) for row in rows}
