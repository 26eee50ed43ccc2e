"""How a product is drawn, and what a receipt's source is called."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.enums import Category
from catalog.models import Purchase, Unit

ICONS = {
    Category.AIR_CONDITIONER: "air-vent",
    Category.WASHING_MACHINE: "washing-machine",
    Category.REFRIGERATOR: "refrigerator",
    Category.TV: "tv",
    Category.PHONE: "smartphone",
}
# The short names under which files come in; any other is what somebody called it.
SOURCES: Mapping[str, str | Promise] = {
    "pos": _("Máy bán hàng tại cửa hàng"),
    "shop": _("Hệ thống bán hàng"),
    "web": _("Trang web bán hàng"),
}


def icon_of(unit: Unit | None) -> str:
    """The drawing of what a unit is; a box for anything unknown."""
    if unit is None:
        return "package"
    return ICONS.get(Category(unit.product.category), "package")


def source_of(purchase: Purchase) -> str:
    """Where a receipt was written, in words."""
    return str(SOURCES.get(purchase.source.lower(), purchase.source))
