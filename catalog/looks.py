"""How a product is drawn."""

from catalog.enums import Category
from catalog.models import Unit

ICONS = {
    Category.AIR_CONDITIONER: "air-vent",
    Category.WASHING_MACHINE: "washing-machine",
    Category.REFRIGERATOR: "refrigerator",
    Category.TV: "tv",
    Category.PHONE: "smartphone",
}


def icon_of(unit: Unit | None) -> str:
    """The drawing of what a unit is; a box for anything unknown."""
    if unit is None:
        return "package"
    return ICONS.get(Category(unit.product.category), "package")
