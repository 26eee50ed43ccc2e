"""The columns of a shop system's export, by the many names they are given."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.csv_records import FileError
from foundation.core.text import fold

# Each column by its own name and by those that shop systems give it, folded.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "source": ("nguon", "he thong", "phan mem"),
    "source_id": (
        "so don", "ma don", "so don hang", "ma don hang", "don hang", "so hoa don",
        "ma hoa don", "hoa don", "so chung tu", "order", "order id", "order number",
        "order no", "invoice", "invoice number",
    ),
    "purchased_at": (
        "ngay mua", "ngay ban", "ngay dat", "ngay hoa don", "ngay", "thoi gian",
        "date", "order date", "purchase date", "purchased",
    ),
    "delivered_at": ("ngay giao", "ngay giao hang", "delivery date", "delivered"),
    "channel": ("kenh", "kenh ban", "sales channel"),
    "customer_name": (
        "khach hang", "ten khach", "ten khach hang", "ho ten", "ho va ten",
        "nguoi mua", "customer", "name", "buyer",
    ),
    "phone": (
        "dien thoai", "so dien thoai", "sdt", "dt", "di dong", "so di dong",
        "telephone", "phone number", "mobile", "tel",
    ),
    "email": ("e-mail", "thu dien tu", "dia chi email", "mail"),
    "sku": ("ma hang", "ma san pham", "ma sp", "ma hang hoa", "item", "item code"),
    "product_name": (
        "ten hang", "ten san pham", "san pham", "hang hoa", "ten hang hoa",
        "product", "item name",
    ),
    "quantity": ("so luong", "sl", "qty"),
    "unit_price": ("don gia", "gia", "gia ban", "price"),
    "discount": ("giam gia", "chiet khau", "tien giam"),
    "serial": (
        "serials", "so may", "so serial", "seri", "so seri", "so se-ri", "se-ri",
        "imei", "so imei", "serial number", "serial numbers",
    ),
}  # fmt: skip
# How the pages and the reasons call them: people read their own file beside it.
LABELS: Mapping[str, str | Promise] = {
    "source": _("Nguồn"),
    "source_id": _("Số đơn"),
    "purchased_at": _("Ngày mua"),
    "delivered_at": _("Ngày giao"),
    "channel": _("Kênh bán"),
    "customer_name": _("Tên khách"),
    "phone": _("Điện thoại"),
    "email": _("E-mail"),
    "sku": _("Mã hàng"),
    "product_name": _("Tên hàng"),
    "quantity": _("Số lượng"),
    "unit_price": _("Đơn giá"),
    "discount": _("Giảm giá"),
    "serial": _("Số máy"),
}
REQUIRED = (
    "source_id", "purchased_at", "customer_name", "phone", "sku", "quantity",
    "unit_price",
)  # fmt: skip


def find_columns(header: Sequence[str]) -> dict[str, int]:
    """Where each known column stands; FileError when one is missing or there twice."""
    found: dict[str, int] = {}
    for index, cell in enumerate(header):
        column = _column_of(cell)
        if column in found:
            named = {"column": label_of(column)}
            raise FileError(_("Cột %(column)s có hai lần.") % named)
        if column:
            found[column] = index
    missing = [label_of(column) for column in REQUIRED if column not in found]
    if missing:
        raise FileError(
            _("Thiếu cột %(columns)s ở dòng tiêu đề.") % {"columns": ", ".join(missing)}
        )
    return found


def label_of(column: str) -> str:
    """A column in words; what is none of ours as it is called."""
    return str(LABELS.get(column, column))


def _column_of(cell: str) -> str:
    name = " ".join(fold(cell).replace("_", " ").strip("* :").split())
    return _names().get(name, "")


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    names = {column.replace("_", " "): column for column in COLUMNS}
    return names | {name: column for column, all_ in COLUMNS.items() for name in all_}
