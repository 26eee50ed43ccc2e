"""Products, purchases and units, and what is counted of them and of answers."""

from surveys.models import Response
from tests.factories.catalog import ProductFactory, PurchaseFactory, UnitFactory
from tests.factories.surveys import InvitationFactory, ResponseFactory
from tests.permissions.rows import (
    LEADS,
    MANAGERS,
    SEES_TICKET,
    STAFF,
    Row,
    api,
    desk,
    public_api,
)
from tests.permissions.world import World


def a_unit(world: World) -> dict[str, object]:
    return {"serial": UnitFactory.create(owner=world.customer).serial}


def a_product(world: World) -> dict[str, object]:
    return {"pk": ProductFactory.create().pk}


def a_product_by_sku(world: World) -> dict[str, object]:
    return {"sku": ProductFactory.create().sku}


def a_purchase(world: World) -> dict[str, object]:
    return {"pk": PurchaseFactory.create(customer=world.customer).pk}


def an_answer(world: World) -> dict[str, object]:
    found = Response.objects.filter(invitation__ticket=world.ticket).first()
    if found is None:
        invitation = InvitationFactory.create(ticket=world.ticket, state="answered")
        found = ResponseFactory.create(invitation=invitation)
    return {"pk": found.pk}


def edit_product(method: str) -> Row:
    return desk(MANAGERS, method, kwargs=a_product, absent={"pk": 999_999_999})


ROUTES = {
    "desk:units": desk(STAFF),
    "desk:unit": desk(STAFF, kwargs=a_unit, absent={"serial": "NO-SUCH"}),
    "desk:verdict": desk(STAFF, kwargs=a_unit, absent={"serial": "NO-SUCH"}),
    **{
        f"desk:unit_{verb}": desk(
            STAFF, "POST", kwargs=a_unit, absent={"serial": "NO-SUCH"}
        )
        for verb in ("activate", "offer", "cancel_offer", "part")
    },
    **{
        f"desk:unit_{verb}": desk(
            MANAGERS, "POST", kwargs=a_unit, absent={"serial": "NO-SUCH"}
        )
        for verb in (
            "hand_over",
            "name_owner",
            "goodwill",
            "plan",
            "void",
            "reinstate",
        )
    },
    "desk:label": desk(STAFF, kwargs=a_unit, absent={"serial": "NO-SUCH"}),
    "desk:labels": desk(STAFF),
    "desk:label_codes": desk(MANAGERS, "POST"),
    "desk:products": desk(STAFF),
    "desk:new_product": [desk(MANAGERS), desk(MANAGERS, "POST")],
    "desk:edit_product": [edit_product("GET"), edit_product("POST")],
    "catalog_api:products": [
        api(STAFF),
        api(MANAGERS, "POST", scope="catalog"),
    ],
    "catalog_api:product": [
        api(STAFF, kwargs=a_product_by_sku, absent={"sku": "NO-SUCH"}),
        api(
            MANAGERS,
            "PATCH",
            scope="catalog",
            kwargs=a_product_by_sku,
            absent={"sku": "NO-SUCH"},
        ),
    ],
    "catalog_api:purchases": [
        api(STAFF),
        api(MANAGERS, "POST", scope="catalog"),
    ],
    "catalog_api:purchase": api(STAFF, kwargs=a_purchase, absent={"pk": 999_999_999}),
    "catalog_api:units": api(STAFF),
    "catalog_api:unit": api(STAFF, kwargs=a_unit, absent={"serial": "NO-SUCH"}),
    "warranty_api:lookup": public_api(),
    "warranty_api:activate": api(
        STAFF,
        "POST",
        scope="catalog",
        kwargs=a_unit,
        absent={"serial": "NO-SUCH"},
    ),
    "surveys_api:responses": api(STAFF),
    "surveys_api:response": api(
        SEES_TICKET,
        hidden=("other_agent", "own_agent"),
        kwargs=an_answer,
        absent={"pk": 999_999_999},
    ),
    "insights_api:metric": api(LEADS, kwargs=lambda world: {"name": "csat"}),
}
