"""docs/performance.md: the figures of the last bench, each beside its yardstick."""

import os
from pathlib import Path

from django.conf import settings

from aftersales.bench.sweep import SweepFigures

PAGE = Path(settings.BASE_DIR) / "docs" / "performance.md"
BEGIN, END = "<!-- sweep -->", "<!-- /sweep -->"


def write_sweep(figures: SweepFigures) -> str:
    """Put the table of the sweep into the page; returns the table."""
    table = "\n".join(_lines(figures))
    page = PAGE.read_text(encoding="utf-8")
    head, _, rest = page.partition(BEGIN)
    tail = rest.partition(END)[2]
    PAGE.write_text(f"{head}{BEGIN}\n{table}\n{END}{tail}", encoding="utf-8")
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
