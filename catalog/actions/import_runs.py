"""Files that people brought, worked off piece by piece.

Each piece is one transaction behind a cursor, so that a worker may die at any line:
what it did not commit is done again by the next. Two workers never hold the same file,
since they pass over a row that is locked.
"""

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from time import monotonic

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from catalog import verbs
from catalog.actions.import_files import TASK, UNDER_WAY
from catalog.actions.imports import (
    BATCH,
    Batch,
    ReadRow,
    read_batch,
    reader_of,
    record_batch,
    summed_up,
)
from catalog.actions.products import ProductFacts, create_product
from catalog.csv_records import FileError, Record, check_file, read_records
from catalog.enums import ImportState
from catalog.errors import SkuTakenError
from catalog.ledger import Verdict
from catalog.models import BrokenImportRow, Product, PurchaseImport
from catalog.purchase_rows import Row, RowReader
from catalog.trial import Trial
from customers.profiles import DEFAULT_LOCALE
from foundation.core.actor import Actor, staff_actor
from foundation.core.wake import wake
from foundation.events.actions import record, tick
from foundation.notifications.fail_points import reach

logger = logging.getLogger(__name__)

# Shorter than the tick of beat: a long file leaves the worker free for other work.
PATIENCE = timedelta(seconds=10)
ROWS_SHOWN = 10
PRODUCTS_SHOWN = 200
MAX_FAILURE = 300
MAX_ORDER = 80


@dataclass(slots=True)
class Reading:
    """An open file at the line behind which the next piece begins."""

    state: str
    line: int
    records: Iterator[Record]
    reader: RowReader
    trial: Trial


def run_imports(at: datetime, *, patience: timedelta = PATIENCE) -> int:
    """Work on the files that are under way; how many pieces were done.

    A file that fails unexpectedly is left for the next time and holds up none behind it.
    """
    tick("run_imports")
    until, count = monotonic() + patience.total_seconds(), 0
    failed: set[int] = set()
    open_files: dict[int, Reading] = {}
    while (n_done := _do_piece(at, failed, open_files)) is not None:
        count += n_done
        if monotonic() > until:
            wake(TASK)
            break
    return count


def _do_piece(
    at: datetime, failed: set[int], open_files: dict[int, Reading]
) -> int | None:
    """One piece of the oldest file that nobody holds; None where there is none."""
    key = 0
    try:
        with transaction.atomic():
            brought = _claim(failed)
            if brought is None:
                return None
            key = brought.pk
            with translation.override(brought.preview.get("locale", DEFAULT_LOCALE)):
                _advance(brought, open_files, at)
    except Exception:  # whatever is wrong with one file, the others go on
        if not key:
            raise
        logger.exception("Purchase import %s failed", key)
        failed.add(key)
        open_files.pop(key, None)
        return 0
    return 1


def _claim(passing_over: Collection[int]) -> PurchaseImport | None:
    under_way = PurchaseImport.objects.filter(state__in=UNDER_WAY)
    left = under_way.exclude(pk__in=passing_over).order_by("pk")
    return left.select_for_update(skip_locked=True, of=("self",)).first()


def _advance(
    brought: PurchaseImport, open_files: dict[int, Reading], at: datetime
) -> None:
    try:
        reading = _reading(brought, open_files, at)
    except FileError as error:
        brought.state, brought.finished_at = ImportState.FAILED, at
        brought.failure = str(error)[:MAX_FAILURE]
        brought.save(update_fields=["state", "finished_at", "failure", "n_lines"])
        return
    records = list(islice(reading.records, BATCH))
    if records:
        _do_batch(brought, reading, records, at)
    reach(f"imports.{brought.state}.{brought.cursor}")
    if len(records) < BATCH:
        _end(brought, at)


def _do_batch(
    brought: PurchaseImport, reading: Reading, records: Sequence[Record], at: datetime
) -> None:
    read = read_batch(records, reading.reader)
    if brought.state == ImportState.CHECKING:
        batch = _tried(brought, reading, read)
    else:
        actor = staff_actor(brought.brought_by_id)
        if brought.creates_products:
            _create_products(read, actor, at)
        batch = record_batch(read, actor=actor, at=at)
    _keep_broken(brought, batch, records)
    reading.line = brought.cursor = batch.last_line
    brought.n_new += batch.imported
    brought.n_known += batch.known
    brought.n_broken += len(batch.broken)
    brought.save(
        update_fields=["cursor", "n_new", "n_known", "n_broken", "n_lines", "preview"]
    )


def _reading(
    brought: PurchaseImport, open_files: dict[int, Reading], at: datetime
) -> Reading:
    """The file where we left it, unless another worker has been at it since."""
    known = open_files.get(brought.pk)
    place = brought.state, brought.cursor
    if known is not None and (known.state, known.line) == place:
        return known
    path = Path(default_storage.path(brought.path))
    if not path.exists():
        raise FileError(_("Tệp không còn trong kho. Hãy tải lên lần nữa."))
    if not brought.cursor:
        brought.n_lines = check_file(path)
    records = read_records(path)
    header = next(records)
    reading = Reading(
        state=brought.state,
        line=brought.cursor,
        records=_behind(records, brought.cursor),
        reader=reader_of(header, source=brought.source, at=at),
        trial=Trial(brought.creates_products),
    )
    open_files[brought.pk] = reading
    return reading


def _behind(records: Iterator[Record], line: int) -> Iterator[Record]:
    return (record for record in records if record.line > line)


def _tried(brought: PurchaseImport, reading: Reading, read: Sequence[ReadRow]) -> Batch:
    """What the rows would do; the first ones are kept as they are understood."""
    rows = [row for _line, row in read if isinstance(row, Row)]
    verdicts = reading.trial.judge(rows)
    preview = brought.preview
    if "rows" not in preview:
        good = [(line, row) for line, row in read if isinstance(row, Row)]
        pairs = zip(good, verdicts, strict=True)
        preview["rows"] = [
            _shown(line, row, verdict)
            for (line, row), verdict in islice(pairs, ROWS_SHOWN)
        ]
    products = dict(preview.get("products", []))
    # As many again may be among those that were found before a stop.
    for sku, name in islice(reading.trial.new_products.items(), 2 * PRODUCTS_SHOWN):
        if len(products) < PRODUCTS_SHOWN:
            products.setdefault(sku, name)
    preview["products"] = list(products.items())
    n_known = preview.get("n_products", 0)
    preview["n_products"] = max(n_known, len(reading.trial.new_products))
    return summed_up(read, verdicts)


def _shown(line: int, row: Row, verdict: Verdict) -> dict[str, str | int | list[str]]:
    head, sold = row.sold.head, row.sold.line
    refusal = str(verdict.refusal) if verdict.refusal else ""
    return {
        "line": line,
        "order": head.source_id,
        "bought_at": head.purchased_at.isoformat(),
        "customer": head.buyer.name,
        "phone": head.buyer.phone,
        "sku": sold.sku,
        "product": row.product_name,
        "quantity": sold.quantity,
        "unit_price": sold.unit_price,
        "serials": list(sold.serials),
        "verdict": "new" if verdict.is_new else "broken" if refusal else "known",
        "refusal": refusal,
    }


def _create_products(read: Sequence[ReadRow], actor: Actor, at: datetime) -> None:
    """Enter what these rows name and nobody has entered."""
    named: dict[str, str] = {}
    for _line, row in read:
        if isinstance(row, Row) and row.product_name:
            named.setdefault(row.sold.line.sku, row.product_name[:160])
    known = set(Product.objects.filter(sku__in=named).values_list("sku", flat=True))
    for sku in sorted(named.keys() - known):
        try:
            create_product(sku, ProductFacts(named[sku]), actor=actor, at=at)
        except SkuTakenError:
            continue  # another file was quicker


def _keep_broken(
    brought: PurchaseImport, batch: Batch, records: Sequence[Record]
) -> None:
    cells = {record.line: record.cells or [] for record in records}
    BrokenImportRow.objects.bulk_create(
        BrokenImportRow(
            purchase_import=brought,
            line=row.line,
            order=row.order[:MAX_ORDER],
            problems=[[one.column, str(one.message)] for one in row.problems],
            cells=cells[row.line],
        )
        for row in batch.broken
    )


def _end(brought: PurchaseImport, at: datetime) -> None:
    is_trial = brought.state == ImportState.CHECKING
    brought.state = ImportState.CHECKED if is_trial else ImportState.DONE
    brought.finished_at = None if is_trial else at
    brought.save(update_fields=["state", "finished_at", "n_lines"])
    if not is_trial:
        record(
            brought,
            verbs.IMPORT_DONE,
            actor=staff_actor(brought.brought_by_id),
            at=at,
            n_new=brought.n_new,
            n_known=brought.n_known,
            n_broken=brought.n_broken,
        )
