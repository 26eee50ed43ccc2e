"""The API: tickets, customers, surveys, figures; outbox and log for administrators."""

from dataclasses import replace

from tests.permissions.rows import (
    ADMINS,
    LEADS,
    SEES_TICKET,
    STAFF,
    TOKENS,
    WORKERS,
    Kwargs,
    Outcome,
    Row,
    api,
    public,
    ticket_api,
)
from tests.permissions.world import World

ABSENT = {"pk": 999_999_999}


def the_customer(world: World) -> dict[str, object]:
    return {"pk": world.customer.pk}


def the_dead_letter(world: World) -> dict[str, object]:
    return {"pk": world.dead_letter.pk}


def admin_thing(kwargs: Kwargs) -> Row:
    return api(ADMINS, scope="admin", kwargs=kwargs)


def read_ticket() -> Row:
    return ticket_api(STAFF, scope="read")


def ticket_file() -> Row:
    return replace(
        read_ticket(),
        kwargs=lambda world: {
            "number": world.ticket.number,
            "key": world.attachment.key,
        },
        absent={"number": "TK-999999999", "key": "none"},
    )


def ticket_verb() -> Row:
    return ticket_api(WORKERS, "POST")


def the_consult(world: World) -> dict[str, object]:
    return {"number": world.asked_about.number, "pk": world.consult.pk}


def the_request(world: World) -> dict[str, object]:
    return {"number": world.ticket.number, "pk": world.handoff_request.pk}


def decision() -> Row:
    return api(LEADS, "POST", scope="tickets", kwargs=the_request)


ROUTES = {
    "tickets_api:calls": [
        api(WORKERS),
        api(WORKERS, "POST", scope="tickets"),
    ],
    "tickets_api:list": [api(STAFF), api(WORKERS, "POST", scope="tickets")],
    "tickets_api:detail": read_ticket(),
    "tickets_api:events": read_ticket(),
    "tickets_api:routing": read_ticket(),
    "tickets_api:clocks": read_ticket(),
    # As a note; in public it asks for more, inside.
    "tickets_api:attachments": ticket_api(STAFF, "POST"),
    "tickets_api:attachment": ticket_file(),
    "tickets_api:tag": ticket_verb(),
    "tickets_api:snooze": ticket_verb(),
    "tickets_api:wake": ticket_verb(),
    "tickets_api:merge": ticket_verb(),
    "tickets_api:unmerge": ticket_verb(),
    "tickets_api:reply": ticket_verb(),
    "tickets_api:note": ticket_api(STAFF, "POST"),
    "tickets_api:assign": ticket_verb(),
    "tickets_api:consult": ticket_api(STAFF, "POST"),
    "tickets_api:consults": read_ticket(),
    # Of whoever sees the ticket, and of whoever was asked.
    "tickets_api:answer_consult": api(
        {*SEES_TICKET, "other_agent"},
        "POST",
        scope="tickets",
        hidden={"own_agent"},
        kwargs=the_consult,
        absent=ABSENT,
    ),
    "tickets_api:withdraw_consult": api(
        SEES_TICKET,
        "POST",
        scope="tickets",
        hidden={"other_agent", "own_agent"},
        kwargs=the_consult,
        absent=ABSENT,
    ),
    "tickets_api:handoff_requests": [read_ticket(), ticket_verb()],
    "tickets_api:approve_handoff": decision(),
    "tickets_api:decline_handoff": decision(),
    # Whoever asked takes it back.
    "tickets_api:withdraw_handoff": api(
        {"agent"},
        "POST",
        scope="tickets",
        hidden={"other_agent", "own_agent"},
        kwargs=the_request,
        absent=ABSENT,
    ),
    "tickets_api:wait": ticket_verb(),
    "tickets_api:resume": ticket_verb(),
    "tickets_api:stage": ticket_verb(),
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
    "surveys_api:responses": api(STAFF),
    # Of a ticket that they cannot see.
    "surveys_api:response": api(
        SEES_TICKET,
        hidden={"other_agent", "own_agent"},
        kwargs=lambda world: {"pk": world.survey_response.pk},
        absent=ABSENT,
    ),
    "insights_api:metric": api(LEADS, kwargs=lambda world: {"name": "csat"}),
    "outbox_api:outbox": api(ADMINS, scope="admin"),
    "outbox_api:message": admin_thing(lambda world: {"pk": world.message.pk}),
    "outbox_api:events": api(ADMINS, scope="admin"),
    "outbox_api:event": admin_thing(lambda world: {"pk": world.dead_letter.event_id}),
    "outbox_api:dead_letters": api(ADMINS, scope="admin"),
    "outbox_api:dead_letter": admin_thing(the_dead_letter),
    "outbox_api:retry_dead_letter": api(
        ADMINS, "POST", scope="admin", kwargs=the_dead_letter
    ),
    "schema": public(),
    "api_docs": public(),
    "no_such_resource": Row(
        dict.fromkeys(("anonymous", *TOKENS), Outcome.HIDDEN),
        kwargs=lambda world: {"rest": "nothing"},
        is_api=True,
    ),
}
