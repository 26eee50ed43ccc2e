"""How tickets and calls are called where only their (type, id) is known."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from foundation.core.formats import phone
from foundation.events.things import Thing, register_things
from tickets.links import desk_path, tracker_path
from tickets.models import (
    Call,
    CallTask,
    ChecklistTemplate,
    SlaPolicy,
    Tag,
    Ticket,
    Tracker,
)
from tickets.numbers import parse_number


def find_tickets(ids: Collection[str]) -> Mapping[str, Thing]:
    """Number and subject of tickets, with their desk page."""
    found = Ticket.objects.filter(pk__in=ids).only("number", "subject")
    return {
        str(ticket.pk): Thing(
            f"{ticket.short_number} {ticket.subject}", desk_path(ticket)
        )
        for ticket in found
    }


def locate_ticket(number: str) -> str | None:
    """The id of the ticket with this number, in any way of writing it."""
    stored = parse_number(number)
    found = Ticket.objects.filter(number=stored).values_list("pk", flat=True).first()
    return str(found) if found else None


def find_calls(ids: Collection[str]) -> Mapping[str, Thing]:
    """Whom a call task asks to telephone."""
    found = CallTask.objects.filter(pk__in=ids).select_related("customer")
    return {
        str(task.pk): Thing(
            task.customer.name if task.customer else task.phone, "/desk/calls/"
        )
        for task in found
    }


def find_logged_calls(ids: Collection[str]) -> Mapping[str, Thing]:
    """With whom somebody telephoned."""
    found = Call.objects.filter(pk__in=ids).select_related("customer")
    return {
        str(call.pk): Thing(
            call.customer.name if call.customer else phone(call.phone),
            "/desk/calls/log/",
        )
        for call in found
    }


def find_policies(ids: Collection[str]) -> Mapping[str, Thing]:
    """What policies are called, with their desk page."""
    found = SlaPolicy.objects.filter(pk__in=ids).only("name")
    return {str(row.pk): Thing(row.name, f"/desk/sla/{row.pk}/") for row in found}


def find_tags(ids: Collection[str]) -> Mapping[str, Thing]:
    """What tags are called, with the page where they are kept."""
    found = Tag.objects.filter(pk__in=ids).only("name")
    return {str(row.pk): Thing(row.name, "/desk/tags/") for row in found}


def find_templates(ids: Collection[str]) -> Mapping[str, Thing]:
    """What lists of things to do are called, with the page where they are kept."""
    found = ChecklistTemplate.objects.filter(pk__in=ids).only("name")
    return {str(row.pk): Thing(row.name, "/desk/checklists/") for row in found}


def find_trackers(ids: Collection[str]) -> Mapping[str, Thing]:
    """What known faults are called, with their desk page."""
    found = Tracker.objects.filter(pk__in=ids).only("title")
    return {str(row.pk): Thing(row.title, tracker_path(row.pk)) for row in found}


def register() -> None:
    """Tell the log and the message list how our things are called."""
    register_things("tickets.ticket", _("Phiếu"), find_tickets, locate_ticket)
    register_things("tickets.calltask", _("Việc gọi khách"), find_calls)
    register_things("tickets.call", _("Cuộc gọi"), find_logged_calls)
    register_things("tickets.slapolicy", _("Cam kết"), find_policies)
    register_things("tickets.tag", _("Nhãn"), find_tags)
    register_things("tickets.checklisttemplate", _("Danh sách mẫu"), find_templates)
    register_things("tickets.tracker", _("Lỗi hàng loạt"), find_trackers)
