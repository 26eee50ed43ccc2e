"""How a list is looked at: panes or table, which columns, how dense. Pure but for reading."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from desk.enums import Density
from desk.inbox_question import LONGEST, NEWEST, SOONEST, WEIGHTY, InboxQuestion
from desk.models import ListLayout
from foundation.accounts.models import User


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table: its head, whether the head is seen, and what sorts by it."""

    label: str | Promise
    is_mark: bool = False
    order: str = ""
    is_right: bool = False


COLUMNS: Mapping[str, Column] = {
    "clock": Column(_("Đồng hồ"), order=SOONEST),
    "number": Column(_("Số")),
    "kind": Column(_("Loại phiếu"), is_mark=True),
    "subject": Column(_("Nội dung")),
    "customer": Column(_("Khách")),
    "product": Column(pgettext_lazy("one", "Sản phẩm")),
    "serial": Column(_("Số máy")),
    "tags": Column(_("Nhãn")),
    "status": Column(_("Trạng thái")),
    "priority": Column(_("Ưu tiên"), is_mark=True, order=WEIGHTY),
    "team": Column(_("Nhóm")),
    "holder": Column(_("Giữ")),
    "channel": Column(_("Kênh"), is_mark=True),
    "waiting": Column(_("Khách chờ từ"), order=LONGEST, is_right=True),
    "opened": Column(_("Mở lúc"), is_right=True),
    "updated": Column(_("Cập nhật"), order=NEWEST, is_right=True),
}
USUAL = (
    "clock", "number", "kind", "subject", "customer", "product", "status", "priority",
    "holder", "channel", "updated",
)  # fmt: skip
# Without these nobody knows which row is which.
FIXED = ("number", "subject")


@dataclass(frozen=True, slots=True)
class Layout:
    """How one person looks at one list."""

    is_table: bool = False
    columns: tuple[str, ...] = USUAL
    density: str = Density.USUAL


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: where it leads, and which way the list runs by it."""

    column: Column
    url: str = ""
    sorted: str = ""


def heads_of(layout: Layout, question: InboxQuestion) -> list[Head]:
    """The heads of the columns shown; those with an order of their own can be pressed."""
    return [_head(COLUMNS[code], question) for code in layout.columns]


def _head(column: Column, question: InboxQuestion) -> Head:
    if column.order not in question.orders:
        return Head(column)
    way = "ascending" if column.order in {SOONEST, LONGEST} else "descending"
    url = f"?{question.query(order=column.order)}"
    return Head(column, url, way if column.order == question.sorting else "")


def chosen_columns(codes: list[str]) -> list[str]:
    """The known ones of `codes` with those that are always there, in the house's order."""
    wanted = {*codes, *FIXED}
    return [code for code in COLUMNS if code in wanted]


def layout_from(kept: Mapping[str, Any] | None) -> Layout:
    """The layout in what is stored of one; the house's, where nothing is."""
    if kept is None:
        return Layout()
    columns = tuple(chosen_columns(kept["columns"])) if kept["columns"] else USUAL
    return Layout(kept["is_table"], columns, kept["density"])


def layout_of(user: User, question: InboxQuestion) -> Layout:
    """What `user` chose for this list. One query."""
    kept = ListLayout.objects.filter(user=user, view=question.code)
    return layout_from(kept.values("is_table", "columns", "density").first())
