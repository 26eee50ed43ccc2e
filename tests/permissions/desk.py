"""The desk: inbox, tickets, customers, calls."""

from tests.permissions.rows import (
    LEADS,
    MANAGERS,
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


def the_consult(world: World) -> dict[str, object]:
    return {"pk": world.consult.pk}


def the_request(world: World) -> dict[str, object]:
    return {"pk": world.handoff_request.pk}


def consult_page(method: str) -> Row:
    return desk(
        {*SEES_TICKET, "other_agent"},
        method,
        hidden={"own_agent"},
        kwargs=the_consult,
        absent=ABSENT,
    )


def reception_page(method: str) -> Row:
    """Of whoever sees the ticket, and of whoever took the thing in."""
    return desk(
        {*SEES_TICKET, "other_agent"},
        method,
        hidden={"own_agent"},
        kwargs=lambda world: {"number": world.reception.ticket.number},
        absent={"number": "TK-999999999"},
    )


def own_view(method: str) -> Row:
    return desk(
        {"agent"},
        method,
        hidden=set(STAFF) - {"agent"},
        kwargs=lambda world: {"pk": world.saved_view.pk},
        absent=ABSENT,
    )


def the_message(world: World) -> dict[str, object]:
    return {
        "number": world.ticket.number,
        "pk": world.attachment.message_id,
    }


def message_page(method: str) -> Row:
    return desk(
        set(WORKERS) - {"other_agent", "own_agent"},
        method,
        hidden={"other_agent", "own_agent"},
        kwargs=the_message,
        absent=ABSENT,
    )


def the_import(world: World) -> dict[str, object]:
    return {"pk": world.purchase_import.pk}


def import_verb() -> Row:
    return desk(MANAGERS, "POST", kwargs=the_import, absent=ABSENT)


NOTERS = {*WORKERS, *SEES_TICKET}


def pending_verb() -> Row:
    """Of an answer on its way: whose words they are is the action's business."""
    return desk(
        {"agent", "lead", "manager", "admin"},
        "POST",
        hidden={"other_agent", "own_agent"},
        kwargs=lambda world: {"pk": world.pending.pk},
        absent=ABSENT,
    )


ROUTES = {
    "desk:drafts": desk(NOTERS),
    "desk:discard_draft": desk(
        {"agent"},
        "POST",
        hidden=NOTERS - {"agent"},
        kwargs=lambda world: {"pk": world.draft.pk},
        absent=ABSENT,
    ),
    "desk:save_draft": ticket_page(NOTERS, "POST"),
    "desk:draft_files": ticket_page(NOTERS, "POST"),
    "desk:remove_draft_file": ticket_page(NOTERS, "POST"),
    "desk:colleagues": ticket_page(NOTERS),
    "desk:scheduled": desk(WORKERS),
    "desk:take_back": pending_verb(),
    "desk:send_now": pending_verb(),
    "desk:reschedule": pending_verb(),
    "desk:inbox": desk(STAFF),
    "desk:calls": desk(WORKERS),
    "desk:search": desk(STAFF),
    "desk:palette": desk(STAFF),
    "desk:call_log": desk(WORKERS),
    "desk:new_call": [desk(WORKERS), desk(WORKERS, "POST")],
    "desk:incoming_call": desk(WORKERS),
    "desk:call_done": desk(
        {"agent", "lead", "manager", "admin"},
        "POST",
        hidden={"other_agent", "own_agent"},
        kwargs=lambda world: {"pk": world.call.pk},
        absent=ABSENT,
    ),
    "desk:counter": [desk(WORKERS), desk(WORKERS, "POST")],
    "desk:counter_preview": desk(WORKERS, "POST"),
    "desk:imports": [desk(MANAGERS), desk(MANAGERS, "POST")],
    "desk:import_template": desk(MANAGERS),
    "desk:import": desk(MANAGERS, kwargs=the_import, absent=ABSENT),
    "desk:broken_rows": desk(MANAGERS, kwargs=the_import, absent=ABSENT),
    "desk:confirm_import": import_verb(),
    "desk:stop_import": import_verb(),
    "desk:resume_import": import_verb(),
    "desk:receptions": desk(STAFF),
    "desk:print_reception": [reception_page("GET"), reception_page("POST")],
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
    "desk:routing": ticket_page(STAFF),
    "desk:clocks": ticket_page(STAFF),
    "desk:find_owner": ticket_page(LEADS, "POST"),
    "desk:workload": desk(LEADS),
    "desk:routing_board": desk(LEADS),
    "desk:change_routing": desk(LEADS, "POST"),
    "desk:route_now": desk(LEADS, "POST"),
    "desk:inbox_filters": desk(STAFF),
    "desk:saved_views": desk(STAFF),
    "desk:quick": desk(STAFF),
    "desk:choose_opening": desk(STAFF, "POST"),
    "desk:save_view": desk(STAFF),
    "desk:restore_view": desk(STAFF, "POST"),
    "desk:change_view": own_view("GET"),
    "desk:move_view": own_view("POST"),
    "desk:drop_view": own_view("POST"),
    "desk:change_layout": desk(STAFF, "POST"),
    "desk:export_list": desk(STAFF),
    "desk:inbox_fresh": desk(STAFF),
    "desk:here_at": desk(STAFF),
    "desk:here": ticket_page(STAFF, "POST"),
    "desk:merge": [ticket_page(WORKERS), ticket_page(WORKERS, "POST")],
    "desk:unmerge": ticket_page(WORKERS, "POST"),
    "desk:split": [message_page("GET"), message_page("POST")],
    "desk:reply": ticket_page(WORKERS, "POST"),
    "desk:note": ticket_page({*WORKERS, *SEES_TICKET}, "POST"),
    "desk:assign": ticket_page(WORKERS, "POST"),
    "desk:request_handoff": ticket_page(WORKERS, "POST"),
    "desk:handoffs": desk(LEADS),
    "desk:approve_handoff": desk(LEADS, "POST", kwargs=the_request),
    "desk:decline_handoff": desk(LEADS, "POST", kwargs=the_request),
    # Whoever asked takes it back.
    "desk:withdraw_handoff": desk(
        {"agent"},
        "POST",
        hidden={*WORKERS} - {"agent"},
        kwargs=the_request,
        absent=ABSENT,
    ),
    "desk:consult": ticket_page(STAFF, "POST"),
    "desk:consults": desk(STAFF),
    # Of whoever sees the ticket, and of whoever was asked.
    "desk:consult_page": [consult_page("GET"), consult_page("POST")],
    "desk:withdraw_consult": desk(
        SEES_TICKET,
        "POST",
        hidden={"other_agent", "own_agent"},
        kwargs=the_consult,
        absent=ABSENT,
    ),
    "desk:priority": ticket_page(WORKERS, "POST"),
    "desk:kind": ticket_page(WORKERS, "POST"),
    "desk:take": ticket_page(WORKERS, "POST"),
    "desk:wait": ticket_page(WORKERS, "POST"),
    "desk:resume": ticket_page(WORKERS, "POST"),
    "desk:stage": ticket_page(WORKERS, "POST"),
    "desk:resolve": ticket_page(WORKERS, "POST"),
    "desk:reopen": ticket_page(WORKERS, "POST"),
    "desk:close": ticket_page(WORKERS, "POST"),
    "desk:classify": ticket_page(WORKERS, "POST"),
}
