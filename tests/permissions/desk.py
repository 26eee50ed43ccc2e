"""The desk: inbox, tickets, customers, calls."""

from tests.permissions.rows import (
    SEES_TICKET,
    STAFF,
    WORKERS,
    Row,
    desk,
    ticket_page,
)
from tests.permissions.world import World

ABSENT = {"pk": 999_999_999}


def the_customer(world: World) -> dict[str, object]:
    return {"pk": world.customer.pk}


def the_contact(world: World) -> dict[str, object]:
    return {"pk": world.customer.pk, "contact_id": world.contact.pk}


def contact_verb() -> Row:
    return desk(WORKERS, "POST", kwargs=the_contact)


ROUTES = {
    "desk:inbox": desk(STAFF),
    "desk:calls": desk(WORKERS),
    "desk:call_done": desk(
        {"agent", "lead", "manager", "admin"},
        "POST",
        hidden={"other_agent", "own_agent"},
        kwargs=lambda world: {"pk": world.call.pk},
        absent=ABSENT,
    ),
    "desk:customers": desk(STAFF),
    "desk:new_customer": [desk(WORKERS), desk(WORKERS, "POST")],
    "desk:customer": desk(STAFF, kwargs=the_customer),
    "desk:edit_customer": [
        desk(WORKERS, kwargs=the_customer),
        desk(WORKERS, "POST", kwargs=the_customer),
    ],
    "desk:add_contact": desk(WORKERS, "POST", kwargs=the_customer),
    "desk:remove_contact": contact_verb(),
    "desk:prefer_contact": contact_verb(),
    "desk:send_sign_in_link": contact_verb(),
    "desk:new_ticket": [desk(WORKERS), desk(WORKERS, "POST")],
    "desk:ticket": ticket_page(STAFF),
    "desk:reply": ticket_page(WORKERS, "POST"),
    "desk:note": ticket_page({*WORKERS, *SEES_TICKET}, "POST"),
    "desk:assign": ticket_page(WORKERS, "POST"),
    "desk:take": ticket_page(WORKERS, "POST"),
    "desk:wait": ticket_page(WORKERS, "POST"),
    "desk:resume": ticket_page(WORKERS, "POST"),
    "desk:resolve": ticket_page(WORKERS, "POST"),
    "desk:reopen": ticket_page(WORKERS, "POST"),
    "desk:close": ticket_page(WORKERS, "POST"),
    "desk:classify": ticket_page(WORKERS, "POST"),
}
