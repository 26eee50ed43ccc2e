"""What can be done with a part, and the forms that ask for it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _, pgettext_lazy

from desk.dialogs import Dialog
from desk.stock_forms import (
    CountForm,
    MoveForm,
    ReceiveForm,
    ScrapForm,
    Shelf,
    StockForm,
)
from desk.stock_page import PartPage, balances_of
from desk.stock_part_forms import FitForm, OfferForm, StandForm
from desk.stock_supply_forms import BuyForm, RuleForm
from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from parts.models import Part, ReorderRule, StockLocation
from parts.queries import offers_of

FORMS: dict[str, type[StockForm]] = {
    "receive": ReceiveForm,
    "move": MoveForm,
    "count": CountForm,
    "scrap": ScrapForm,
    "buy": BuyForm,
    "rule": RuleForm,
    "offer": OfferForm,
    "fit": FitForm,
    "stand": StandForm,
}
# What stands beside its own panel, and opens by its address only.
ASIDE = frozenset({"count", "offer", "fit", "stand"})
MOVES = Capability.MANAGE_STOCK.value
DIALOGS = (
    Dialog(
        "receive",
        MOVES,
        _("Nhập kho"),
        _("Nhập kho"),
        "package-plus",
        _("Hàng về không theo yêu cầu mua. Ai đang chờ sẽ được giữ ngay, theo lượt."),
    ),
    Dialog("move", MOVES, _("Chuyển chỗ"), _("Chuyển"), "arrow-left-right"),
    Dialog(
        "count",
        MOVES,
        _("Kiểm kê"),
        _("Ghi số đếm"),
        "clipboard-list",
        _("Nếu thiếu cái đã giữ, người có lượt sau cùng sẽ chờ lại."),
    ),
    Dialog(
        "scrap",
        MOVES,
        pgettext_lazy("stock", "Hủy bỏ linh kiện"),
        pgettext_lazy("stock", "Hủy bỏ"),
        "trash-2",
        _("Không lấy lại được. Nếu hủy cái đã giữ, người có lượt sau cùng sẽ chờ lại."),
    ),
    Dialog(
        "buy",
        MOVES,
        _("Đặt mua thêm"),
        _("Ghi vào đơn nháp"),
        "shopping-cart",
        _("Gom chung với hàng khác của cùng nhà cung cấp, gửi một lần."),
    ),
    Dialog("rule", MOVES, _("Đặt mức tồn"), _("Lưu mức tồn"), "sliders-horizontal"),
    Dialog(
        "offer",
        MOVES,
        _("Nguồn mua"),
        _("Lưu nguồn mua"),
        "factory",
        _("Việc đang chờ linh kiện này sẽ tự lên đơn nháp của nơi bán."),
    ),
    Dialog("fit", MOVES, _("Lắp cho máy nào"), _("Lưu"), "wrench"),
    Dialog("stand", MOVES, _("Linh kiện thay thế"), _("Lưu"), "arrow-left-right"),
)


@dataclass(frozen=True, slots=True)
class Opened:
    """The dialog that stands open: sent back with errors, or asked for by address."""

    verb: str = ""
    # The place and condition, or the place, that the address asks about.
    asked: str = ""
    form: StockForm | None = None
    status: int = 200


@dataclass(frozen=True, slots=True)
class Asking:
    """A dialog with its form."""

    dialog: Dialog
    form: StockForm
    is_open: bool


def shelf_of(part: Part, page: PartPage | None = None) -> Shelf:
    """What the forms about a part choose from."""
    places = list(StockLocation.objects.filter(is_active=True))
    if page is not None:
        rules = [row.rule for row in page.rules]
        return Shelf(part, places, page.balances, page.offers, rules)
    rules = list(ReorderRule.objects.filter(part=part))
    return Shelf(part, places, balances_of(part), list(offers_of(part)), rules)


def askings(part: Part, page: PartPage, user: User, opened: Opened) -> list[Asking]:
    """The dialogs of what its reader may do; a count is of the place that is asked for."""
    if not can(user, Capability.MANAGE_STOCK):
        return []
    shelf = shelf_of(part, page)
    found = [_asking(one, shelf, opened) for one in DIALOGS]
    return [one for one in found if one and _is_of_use(one, shelf)]


def _asking(dialog: Dialog, shelf: Shelf, opened: Opened) -> Asking | None:
    is_open = dialog.verb == opened.verb
    if dialog.verb in ASIDE and not is_open:
        return None
    asked = opened.asked if is_open else ""
    form = opened.form if is_open and opened.form else None
    return Asking(dialog, form or FORMS[dialog.verb](shelf=shelf, asked=asked), is_open)


def _is_of_use(asking: Asking, shelf: Shelf) -> bool:
    """Nothing is moved where nothing lies, nor bought from nobody."""
    form: Any = asking.form
    lies = any(one.on_hand for one in shelf.balances)
    sold = any(one.supplier.is_active for one in shelf.offers)
    needs = {
        "move": lies,
        "scrap": lies,
        "buy": sold and shelf.part.is_active,
        "count": isinstance(form, CountForm) and form.balance is not None,
    }
    return needs.get(asking.dialog.verb, True)
