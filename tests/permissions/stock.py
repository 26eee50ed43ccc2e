"""The parts store: whoever works with parts looks, the warehouse and managers move."""

from typing import Any

from tests.permissions.rows import MANAGERS, STAFF, desk
from tests.permissions.world import World

GONE = {"sku": "KHONG-CO"}
NO_ORDER = {"number": "MH-999999999"}


def the_part(world: World) -> dict[str, Any]:
    return {"sku": world.part.sku}


def the_order(world: World) -> dict[str, Any]:
    return {"number": world.purchase_line.request.number}


def the_line(world: World) -> dict[str, Any]:
    return {**the_order(world), "pk": world.purchase_line.pk}


ROUTES = {
    "desk:stock": desk(STAFF),
    "desk:stock_part": desk(STAFF, kwargs=the_part, absent=GONE),
    **{
        f"desk:stock_{verb}": desk(MANAGERS, "POST", kwargs=the_part, absent=GONE)
        for verb in (
            "receive",
            "move",
            "count",
            "scrap",
            "buy",
            "rule",
            "offer",
            "fit",
            "stand",
        )
    },
    "desk:stock_new_part": [desk(MANAGERS, method) for method in ("GET", "POST")],
    "desk:stock_edit_part": [
        desk(MANAGERS, method, kwargs=the_part, absent=GONE)
        for method in ("GET", "POST")
    ],
    "desk:stock_low": desk(STAFF),
    "desk:stock_add_low": desk(MANAGERS, "POST"),
    "desk:stock_waiting": desk(STAFF),
    "desk:stock_purchases": desk(STAFF),
    **{
        f"desk:stock_{page}": desk(STAFF, kwargs=the_order, absent=NO_ORDER)
        for page in ("purchase", "order_paper")
    },
    **{
        f"desk:stock_{verb}": desk(MANAGERS, "POST", kwargs=the_order, absent=NO_ORDER)
        for verb in ("quantities", "order", "cancel")
    },
    "desk:stock_arrival": [
        desk(MANAGERS, method, kwargs=the_order, absent=NO_ORDER)
        for method in ("GET", "POST")
    ],
    "desk:stock_confirm": desk(
        MANAGERS, "POST", kwargs=the_line, absent={**NO_ORDER, "pk": 1}
    ),
}
