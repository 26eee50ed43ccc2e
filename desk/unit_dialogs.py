"""What can be done with a unit's cover: the dialogs of its page, whose forms come when
they are opened."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _, pgettext_lazy

from catalog.models import Unit
from desk.dialogs import Dialog
from desk.unit_cover import UnitCoverPage
from warranty.actions.transfers import KEPT
from warranty.enums import CoverStatus

ACTIVATE, DECIDE = "activate_cover", "decide_cover"
DIALOGS = (
    Dialog(
        "activate",
        ACTIVATE,
        _("Kích hoạt bảo hành"),
        _("Kích hoạt"),
        "shield-check",
        _("Chỉ kích hoạt được một lần. Lần sau của người khác phải xem xét."),
    ),
    Dialog(
        "offer",
        ACTIVATE,
        _("Gửi mã chuyển chủ"),
        _("Gửi mã"),
        "user-plus",
        _("Mã chỉ gửi tới chủ máy, dùng được 7 ngày. Ai đưa mã này là chủ mới."),
    ),
    Dialog(
        "cancel_offer",
        ACTIVATE,
        _("Hủy mã chuyển chủ"),
        _("Hủy mã"),
        "user-x",
        _("Mã đã gửi không dùng được nữa. Máy vẫn là của chủ hiện tại."),
    ),
    Dialog(
        "hand_over",
        DECIDE,
        _("Chuyển chủ bằng giấy tờ"),
        _("Chuyển chủ"),
        "user-check",
        _("Hạn bảo hành giữ nguyên. Chủ cũ và chủ mới được báo tin."),
    ),
    Dialog(
        "name_owner",
        DECIDE,
        _("Ghi chủ máy"),
        _("Ghi chủ máy"),
        "user-check",
        _("Máy chưa có ai đứng tên. Hạn bảo hành giữ nguyên."),
    ),
    Dialog("goodwill", DECIDE, _("Thêm ngày thiện chí"), _("Thêm ngày"), "gift"),
    Dialog("plan", DECIDE, _("Thêm gói gia hạn"), _("Thêm gói"), "shield-plus"),
    Dialog(
        "part",
        ACTIVATE,
        _("So linh kiện mang tới"),
        _("So linh kiện"),
        "scan-barcode",
        _("Khác số đã ghi cho máy thì mở một mục xem xét."),
    ),
    Dialog(
        "void",
        DECIDE,
        pgettext_lazy("verb", "Từ chối bảo hành"),
        pgettext_lazy("verb", "Từ chối"),
        "shield-x",
        _("Không ngày nào của hạn thay đổi. Có thể khôi phục sau."),
    ),
    Dialog(
        "reinstate",
        DECIDE,
        _("Khôi phục bảo hành"),
        _("Khôi phục"),
        "rotate-ccw",
        _("Bảo hành như chưa từng bị từ chối."),
    ),
)
GONE = {CoverStatus.SUPERSEDED, CoverStatus.VOIDED, CoverStatus.ENDED}


def unit_dialogs(
    unit: Unit, care: UnitCoverPage, can: Mapping[str, Any]
) -> list[Dialog]:
    """Those that make sense as the cover stands and that the reader may use."""
    return [
        each
        for each in DIALOGS
        if can.get(each.capability) and FITS[each.verb](unit, care)
    ]


def _stands(_unit: Unit, care: UnitCoverPage) -> bool:
    return care.cover is not None and care.cover.status not in GONE


def _is_owned(unit: Unit, _care: UnitCoverPage) -> bool:
    return unit.owner_id is not None and unit.whereabouts not in KEPT


def _is_nobodys(unit: Unit, _care: UnitCoverPage) -> bool:
    return unit.owner_id is None and unit.whereabouts not in KEPT


FITS: dict[str, Callable[[Unit, UnitCoverPage], bool]] = {
    "activate": lambda unit, care: _stands(unit, care) and not care.is_activated,
    "offer": lambda unit, care: _is_owned(unit, care) and care.offer is None,
    "cancel_offer": lambda _unit, care: care.offer is not None,
    "hand_over": _is_owned,
    "name_owner": _is_nobodys,
    "goodwill": _stands,
    "plan": _stands,
    "part": lambda _unit, _care: True,
    "void": _stands,
    "reinstate": lambda _unit, care: care.is_refused,
}
