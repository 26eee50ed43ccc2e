"""docs/performance.md: the figures of the last bench, each beside its yardstick."""

import os
from pathlib import Path

from django.conf import settings

from aftersales.bench.applying import ApplyFigures
from aftersales.bench.board import BoardFigures, Spread
from aftersales.bench.desk import DeskFigures, Line
from aftersales.bench.sweep import SweepFigures

PAGE = Path(settings.BASE_DIR) / "docs" / "performance.md"


def write_sweep(figures: SweepFigures) -> str:
    """Put the table of the sweep into the page; returns the table."""
    return _write("sweep", _lines(figures))


def write_applying(figures: ApplyFigures) -> str:
    """Put the table of applying a version into the page; returns the table."""
    rows = [
        "| What | Bare statements | The run | Ratio | Budget |",
        "|---|---|---|---|---|",
        f"| applying a version to {figures.n_judged:,} open tickets, tickets/s"
        f" | {figures.bare:,.0f} | {figures.ours:,.0f} | {figures.ratio:.2f} × | ≤ 4 × |",
    ]
    return _write("applying", rows)


def write_board(figures: BoardFigures) -> str:
    """Put the table of the live board into the page; returns the table."""
    rows = [
        f"{figures.n_open:,} open tickets, {figures.n_late:,} of their clocks late.",
        "",
        "| What | p50 · p95 | Budget, p95 |",
        "|---|---|---|",
        f"| a refresh | {_words(figures.refresh)} | ≤ 100 ms |",
        f"| the page | {_words(figures.page)} | ≤ 300 ms |",
        f"| the page where no rates are kept | {_words(figures.first_page)} | – |",
    ]
    return _write("board", rows)


def write_desk(figures: DeskFigures, n_tickets: int, seconds: float) -> str:
    """Put the table of the desk into the page; returns the table."""
    memory = ", ".join(f"{held} MB ({share} MB)" for held, share in figures.memory)
    rows = [
        f"{n_tickets:,} tickets, {os.cpu_count()} cores, two web workers with worker and"
        f" beat behind them; {seconds:.0f} s. The web workers hold {memory}: resident, and"
        f" their share of what both hold; budget 150 MB each. The import takes in {figures.import_rate:,.0f} rows/s (budget 500).",
        "",
        "| What | Queries | Bare p50 | p50 · p95 | Ratio | Eight at once: bare p50"
        " | p50 · p95 | Ratio | CPU | Budget | |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
        *(_desk_line(line) for line in figures.lines),
        "",
        "| Call | Page without its template | The call | Ratio | Budget |",
        "|---|---|---|---|---|",
        *(
            f"| {call.name} | {call.page_ms:.1f} ms | {call.call_ms:.1f} ms"
            f" | {call.ratio:.2f} × | ≤ 1.5 × |"
            for call in figures.calls
        ),
    ]
    return _write("desk", rows)


def _desk_line(line: Line) -> str:
    alone, together = line.alone, line.together
    return (
        f"| {line.row.name} | {line.queries} | {alone.bare.p50:.1f} ms"
        f" | {alone.ours.p50:.0f} · {alone.ours.p95:.0f} ms | {alone.ratio:.2f} ×"
        f" | {together.bare.p50:.0f} ms | {together.ours.p50:.0f} ·"
        f" {together.ours.p95:.0f} ms | {together.ratio:.2f} ×"
        f" | {alone.cpu_ms:.0f} ms | {line.row.budget} | {'' if line.is_kept else 'over'} |"
    )


def _words(spread: Spread) -> str:
    return f"{spread.p50:.0f} ms · {spread.p95:.0f} ms"


def _write(name: str, rows: list[str]) -> str:
    """The rows between the marks of that name."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    table = "\n".join(rows)
    page = PAGE.read_text(encoding="utf-8")
    head, _, rest = page.partition(begin)
    tail = rest.partition(end)[2]
    PAGE.write_text(f"{head}{begin}\n{table}\n{end}{tail}", encoding="utf-8")
    return table


def _lines(figures: SweepFigures) -> list[str]:
    ours, bare = figures.ours, figures.bare
    return [
        f"{figures.n_open:,} open tickets, {os.cpu_count()} cores, one sweep at a time.",
        "",
        "| What | Bare statements | The sweep | Ratio | Budget |",
        "|---|---|---|---|---|",
        f"| {ours.n_clocks:,} clocks due at once, recorded once ({figures.n_steps:,} steps,"
        f" {ours.n_notices:,} notices; bare {bare.n_clocks:,} and {bare.n_notices:,})"
        f" | {bare.seconds:.2f} s | {ours.seconds:.2f} s | {figures.ratio:.2f} × | ≤ 2 × |",
        f"| idle sweep, p50 · p95 | – | {figures.idle_p50_ms:.1f} ms ·"
        f" {figures.idle_p95_ms:.1f} ms | – | ≤ 20 ms |",
    ]
