"""The import of a shop system's file, at its real size and with its real mistakes."""

import csv
import json
import time
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import DEFAULT, Mock

import pytest
from django.core.management import CommandError, call_command

from aftersales.demo.products import PRODUCTS
from catalog.actions import imports
from catalog.actions.purchases import record_lines
from catalog.models import Product, Purchase, PurchaseLine, Unit
from customers.models import Customer
from foundation.events.models import Event

ROWS = 10_000
SECONDS = 20


@pytest.fixture
def range_of_products(db: None) -> None:
    Product.objects.bulk_create(
        Product(sku=product.sku, name=product.name, category=product.category)
        for product in PRODUCTS
    )


def counts() -> dict[str, int]:
    tables: list[Any] = [Customer, Purchase, PurchaseLine, Unit, Event]
    return {table.__name__: table.objects.count() for table in tables}


def reported_lines(report: Path) -> list[int]:
    with report.open(encoding="utf-8-sig", newline="") as file:
        return [int(row["line"]) for row in csv.DictReader(file)]


def crowding() -> float:
    """How much longer than on an idle machine everything takes now, 1 when it is idle."""
    wall, cpu = time.perf_counter(), time.thread_time()
    sum(range(10_000_000))
    return max(1.0, (time.perf_counter() - wall) / (time.thread_time() - cpu))


def test_ten_thousand_rows_are_imported_in_time_and_once(
    range_of_products: None, tmp_path: Path
) -> None:
    path, report = tmp_path / "purchases.csv", tmp_path / "report.csv"
    call_command("generate_purchases_csv", path, rows=ROWS, seed=7)
    broken = json.loads(Path(f"{path}.broken.json").read_text())

    crowded_before = crowding()
    started = time.perf_counter()
    call_command("import_purchases", path, report=report)
    seconds = time.perf_counter() - started
    crowded = max(crowded_before, crowding())

    first = counts()
    assert reported_lines(report) == broken
    assert len(broken) > ROWS / 200
    assert seconds <= SECONDS * crowded, f"{ROWS / seconds:.0f} rows/s"

    call_command("import_purchases", path, report=report)

    assert counts() == first
    assert reported_lines(report) == broken


def header(*lines: str) -> str:
    columns = (
        "source_id;purchased_at;customer_name;phone;sku;quantity;unit_price;serial"
    )
    return "\n".join([columns, *lines]) + "\n"


def imported(path: Path, **options: Any) -> str:
    out = StringIO()
    call_command("import_purchases", path, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


@pytest.fixture
def path(tmp_path: Path, range_of_products: None) -> Path:
    return tmp_path / "purchases.csv"


GOOD = "HD1;20/11/2025;Nguyễn Thu Hà;0903442218;WF-95;1;9.490.000;NM95-1"
BROKEN = "HD1;20/11/2025;Nguyễn Thu Hà;0903442218;NC-09;hai;7.490.000;NC09-1"
MENDED = BROKEN.replace("hai", "1")


def test_a_broken_row_does_not_keep_its_order_out(path: Path) -> None:
    path.write_text(header(GOOD, BROKEN))

    assert "mới: 1 · đã có: 0 · lỗi: 1" in imported(path)
    assert PurchaseLine.objects.count() == 1


def test_a_mended_row_joins_its_order(path: Path) -> None:
    path.write_text(header(GOOD, BROKEN))
    imported(path)
    path.write_text(header(GOOD, MENDED))

    assert "mới: 1 · đã có: 1 · lỗi: 0" in imported(path)
    assert Purchase.objects.get().lines.count() == 2
    assert Event.objects.filter(verb="purchase.extended").count() == 1


def test_a_dry_run_says_the_same_and_writes_nothing(path: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    path.write_text(header(GOOD, GOOD, BROKEN, MENDED.replace("NC09-1", "NM95-1")))

    said = imported(path, dry_run=True, report=report)

    assert "mới: 1 · đã có: 1 · lỗi: 2" in said
    assert reported_lines(report) == [4, 5]
    assert set(counts().values()) == {0}


def test_a_row_of_another_customer_does_not_join_the_order(path: Path) -> None:
    path.write_text(header(GOOD, MENDED.replace("0903442218", "0912345678")))

    assert "mới: 1 · đã có: 0 · lỗi: 1" in imported(path)
    assert Customer.objects.count() == 1


def test_a_known_line_is_not_rewritten(path: Path) -> None:
    path.write_text(header(GOOD))
    imported(path)
    path.write_text(header(GOOD.replace("9.490.000", "1.000")))

    assert "lỗi: 1" in imported(path)
    assert PurchaseLine.objects.get().unit_price == 9_490_000


def test_unknown_products_are_entered_when_asked(path: Path) -> None:
    columns = "Số đơn;Ngày;Khách hàng;SĐT;Mã hàng;Tên hàng;SL;Giá"
    row = "HD1;2025-11-20;Hà;0903442218;MOI-1;Quạt mới;1;500000"
    path.write_text(f"{columns}\n{row}\n", encoding="utf-8-sig")

    assert "lỗi: 1" in imported(path)
    assert "mới: 1" in imported(path, create_products=True)
    assert Product.objects.get(sku="MOI-1").name == "Quạt mới"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        "Số đơn;Ngày\n1;2\n".encode(),
        b"phone;phone\n1;2\n",
        header(GOOD, "a\0b").encode(),
        header(GOOD).encode("utf-16"),
        header(GOOD).encode() + b"\xca\xde\n",
        header(GOOD).encode() + b"x" * 30_000_000,
    ],
    ids=["empty", "columns", "twice", "nul", "utf-16", "cp1258", "30-mb-line"],
)
def test_a_file_that_cannot_be_read_leaves_nothing_half_done(
    path: Path, content: bytes
) -> None:
    path.write_bytes(content)

    with pytest.raises(CommandError):
        imported(path)

    assert set(counts().values()) == {0}


def test_an_interruption_leaves_whole_batches_and_is_resumed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "BATCH", 1)
    stopping = Mock(wraps=record_lines)
    stopping.side_effect = [DEFAULT, KeyboardInterrupt, DEFAULT, DEFAULT]
    monkeypatch.setattr(imports, "record_lines", stopping)
    path.write_text(header(GOOD, MENDED))

    with pytest.raises(SystemExit) as stopped:
        imported(path)

    assert stopped.value.code == 130
    assert PurchaseLine.objects.count() == 1
    assert "mới: 1 · đã có: 1" in imported(path)
