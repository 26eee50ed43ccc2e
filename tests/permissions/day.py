"""The desk: tags, snoozes, things to do, parts, faults."""

from tests.permissions.rows import (
    LEADS,
    SEES_TICKET,
    STAFF,
    WORKERS,
    Kwargs,
    Row,
    desk,
    ticket_page,
)
from tests.permissions.world import World
from tickets.models import ChecklistItem, ChecklistTemplate, Tag, Tracker

NOTERS = {*WORKERS, *SEES_TICKET}
ABSENT = {"pk": 999_999_999}


def the_tag(world: World) -> dict[str, object]:
    tag, _made = Tag.objects.get_or_create(
        name="Lô 2409", defaults={"created_at": world.ticket.opened_at}
    )
    return {"pk": tag.pk}


def the_list(_world: World) -> dict[str, object]:
    made, _made = ChecklistTemplate.objects.get_or_create(name="Mẫu", lines=["Việc"])
    return {"pk": made.pk}


def the_fault(world: World) -> dict[str, object]:
    made, _made = Tracker.objects.get_or_create(
        title="Lỗi bơm",
        owner=world.staff["lead"],
        defaults={"opened_at": world.ticket.opened_at},
    )
    return {"pk": made.pk}


def the_task(world: World) -> dict[str, object]:
    item, _made = ChecklistItem.objects.get_or_create(
        ticket=world.ticket,
        text="Gọi lại",
        position=0,
        defaults={"created_at": world.ticket.opened_at},
    )
    return {"number": world.ticket.number, "pk": item.pk}


def task_verb() -> Row:
    return desk(
        NOTERS - {"other_agent", "own_agent"},
        "POST",
        hidden={"other_agent", "own_agent"},
        kwargs=the_task,
        absent={"number": "TK-999999999", "pk": 999_999_999},
    )


def kept_by_leads(kwargs: Kwargs, method: str = "POST") -> Row:
    return desk(LEADS, method, kwargs=kwargs)


ROUTES = {
    "desk:tag": ticket_page(WORKERS, "POST"),
    "desk:find_tags": desk(WORKERS),
    "desk:tags": [desk(LEADS), desk(LEADS, "POST")],
    "desk:change_tag": kept_by_leads(the_tag),
    "desk:retire_tag": kept_by_leads(the_tag),
    "desk:restore_tag": kept_by_leads(the_tag),
    # Without a second tag there is nothing to go into.
    "desk:merge_tag": desk((), "POST", hidden=LEADS, kwargs=the_tag, absent=ABSENT),
    "desk:snooze": ticket_page(WORKERS, "POST"),
    "desk:wake": ticket_page(WORKERS, "POST"),
    "desk:checklist": ticket_page(NOTERS, "POST"),
    "desk:restore_task": ticket_page(NOTERS, "POST"),
    "desk:tick_task": task_verb(),
    "desk:change_task": task_verb(),
    "desk:remove_task": task_verb(),
    "desk:checklists": desk(LEADS),
    "desk:new_checklist": [desk(LEADS), desk(LEADS, "POST")],
    "desk:list_choices": desk(STAFF),
    "desk:edit_checklist": [
        kept_by_leads(the_list, "GET"),
        kept_by_leads(the_list),
    ],
    "desk:use_checklist": kept_by_leads(the_list),
    "desk:open_part": [ticket_page(WORKERS), ticket_page(WORKERS, "POST")],
    "desk:join_parent": ticket_page(WORKERS),
    "desk:leave_parent": ticket_page(WORKERS, "POST"),
    "desk:choose_tracker": ticket_page(WORKERS),
    "desk:trackers": desk(STAFF),
    "desk:new_tracker": [desk(LEADS), desk(LEADS, "POST")],
    "desk:tracker": desk(STAFF, kwargs=the_fault),
    "desk:edit_tracker": [
        kept_by_leads(the_fault, "GET"),
        kept_by_leads(the_fault),
    ],
    "desk:attach_tickets": desk(WORKERS, "POST", kwargs=the_fault),
    "desk:detach_tickets": desk(WORKERS, "POST", kwargs=the_fault),
    "desk:answer_fault": kept_by_leads(the_fault),
    "desk:note_fault": kept_by_leads(the_fault),
    "desk:settle_fault": kept_by_leads(the_fault),
}
