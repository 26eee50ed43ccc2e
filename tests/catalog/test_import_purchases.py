"""The import of a shop system's file, at its real size and with its real mistakes."""

import csv
import json
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from aftersales.demo.products import PRODUCTS
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


def test_ten_thousand_rows_are_imported_in_time_and_once(
    range_of_products: None, tmp_path: Path
) -> None:
    path, report = tmp_path / "purchases.csv", tmp_path / "report.csv"
    call_command("generate_purchases_csv", path, rows=ROWS, seed=7)
    broken = json.loads(Path(f"{path}.broken.json").read_text())

    started = time.monotonic()
    call_command("import_purchases", path, report=report)
    seconds = time.monotonic() - started

    first = counts()
    assert reported_lines(report) == broken
    assert len(broken) > ROWS / 200
    assert seconds <= SECONDS, f"{ROWS / seconds:.0f} rows/s"

    call_command("import_purchases", path, report=report)

    assert counts() == first
    assert reported_lines(report) == broken
