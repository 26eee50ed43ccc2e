"""Canned replies, macros, bulk runs."""

from tests.permissions.rows import SEES_TICKET, STAFF, Row, desk, ticket_page
from tests.permissions.world import World

ABSENT = {"pk": 999_999_999}
# A run is its asker's, the agent's, and theirs who see every ticket.
SEES_RUN = ("agent", "lead", "manager", "admin")


def the_reply(world: World) -> dict[str, object]:
    return {"pk": world.canned_reply.pk}


def the_macro(world: World) -> dict[str, object]:
    return {"pk": world.macro.pk}


def the_run(world: World) -> dict[str, object]:
    return {"pk": world.bulk_run.pk}


def on_the_ticket(world: World) -> dict[str, object]:
    return {"number": world.ticket.number, "pk": world.macro.pk}


def of_the_team(kwargs: object, method: str = "GET") -> Row:
    """A tool of the first team: there for it, and for who looks after the tools of all;
    others do not find it."""
    there = {"agent", "own_agent", "lead", "technician", "manager", "admin"}
    return desk(there, method, hidden=set(STAFF) - there, kwargs=kwargs, absent=ABSENT)  # type: ignore[arg-type]


def bulk_page(method: str = "GET") -> Row:
    return desk(
        SEES_RUN,
        method,
        hidden=set(STAFF) - set(SEES_RUN),
        kwargs=the_run,
        absent=ABSENT,
    )


ROUTES = {
    "automation:replies": desk(STAFF),
    "automation:new_reply": [desk(STAFF), desk(STAFF, "POST")],
    "automation:preview_reply": desk(STAFF, "POST"),
    "automation:reply": [of_the_team(the_reply), of_the_team(the_reply, "POST")],
    "automation:retire_reply": of_the_team(the_reply, "POST"),
    "automation:restore_reply": of_the_team(the_reply, "POST"),
    "automation:canned": ticket_page({*SEES_TICKET, "other_agent", "own_agent"}),
    "automation:macros": desk(STAFF),
    "automation:new_macro": [desk(STAFF), desk(STAFF, "POST")],
    "automation:macro": [of_the_team(the_macro), of_the_team(the_macro, "POST")],
    "automation:retire_macro": of_the_team(the_macro, "POST"),
    "automation:restore_macro": of_the_team(the_macro, "POST"),
    "automation:macro_menu": ticket_page({*SEES_TICKET, "other_agent", "own_agent"}),
    "automation:apply_macro": desk(
        {"agent", "lead", "technician"},
        "POST",
        hidden=set(STAFF) - {"agent", "lead", "technician"},
        kwargs=on_the_ticket,
        absent=ABSENT,
    ),
    "automation:runs": desk(STAFF),
    "automation:preview_bulk": desk(STAFF, "POST"),
    "automation:run_bulk": desk(STAFF, "POST"),
    "automation:bulk": bulk_page(),
    "automation:stop_bulk": bulk_page("POST"),
    "automation:undo_bulk": bulk_page("POST"),
}
