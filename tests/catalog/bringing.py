"""Files of purchases as people bring them."""

from django.core.files.uploadedfile import SimpleUploadedFile

from catalog.actions.import_files import Bringing, bring_import, keep_csv
from catalog.models import PurchaseImport
from foundation.accounts.models import User
from foundation.core.actor import staff_actor
from tests.conftest import NOON

HEADER = (
    "Số đơn;Ngày mua;Khách hàng;Điện thoại;Mã hàng;Tên hàng;Số lượng;Đơn giá;Số máy"
)
HOW = Bringing(source="shop", locale="vi", creates_products=False)


def row(n: int, sku: str = "WF-95", **cells: str) -> str:
    """The n-th order: one washing machine of one customer."""
    facts = {
        "order": f"HD{n:05d}",
        "day": "20/11/2025",
        "name": f"Khách {n}",
        "phone": f"09034{n:05d}",
        "sku": sku,
        "product": "Máy giặt Nami",
        "quantity": "1",
        "price": "9.490.000",
        "serial": f"NM95-{n:05d}",
    }
    return ";".join({**facts, **cells}.values())


def a_file(*rows: str, header: str = HEADER) -> SimpleUploadedFile:
    """These rows under a header of Vietnamese names."""
    content = "\n".join([header, *rows]) + "\n"
    return SimpleUploadedFile("don-mua.csv", content.encode(), "text/csv")


def brought(by: User, *rows: str, how: Bringing = HOW) -> PurchaseImport:
    """An import of these rows that waits to be read through."""
    return bring_import(
        keep_csv(a_file(*rows)), how, actor=staff_actor(by.pk), by=by, at=NOON
    )
