"""The live board: what is late or soon will be, who waits, what was kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from foundation.calendars.working_time import count_working
from foundation.core.formats import duration_long
from insights.definitions import DEFINITIONS, TITLES
from insights.listed import ListedRow, listed_page
from insights.slices import (
    AGES,
    MAX_CODE,
    UNASSIGNED,
    WAITING,
    Slice,
    Standpoint,
)
from insights.strip import Number, Strip, strip_of
from insights.team_facts import team_facts
from insights.teams_table import TeamsTable, teams_table
from tickets.chips import span_words
from tickets.enums import Basis, Side, WaitReason
from tickets.policy_book import target_of
from tickets.queries_clocks import FOUR_HOURS, LATE, ONE_HOUR, SOON, TODAY

ROWS = 8


@dataclass(frozen=True, slots=True)
class BoardQuestion:
    """What the address asks for: a team by its code, one side of the promises."""

    team: str = ""
    side: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """Read the query string; a value that means nothing counts as absent."""
        side = query.get("side", "")
        return cls(
            query.get("team", "")[:MAX_CODE], side if side in Side.values else ""
        )

    def query(self, **changes: str) -> str:
        """This question as a query string, with changes."""
        values = {"team": self.team, "side": self.side, **changes}
        return urlencode({name: value for name, value in values.items() if value})


@dataclass(frozen=True, slots=True)
class Tile:
    """One number of the strip."""

    code: str
    number: Number
    note: str = ""
    more: Number | None = None
    icon: str = ""
    tone: str = ""

    @property
    def label(self) -> str | Promise:
        """Its words."""
        return TITLES[self.code]

    @property
    def definition(self) -> str | Promise:
        """What it counts."""
        return DEFINITIONS[self.code]


@dataclass(frozen=True, slots=True)
class Part:
    """One of several numbers that make a whole, and its share of the largest."""

    label: str | Promise
    number: Number
    percent: int


@dataclass(frozen=True, slots=True)
class Board:
    """The page as it stands at an instant."""

    at: datetime
    question: BoardQuestion
    tiles: list[Tile]
    soon: Number
    rows: list[ListedRow]
    waits: list[Part]
    waiting: Number
    ages: list[Part]
    unassigned: Number
    table: TeamsTable


def board_of(seen: Standpoint, question: BoardQuestion) -> Board:
    """The board as one may see it; eight queries at most, whatever there is."""
    strip = strip_of(seen, question.team)
    numbers = strip.numbers
    facts = team_facts(seen, question.side)
    return Board(
        at=seen.at,
        question=question,
        tiles=_tiles(strip, seen),
        soon=numbers[SOON],
        rows=listed_page(Slice(SOON, question.team), seen, size=ROWS).rows,
        waits=_parts(
            (WaitReason(each).label, numbers[f"wait_{each}"])
            for each in WaitReason.values
        ),
        waiting=numbers[WAITING],
        ages=_parts((age.label, numbers[f"age_{age.code}"]) for age in AGES),
        unassigned=numbers[UNASSIGNED],
        table=teams_table(facts, seen, team=question.team, side=question.side),
    )


def _tiles(strip: Strip, seen: Standpoint) -> list[Tile]:
    """The numbers of now; the rate of the week stands with the teams' rates."""
    numbers = strip.numbers
    late, soon = numbers[LATE], numbers[ONE_HOUR]
    return [
        Tile(
            LATE,
            late,
            _late_note(strip, seen),
            icon="octagon-alert" if late.n else "check",
            tone="bad" if late.n else "",
        ),
        Tile(
            ONE_HOUR,
            soon,
            more=numbers["unowned_1h"],
            icon="clock-alert",
            tone="warn" if soon.n else "",
        ),
        Tile(FOUR_HOURS, numbers[FOUR_HOURS], more=numbers["unowned_4h"]),
        Tile(TODAY, numbers[TODAY], more=numbers["unowned_today"]),
        Tile(UNASSIGNED, numbers[UNASSIGNED], _oldest_note(strip, seen)),
        Tile(WAITING, numbers[WAITING], _waiting_note(numbers), icon="pause"),
    ]


def _late_note(strip: Strip, seen: Standpoint) -> str:
    if strip.late_since is None or strip.late_target is None:
        return _("không phiếu nào quá hạn")
    target = target_of(strip.late_target)
    late = count_working(strip.late_since, seen.at, seen.hours.of(target))
    words = span_words(late, target.basis, is_long=True)
    if target.basis == Basis.BUSINESS:
        words = _("%(time)s làm việc") % {"time": words}
    return _("lâu nhất %(time)s") % {"time": words}


def _oldest_note(strip: Strip, seen: Standpoint) -> str:
    if strip.unassigned_since is None:
        return _("mọi phiếu đều có người giữ")
    age = count_working(strip.unassigned_since, seen.at, seen.hours.default)
    return _("chờ lâu nhất %(time)s làm việc") % {"time": duration_long(age)}


def _waiting_note(numbers: Mapping[str, Number]) -> str:
    """18 on the customer, 15 on others."""
    customer = numbers[f"wait_{WaitReason.CUSTOMER}"].n
    others = sum(numbers[f"wait_{each}"].n for each in WaitReason.values) - customer
    words: dict[str, Any] = {"customer": customer, "others": others}
    return _("%(customer)s khách · %(others)s bên khác") % words


def _parts(rows: Iterable[tuple[str | Promise, Number]]) -> list[Part]:
    known = list(rows)
    most = max((number.n for _label, number in known), default=0)
    return [
        Part(label, number, round(100 * number.n / most) if most else 0)
        for label, number in known
    ]
