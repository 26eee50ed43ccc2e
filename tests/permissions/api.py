"""The API: tickets, customers."""

from tests.permissions.rows import STAFF, WORKERS, Row, api, ticket_api
from tests.permissions.world import World

ABSENT = {"pk": 999_999_999}


def the_customer(world: World) -> dict[str, object]:
    return {"pk": world.customer.pk}


def read_ticket() -> Row:
    return ticket_api(STAFF, scope="read")


def ticket_verb() -> Row:
    return ticket_api(WORKERS, "POST")


ROUTES = {
    "tickets_api:list": [api(STAFF), api(WORKERS, "POST", scope="tickets")],
    "tickets_api:detail": read_ticket(),
    "tickets_api:events": read_ticket(),
    # As a note; in public it asks for more, inside.
    "tickets_api:attachments": ticket_api(STAFF, "POST"),
    "tickets_api:reply": ticket_verb(),
    "tickets_api:note": ticket_api(STAFF, "POST"),
    "tickets_api:assign": ticket_verb(),
    "tickets_api:wait": ticket_verb(),
    "tickets_api:resume": ticket_verb(),
    "tickets_api:resolve": ticket_verb(),
    "tickets_api:reopen": ticket_verb(),
    "tickets_api:close": ticket_verb(),
    "tickets_api:classify": ticket_verb(),
    "customers_api:list": [api(STAFF), api(WORKERS, "POST", scope="customers")],
    "customers_api:detail": [
        api(STAFF, kwargs=the_customer),
        api(WORKERS, "PATCH", scope="customers", kwargs=the_customer),
    ],
    "customers_api:timeline": api(STAFF, kwargs=the_customer),
}
