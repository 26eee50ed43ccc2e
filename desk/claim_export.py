"""The board of claims as a file: what it asks for, for a spreadsheet."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from desk.claim_board import ClaimQuestion, claims_asked
from desk.claim_orders import ORDERS
from desk.claim_places import cut, place_of
from desk.claim_rows import ClaimRow, claim_rows
from foundation.accounts.models import User
from foundation.core.csv_export import Cell
from warranty.claim_words import verdict_look

# What a spreadsheet still opens at once, fetched so many at a time.
MOST = 10_000
PIECE = 500


def export_lines(
    user: User, question: ClaimQuestion, at: datetime
) -> Iterator[list[Cell]]:
    """The head, then the claims in the order of the board; says where there are more."""
    yield [
        _("Số hồ sơ"), _("Phiếu"), _("Trạng thái"), _("Việc tiếp theo"), _("Hẹn trả"),
        _("Hẹn trên phiếu"), _("Ở trạng thái này (ngày)"), _("Gấp"), _("Hiện tượng"),
        _("Máy"), _("Số máy"), _("Khách"), _("Bảo hành"), _("Hình thức"),
        _("Nơi nhận"), _("Kỹ thuật viên"), _("Linh kiện"), _("Khách trả (₫)"),
        _("Cửa hàng, hãng chịu (₫)"), _("Khách có quyền đổi, hoàn"), _("Nhận máy"),
    ]  # fmt: skip
    rows, order = claims_asked(user, question, at), ORDERS[question.sort]
    place: list[int] = []
    for _piece in range(MOST // PIECE):
        found = cut(rows, order, PIECE, place)
        yield from map(_line, claim_rows(found, at))
        if len(found) < PIECE:
            return
        place = place_of(found[-1], order)
    if cut(rows, order, 1, place):
        yield [
            _("Chỉ %(n)s hồ sơ đầu; hãy lọc hẹp hơn để tải phần còn lại.") % {"n": MOST}
        ]


def _line(row: ClaimRow) -> list[Cell]:
    one = row.claim
    return [
        one.number, one.ticket.number, str(row.look.label), row.next, one.promised_at,
        one.first_promised_at, row.days, one.urgency, row.symptom,
        one.unit.product.name, one.unit.serial, one.ticket.customer.name,
        str(verdict_look(one.verdict).label) if one.verdict else "",
        str(one.get_mode_display()),
        one.service_point.name if one.service_point else "",
        one.technician.name if one.technician else "", row.eta, one.customer_total,
        one.house_total, _("có") if row.has_alarm else "", one.received_at,
    ]  # fmt: skip
