"""What colleagues have to do with each other's tickets: categories, a question, a request."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from aftersales.demo.example import NAME
from foundation.accounts.enums import Role
from foundation.core.actor import staff_actor
from tickets.actions.assignment import assign_ticket
from tickets.actions.consults import ask_consult
from tickets.actions.handoffs import request_handoff
from tickets.enums import Complexity
from tickets.models import Ticket, TicketCategory

if TYPE_CHECKING:
    from aftersales.demo.load import DemoShop
    from foundation.accounts.models import User

CATEGORIES = {
    "Máy giặt": {"Không vắt": Complexity.SIMPLE, "Lỗi bo mạch": Complexity.COMPLEX},
    "Điều hòa": {"Chảy nước": Complexity.SIMPLE, "Rò gas": Complexity.COMPLEX},
    "Tivi": {"Sọc màn hình": Complexity.COMPLEX},
}
# What happens between colleagues comes after the customer's words.
EARLIER = timedelta(hours=1)
QUESTION = (
    "Khách nói máy vẫn báo lỗi sau khi thay linh kiện. Nên đổi bo mạch hay đổi máy?"
)
SUMMARY = (
    "Vấn đề: máy chạy một lúc rồi tắt.\nĐã thử: hướng dẫn vệ sinh lọc.\n"
    "Đã hứa với khách: gọi lại trong ngày.\nViệc tiếp theo: kiểm tra nguồn tại nhà."
)


def sort_cases() -> None:
    """The tree of categories, where there is none yet."""
    for branch, leaves in CATEGORIES.items():
        parent, _ = TicketCategory.objects.get_or_create(name=branch, parent=None)
        for name, complexity in leaves.items():
            TicketCategory.objects.get_or_create(
                name=name, parent=parent, defaults={"complexity": complexity}
            )


def work_together(shop: DemoShop) -> None:
    """A question that waits for a lead, and a hand-off that waits for approval."""
    agents = [user for user in shop.staff if user.role == Role.AGENT]
    lead = next(user for user in shop.staff if user.role == Role.LEAD)
    mine = Ticket.objects.unfinished().filter(assignee__in=agents, handoffs=0)
    # The young ones, which no escalation takes to the lead; not the case in the pictures.
    settled = mine.filter(last_message_at__lt=shop.at - EARLIER)
    others = settled.exclude(customer__name=NAME).select_related("assignee")
    tickets = list(others.order_by("-opened_at", "pk")[:2])
    if len(tickets) == 2 and len(agents) > 1:
        _ask(tickets[0], lead, shop)
        _pass_on(tickets[1], agents, shop)


def _ask(ticket: Ticket, lead: User, shop: DemoShop) -> None:
    owner = ticket.assignee
    assert owner is not None  # chosen for having one
    ask_consult(
        ticket,
        actor=staff_actor(owner.pk),
        asked_by=owner,
        asked_of=lead,
        question=QUESTION,
        at=shop.at - timedelta(minutes=20),
    )


def _pass_on(ticket: Ticket, agents: list[User], shop: DemoShop) -> None:
    owner = ticket.assignee
    assert owner is not None  # chosen for having one
    other = next(agent for agent in agents if agent != owner)
    moment = shop.at - timedelta(minutes=40)
    assign_ticket(
        ticket,
        actor=staff_actor(owner.pk),
        agent=other,
        summary=SUMMARY,
        at=moment,
    )
    request_handoff(
        ticket,
        actor=staff_actor(other.pk),
        asked_by=other,
        to=owner,
        summary=SUMMARY,
        at=moment + timedelta(minutes=15),
    )
