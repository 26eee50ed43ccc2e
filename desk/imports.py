"""What the import pages show: how far a file is, what was understood, what is broken."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _, gettext_lazy, pgettext

from catalog.actions.import_files import STOPPABLE, UNDER_WAY, opened
from catalog.csv_records import read_lines
from catalog.enums import ImportState
from catalog.models import BrokenImportRow, PurchaseImport
from catalog.purchase_columns import COLUMNS, LABELS, REQUIRED, label_of
from foundation.accounts.models import User
from foundation.core.csv_export import csv_lines
from foundation.events.pages import IdPage, id_page

BROKEN_SHOWN = 100
HELP = {
    "source": gettext_lazy(
        "Tên hệ thống bán hàng; để trống thì lấy tên ghi khi tải lên"
    ),
    "source_id": gettext_lazy("Các dòng cùng số là một đơn"),
    "purchased_at": gettext_lazy("20/11/2026, 2026-11-20 hoặc số ngày của Excel"),
    "delivered_at": gettext_lazy("Viết như ngày mua; để trống nếu chưa giao"),
    "channel": gettext_lazy("Cửa hàng, online hoặc đại lý; để trống là cửa hàng"),
    "customer_name": gettext_lazy("Khách đã có thì giữ tên đang có"),
    "phone": gettext_lazy("Số này quyết định khách là ai"),
    "email": gettext_lazy("Lưu cho khách mới, nếu chưa ai dùng"),
    "sku": gettext_lazy("Mã trong danh mục"),
    "product_name": gettext_lazy("Dùng khi tạo sản phẩm mới"),
    "quantity": gettext_lazy("Số nguyên"),
    "unit_price": gettext_lazy("Bằng đồng: 8.990.000 hoặc 8990000"),
    "discount": gettext_lazy("Của cả dòng, bằng đồng"),
    "serial": gettext_lazy("Nhiều máy thì ngăn bằng | hoặc dấu phẩy"),
}
EXAMPLE = (
    "pos", "HD-000123", "20/11/2026", "21/11/2026", "cửa hàng", "Nguyễn Thu Hà",
    "0903442218", "", "WF-95", "Máy giặt Nami WF-95, 9,5 kg", "1", "9.490.000", "0",
    "NM95-2409-004172",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One file in the list or on its page."""

    brought: PurchaseImport

    @property
    def percent(self) -> int:
        """How far it is."""
        one = self.brought
        if one.state in {ImportState.CHECKED, ImportState.DONE}:
            return 100
        return min(99, one.cursor * 100 // one.n_lines) if one.n_lines else 0

    @property
    def is_under_way(self) -> bool:
        """Whether a worker is at it, so that the page asks again."""
        return self.brought.state in UNDER_WAY

    @property
    def can_be_confirmed(self) -> bool:
        """For the button; the action asks again."""
        return self.brought.state == ImportState.CHECKED and bool(self.brought.n_new)

    @property
    def can_be_stopped(self) -> bool:
        """For the button; the action asks again."""
        return self.brought.state in STOPPABLE

    @property
    def can_be_resumed(self) -> bool:
        """For the button; the action asks again."""
        return self.brought.state == ImportState.CANCELLED

    @property
    def n_rows(self) -> int:
        """How many rows were read."""
        return self.brought.n_new + self.brought.n_known + self.brought.n_broken

    @property
    def tone(self) -> str:
        """The look of where it stands."""
        return {
            ImportState.CHECKING.value: "info",
            ImportState.CHECKED.value: "warn",
            ImportState.IMPORTING.value: "info",
            ImportState.DONE.value: "ok",
            ImportState.FAILED.value: "bad",
        }.get(self.brought.state, "")

    @property
    def icon(self) -> str:
        """The drawing of where it stands."""
        return {
            ImportState.CHECKING.value: "loader-circle",
            ImportState.CHECKED.value: "circle-question-mark",
            ImportState.IMPORTING.value: "loader-circle",
            ImportState.DONE.value: "check",
            ImportState.FAILED.value: "octagon-alert",
        }.get(self.brought.state, "circle-pause")


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One of the first rows, as it was understood."""

    line: int
    order: str
    bought_at: datetime | None
    customer: str
    phone: str
    sku: str
    product: str
    quantity: int
    unit_price: int
    serials: Sequence[str]
    verdict: str
    refusal: str


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """A refused row, with every problem as a sentence."""

    line: int
    order: str
    problems: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ImportPage:
    """Everything about one file."""

    row: ImportRow
    preview: list[PreviewRow]
    products: list[tuple[str, str]]
    n_products: int
    broken: list[BrokenLine]


def imports_page(user: User, query: Mapping[str, str]) -> IdPage[PurchaseImport]:
    """The files that were brought, newest first."""
    brought = PurchaseImport.objects.visible_to(user).select_related("brought_by")
    return id_page(brought, query)


def import_page(brought: PurchaseImport) -> ImportPage:
    """What the page of a file shows. One query."""
    found = brought.preview
    rows = brought.broken_rows.all()[:BROKEN_SHOWN]
    return ImportPage(
        row=ImportRow(brought),
        preview=[_preview(values) for values in found.get("rows", [])],
        products=[(sku, name) for sku, name in found.get("products", [])],
        n_products=found.get("n_products", 0),
        broken=[
            BrokenLine(
                row.line, row.order, [(label_of(one), two) for one, two in row.problems]
            )
            for row in rows
        ],
    )


def column_help() -> list[tuple[str, object, object, bool]]:
    """Every column: its two names, what goes in, and whether it must be there."""
    return [(name, LABELS[name], HELP[name], name in REQUIRED) for name in COLUMNS]


def template_csv() -> Iterator[str]:
    """A file to fill in: the columns and one example."""
    return csv_lines([tuple(COLUMNS), EXAMPLE])


def broken_csv(brought: PurchaseImport) -> Iterator[str]:
    """The refused rows as they stand in the file, with what is wrong at the end.

    Mended, it can be brought again as it is: unknown columns are passed over.
    """
    line_word = pgettext("broken row", "Dòng trong tệp gốc")
    why_word = pgettext("broken row", "Vì sao bị từ chối")
    header = _header(brought)
    width = len(header)
    rows = BrokenImportRow.objects.filter(purchase_import=brought).order_by("line")

    def lines() -> Iterator[tuple[Any, ...]]:
        yield (*header, line_word, why_word)
        for row in rows.iterator(chunk_size=500):
            cells = [*row.cells, *[""] * width]
            # What is too much stands behind: nothing is lost, and nobody overlooks it.
            yield (*cells[:width], row.line, _sentences(row), *row.cells[width:])

    return csv_lines(lines())


def _sentences(row: BrokenImportRow) -> str:
    return "; ".join(
        f"{label_of(column)}: {sentence}" if column else sentence
        for column, sentence in row.problems
    )


def _header(brought: PurchaseImport) -> list[str]:
    """The columns as the file names them; our own when the file is gone."""
    try:
        with opened(brought) as file:
            found = next(read_lines(file), None)
    except (OSError, UnicodeDecodeError):
        found = None
    return list(found.cells or []) if found else list(COLUMNS)


def _preview(values: dict[str, Any]) -> PreviewRow:
    return PreviewRow(
        **{**values, "bought_at": parse_datetime(str(values["bought_at"]))}
    )


def before_as(brought: PurchaseImport) -> str:
    """Under which other name of its shop the same file was imported; one query at most.

    An order is known by its number and that name: under another it is a new one.
    """
    if brought.state != ImportState.CHECKED or not brought.n_new:
        return ""
    done = PurchaseImport.objects.filter(sha256=brought.sha256, state=ImportState.DONE)
    others = done.exclude(source=brought.source).order_by("-id")
    return others.values_list("source", flat=True).first() or ""


def unfit(brought: PurchaseImport) -> str:
    """Why there is nothing to confirm, where that is so."""
    if brought.state == ImportState.CHECKED and not brought.n_new:
        return _("Không có dòng nào mới: mọi dòng đã có trong hệ thống hoặc bị lỗi.")
    return ""
