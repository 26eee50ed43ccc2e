"""Importing the purchases of a shop system from a CSV file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import transaction

from catalog.actions.products import ProductFacts, create_product
from catalog.actions.purchases import record_lines
from catalog.csv_records import Record, check_file, read_records
from catalog.ledger import Verdict
from catalog.models import Product
from catalog.purchase_columns import find_columns
from catalog.purchase_rows import Problem, Row, RowError, RowReader, column_of
from foundation.core.actor import Actor
from foundation.core.errors import DomainError

# Rows per transaction: locks are short, and an interruption costs at most so much.
BATCH = 500


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that was not imported: its physical line, its order, and why."""

    line: int
    order: str
    problems: tuple[Problem, ...]


ReadRow = tuple[int, Row | BrokenRow]


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of some hundred rows: how many are new, known already, refused."""

    last_line: int
    imported: int
    known: int
    broken: tuple[BrokenRow, ...]


@dataclass(frozen=True, slots=True)
class Import:
    """One run over one file: who imports it, when, and how its shop is called where the
    file does not say."""

    path: Path
    source: str
    actor: Actor
    at: datetime


def import_purchases(run: Import) -> Iterator[Batch]:
    """Record every row that can be, batch by batch, each in its own transaction.

    A broken row is reported and breaks no other. Rows known already change nothing, so
    an interrupted run is resumed by running it again. FileError before anything is
    written when the file as a whole is not what it should be.
    """
    check_file(run.path)
    records = read_records(run.path)
    reader = reader_of(next(records), source=run.source, at=run.at)
    while batch := list(islice(records, BATCH)):
        yield record_batch(read_batch(batch, reader), actor=run.actor, at=run.at)


@transaction.atomic
def create_missing_products(run: Import) -> int:
    """Enter the products that the file names and we do not know; how many they were."""
    check_file(run.path)
    records = read_records(run.path)
    reader = reader_of(next(records), source=run.source, at=run.at)
    named: dict[str, str] = {}
    for record in records:
        row = _read(record, reader)
        if isinstance(row, Row) and row.product_name:
            named.setdefault(row.sold.line.sku, row.product_name[:160])
    known = set(Product.objects.filter(sku__in=named).values_list("sku", flat=True))
    new = {sku: name for sku, name in named.items() if sku not in known}
    for sku, name in new.items():
        create_product(sku, ProductFacts(name), actor=run.actor, at=run.at)
    return len(new)


def reader_of(header: Record, *, source: str, at: datetime) -> RowReader:
    """Reads the rows under this header; FileError where it lacks a column."""
    cells = header.cells or []
    return RowReader(find_columns(cells), len(cells), source, at)


def read_batch(records: Sequence[Record], reader: RowReader) -> list[ReadRow]:
    """What each record says, or what is wrong with it."""
    return [(record.line, _read(record, reader)) for record in records]


def record_batch(read: Sequence[ReadRow], *, actor: Actor, at: datetime) -> Batch:
    """Write down every row that can be, in one transaction; say what became of each."""
    rows = [(line, row) for line, row in read if isinstance(row, Row)]
    verdicts = record_lines([row.sold for _, row in rows], actor=actor, at=at)
    return summed_up(read, verdicts)


def summed_up(read: Sequence[ReadRow], verdicts: Sequence[Verdict]) -> Batch:
    """What became of the rows, given the verdicts on those that could be read."""
    rows = [(line, row) for line, row in read if isinstance(row, Row)]
    broken = [row for _line, row in read if isinstance(row, BrokenRow)]
    broken += [
        _broken(line, row, verdict.refusal)
        for (line, row), verdict in zip(rows, verdicts, strict=True)
        if verdict.refusal is not None
    ]
    imported = sum(verdict.is_new for verdict in verdicts)
    return Batch(
        last_line=read[-1][0],
        imported=imported,
        known=len(read) - imported - len(broken),
        broken=tuple(sorted(broken, key=lambda row: row.line)),
    )


def _read(record: Record, reader: RowReader) -> Row | BrokenRow:
    try:
        return reader.read(record.cells)
    except RowError as error:
        order = reader.order_of(record.cells)
        return BrokenRow(record.line, order, tuple(error.problems))


def _broken(line: int, row: Row, refusal: DomainError) -> BrokenRow:
    problem = Problem(column_of(refusal), str(refusal))
    return BrokenRow(line, row.sold.head.source_id, (problem,))
