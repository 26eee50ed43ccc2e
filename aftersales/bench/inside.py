"""What is measured in one process: calls of the API beside the data of their page, and
how fast purchases are taken in."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from django.template.backends.django import Template
from django.test import Client

from aftersales.bench.cast import Cast
from aftersales.demo.purchases import purchases_file
from catalog.actions.imports import (
    Import,
    create_missing_products,
    import_purchases,
)
from foundation.core.actor import SYSTEM


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the API, and its page without the template, in milliseconds."""

    name: str
    page_ms: float
    call_ms: float

    @property
    def ratio(self) -> float:
        """How many times the data of the page."""
        return self.call_ms / self.page_ms


def measure_calls(cast: Cast, runs: int) -> list[Call]:
    """List and detail, each in turn with its page."""
    number = cast.tickets[0].number
    pairs = {
        "API, tickets": ("/desk/?view=all", "/api/v1/tickets/"),
        "API, ticket": (f"/desk/tickets/{number}/", f"/api/v1/tickets/{number}/"),
    }
    return [
        _call(cast, name, (page, call), runs) for name, (page, call) in pairs.items()
    ]


def _call(cast: Cast, name: str, pair: tuple[str, str], runs: int) -> Call:
    (page, call), pages, calls = pair, list[float](), list[float]()
    with without_templates():
        for run in range(runs + 1):
            token = cast.tokens[run % len(cast.tokens)]
            pages.append(_timed(cast.desk, page))
            calls.append(_timed(token, call))
    return Call(name, median(pages[1:]), median(calls[1:]))


def _timed(headers: Mapping[str, str], path: str) -> float:
    client = Client(SERVER_NAME="127.0.0.1", headers=dict(headers))
    begun = perf_counter()
    answer = client.get(path)
    taken = (perf_counter() - begun) * 1000
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")
    return taken


@contextmanager
def without_templates() -> Iterator[None]:
    """Every template is empty: what is left of a page is its data."""
    render = Template.render

    def nothing(*_args: Any, **_options: Any) -> str:
        return ""

    Template.render = nothing  # type: ignore[method-assign]
    try:
        yield
    finally:
        Template.render = render  # type: ignore[method-assign]


def measure_import(n_rows: int, at: datetime) -> float:
    """Rows a second of a file as shops send it, products known, broken rows and all."""
    file = purchases_file(n_rows, seed=2026)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "purchases.csv"
        path.write_text("".join(file.text), encoding="utf-8-sig", newline="")
        run = Import(path, "bench", SYSTEM, at)
        create_missing_products(run)
        begun = perf_counter()
        for _batch in import_purchases(run):
            pass
        return n_rows / (perf_counter() - begun)
