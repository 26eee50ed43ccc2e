"""The workload of the teams as its page shows it: rows in an order, each number a list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from desk.inbox_question import BY_CODE, NOBODY, SNOOZED, WORKING, InboxQuestion
from desk.workload import Counted, Queue, Share, Workload
from tickets.enums import WaitReason
from tickets.queries_clocks import LATE, ONE_HOUR
from tickets.routing.choice import Candidate, Need, VerdictCode, hurdle_of

FULL = 100
PRESSED = "pressed"  # the order it begins with: what is late first, then the fullest


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, and the list of exactly those tickets; no list where there are none."""

    n: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A person or a queue, ready to be written out."""

    name: str
    note: str
    is_person: bool
    counted: Counted
    open: Cell
    late: Cell
    soon: Cell
    waiting: Cell
    solved: Cell | None
    # What opens the bulk page with all of them.
    all_open: str
    state: str = ""
    tone: str = ""
    load: Cell | None = None
    capacity: int = 0
    percent: int = 0

    @property
    def bar_percent(self) -> int:
        """How far the bar is filled: it has an end, the work has none."""
        return min(self.percent, FULL)

    @property
    def bar_tone(self) -> str:
        """Calm, nearly full, over the brim."""
        if self.percent > FULL:
            return "bad"
        return "warn" if self.percent == FULL else ""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: its words, and the address that orders by it."""

    code: str
    label: str | Promise
    url: str
    is_number: bool
    sorted: str = ""


def _opened(row: WorkRow) -> float:
    """Old ones weigh more; who has none weighs nothing."""
    oldest = row.counted.oldest
    return -oldest.opened_at.timestamp() if oldest else float("-inf")


# How the rows are ordered, the most first but for names.
ORDERS: dict[str, Callable[[WorkRow], Any]] = {
    "load": lambda row: row.percent,
    "open": lambda row: row.open.n,
    "late": lambda row: row.late.n,
    "soon": lambda row: row.soon.n,
    "waiting": lambda row: row.waiting.n,
    "oldest": _opened,
    "solved": lambda row: row.solved.n if row.solved else -1,
}
HEADS = (
    ("name", gettext_lazy("Người")),
    ("load", gettext_lazy("Tải")),
    ("open", gettext_lazy("Đang mở")),
    ("late", gettext_lazy("Trễ hạn")),
    ("soon", gettext_lazy("Hạn trong 1 giờ")),
    ("waiting", gettext_lazy("Chờ khách")),
    ("oldest", gettext_lazy("Mở lâu nhất")),
    ("solved", gettext_lazy("Xong hôm nay")),
)
WORDS = ("name", "oldest")


def order_of(asked: str) -> str:
    """The order that an address asks for; one that means nothing counts as absent."""
    known = {"name", *ORDERS}
    return asked if asked.removeprefix("-") in known else PRESSED


def work_rows(workload: Workload, order: str) -> list[WorkRow]:
    """Queues first, since nobody answers for them; then people in the order asked for."""
    queues = [_queue_row(one) for one in workload.queues if one.counted.n_open]
    return queues + _ordered([_share_row(one) for one in workload.shares], order)


def heads_of(order: str, team: str) -> list[Head]:
    """The heads of the table; the one in force turns round."""
    heads = []
    for code, label in HEADS:
        is_down = order == (code if code != "name" else "-name")
        is_up = order == (f"-{code}" if code != "name" else "name")
        turned = f"-{code}" if order == code else code
        query = urlencode({"sort": turned} | ({"team": team} if team else {}))
        way = "down" if is_down else "up" if is_up else ""
        heads.append(Head(code, label, f"?{query}", code not in WORDS, way))
    return heads


def _ordered(rows: list[WorkRow], order: str) -> list[WorkRow]:
    """By name where nothing else decides."""
    named = sorted(rows, key=lambda row: row.name.casefold())
    if order == PRESSED:
        return sorted(named, key=lambda row: (-row.late.n, -row.percent))
    code = order.removeprefix("-")
    if code == "name":
        return named[::-1] if order.startswith("-") else named
    return sorted(named, key=ORDERS[code], reverse=not order.startswith("-"))


def _share_row(share: Share) -> WorkRow:
    key, person = str(share.person.pk), share.person
    code = hurdle_of(Candidate(share.duty, share.load), Need())
    if not person.is_active:
        state, tone = _("Đã nghỉ việc"), "bad"
    else:
        state, tone = _state(code)
    return WorkRow(
        name=person.name,
        note=person.team.name if person.team else "",
        is_person=True,
        state=state,
        tone=tone,
        load=_cell(share.load, assignee=key, only=WORKING),
        capacity=share.duty.capacity,
        percent=share.percent,
        solved=_cell(share.counted.n_solved, "finished", solver=key, solved="today"),
        **_numbers(share.counted, assignee=key),
    )


def _queue_row(queue: Queue) -> WorkRow:
    team = str(queue.team.pk) if queue.team else NOBODY
    return WorkRow(
        name=_("Chưa phân công"),
        note=queue.team.name if queue.team else _("Không thuộc nhóm nào"),
        is_person=False,
        solved=None,
        **_numbers(queue.counted, assignee=NOBODY, team=team),
    )


def _numbers(counted: Counted, **whose: str) -> dict[str, Any]:
    return {
        "counted": counted,
        "open": _cell(counted.n_open, also=SNOOZED, **whose),
        "late": _cell(counted.n_late, due=LATE, also=SNOOZED, **whose),
        "soon": _cell(counted.n_soon, due=ONE_HOUR, also=SNOOZED, **whose),
        "waiting": _cell(
            counted.n_waiting, WaitReason.CUSTOMER.value, also=SNOOZED, **whose
        ),
        "all_open": _query("all", also=SNOOZED, **whose),
    }


def _cell(n: int, view: str = "all", **filters: str) -> Cell:
    return Cell(n, f"{reverse('desk:inbox')}?{_query(view, **filters)}" if n else "")


def _query(view: str, **filters: str) -> str:
    asked = {name: (value,) for name, value in filters.items()}
    return InboxQuestion(BY_CODE[view], asked).query()


def _state(code: VerdictCode | None) -> tuple[str, str]:
    """Whether work reaches them now, in words."""
    words = {
        None: (_("Đang trực"), "ok"),
        VerdictCode.ON_LEAVE: (_("Đang nghỉ phép"), "off"),
        VerdictCode.OFF_SHIFT: (_("Ngoài ca"), "off"),
        VerdictCode.NOT_TAKING: (_("Tạm ngưng nhận"), "warn"),
        VerdictCode.FULL: (_("Đã đầy việc"), "warn"),
    }
    return words.get(code, words[None])
