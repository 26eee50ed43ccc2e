"""What suppliers cover of what is sold: opened with the sale, for what they promised then."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate

from catalog.models import Unit
from foundation.calendars.period import add_months
from warranty.models import SupplierCover, SupplierTerm
from warranty.unit_facts import bought_on


def open_supplier_covers(units: QuerySet[Unit], *, at: datetime) -> int:
    """Open what the terms of its brand's suppliers promise for each; how many it may be.

    Twice is once; other terms later change nothing that was opened. One query where no
    supplier promises anything.
    """
    terms: dict[str, list[SupplierTerm]] = defaultdict(list)
    for term in SupplierTerm.objects.filter(is_active=True):
        terms[term.brand.casefold()].append(term)
    if not terms:
        return 0
    sold = units.select_related("product", "purchase_line__purchase")
    rows = [
        row
        for unit in sold.filter(supplier_covers=None).order_by("pk")
        for row in _rows(unit, terms[unit.product.brand.casefold()], at)
    ]
    SupplierCover.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _rows(
    unit: Unit, terms: list[SupplierTerm], at: datetime
) -> Iterator[SupplierCover]:
    starts_on = bought_on(unit, localdate(at))
    for term in terms:
        yield SupplierCover(
            unit=unit,
            supplier_id=term.supplier_id,
            component_id=term.component_id,
            starts_on=starts_on,
            ends_on=add_months(starts_on, term.months),
            part_percent=term.part_percent,
            labour_percent=term.labour_percent,
        )
