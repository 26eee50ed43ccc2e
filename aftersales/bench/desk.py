"""How fast the day's pages are, beside pages that do the least there is to do."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from math import inf
from time import monotonic

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from aftersales.bench.asking import Ask, Asker, Times
from aftersales.bench.cast import cast_of
from aftersales.bench.inside import Call, measure_calls, measure_import
from aftersales.bench.pages import Row, rows_of, yardsticks
from aftersales.bench.serving import Server, production

MANY = 8  # clients at once
TURNS = (
    4  # of ours and of the yardstick, so that both meet the machine in the same moods
)
PATIENCE = 6  # seconds for one row by so many clients

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Effort:
    """How many requests a row gets from one client, and from many."""

    alone: int = 32
    together: int = 64
    warm_up: int = 16
    imported: int = 3000
    runs: int = 30  # of a call within this process
    # Of ours and of the yardstick, so that both meet the machine in the same moods.
    turns: int = 4

    def each_turn(self, count: int) -> int:
        """Its part of `count` requests."""
        return max(1, count // self.turns)


@dataclass(slots=True)
class Pair:
    """Ours and its yardstick, asked for by so many clients."""

    ours: Times = field(default_factory=Times)
    bare: Times = field(default_factory=Times)
    cpu_ms: float = 0

    @property
    def ratio(self) -> float:
        """How many times the usual yardstick."""
        return self.ours.p50 / self.bare.p50


@dataclass(frozen=True, slots=True)
class Line:
    """A row with what was measured."""

    row: Row
    queries: int
    alone: Pair
    together: Pair

    @property
    def is_kept(self) -> bool:
        """Whether it stayed within its budget, asked for by one client."""
        row = self.row
        return (
            self.alone.ratio <= (row.most_ratio or inf)
            and self.alone.ours.p95 <= (row.most_ms or inf)
            and self.queries <= (row.most_queries or inf)
        )


@dataclass(frozen=True, slots=True)
class DeskFigures:
    """What the bench says about the desk."""

    lines: list[Line]
    calls: list[Call]
    memory: list[tuple[int, int]]
    import_rate: float


def measure_desk(at: datetime, effort: Effort, say: Say) -> DeskFigures:
    """Every row in turn, against the programs of production."""
    cast = cast_of(at)
    calls, import_rate = (
        measure_calls(cast, effort.runs),
        measure_import(effort.imported, at),
    )
    with production() as (ours, bare), _clients(ours, bare) as askers:
        bares = yardsticks(cast)
        lines = []
        for row in rows_of(cast):
            line = _measure(row, bares[row.bare], askers, effort)
            say(f"{row.name}: {line.alone.ratio:.2f} × alone, {line.queries} queries")
            lines.append(line)
        return DeskFigures(lines, calls, ours.memory(), import_rate)


@dataclass(frozen=True, slots=True)
class _Askers:
    ours: Server
    alone: tuple[Asker, Asker]
    together: tuple[Asker, Asker]


@contextmanager
def _clients(ours: Server, bare: Server) -> Iterator[_Askers]:
    found = _Askers(
        ours, (Asker(ours, 1), Asker(bare, 1)), (Asker(ours, MANY), Asker(bare, MANY))
    )
    try:
        yield found
    finally:
        for asker in (*found.alone, *found.together):
            asker.close()


def _measure(row: Row, bare: Iterator[Ask], askers: _Askers, effort: Effort) -> Line:
    queries = _queries(next(row.asks))
    warm_up = 2 if row.is_write else effort.warm_up
    for asker, asks in zip(askers.together, (row.asks, bare), strict=True):
        asker.ask(asks, warm_up, Times())
    pairs = []
    for clients, count in (
        (askers.alone, effort.alone),
        (askers.together, effort.together),
    ):
        turns = [effort.each_turn(count)] * effort.turns
        pairs.append(_pair(row.asks, bare, clients, turns, askers.ours))
    return Line(row, queries, *pairs)


def _pair(
    ours: Iterator[Ask],
    bare: Iterator[Ask],
    askers: tuple[Asker, Asker],
    turns: list[int],
    server: Server,
) -> Pair:
    pair, deadline, cpu = Pair(), monotonic() + PATIENCE, 0.0
    for count in turns:
        before = server.cpu_seconds()
        askers[0].ask(ours, count, pair.ours)
        cpu += server.cpu_seconds() - before
        askers[1].ask(bare, count, pair.bare)
        if monotonic() > deadline:
            break
    pair.cpu_ms = cpu * 1000 / max(1, len(pair.ours.each))
    return pair


def _queries(ask: Ask) -> int:
    """How many statements it takes, counted in this process once caches are warm."""
    client = Client(SERVER_NAME="127.0.0.1", headers=dict(ask.headers))
    if ask.form is None:
        client.get(ask.path)
    with override_settings(UNDO_SECONDS=0), CaptureQueriesContext(connection) as asked:
        if ask.form is None:
            client.get(ask.path)
        else:
            client.post(ask.path, dict(ask.form))
    return len(asked)
