"""What people of the demo shop keep beside their tickets: tags, things to do, a fault that
hit many, and lists under a name."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from aftersales.demo.example import NAME
from automation.actions.tools import Shared
from automation.enums import Sharing
from catalog.models import Product
from desk.actions.saved_views import ViewTerms, save_view
from foundation.accounts.enums import Role
from foundation.core.actor import staff_actor
from tickets.actions.checklist_templates import ListTerms, save_template
from tickets.actions.checklists import add_checklist, tick_item
from tickets.actions.tags import make_tag, set_tags
from tickets.actions.trackers import Fault, attach_tickets, open_tracker
from tickets.enums import TagTone, TicketKind
from tickets.models import Tag, Ticket

if TYPE_CHECKING:
    from aftersales.demo.load import DemoShop
    from foundation.accounts.models import User

SHAKING = "Máy giặt báo lỗi E3"
LOT, SORRY, REGULAR = "Lô 2409", "Cần gọi xin lỗi", "Khách quen"
TAGS = {LOT: TagTone.WARN, SORRY: TagTone.BAD, REGULAR: TagTone.PRIMARY}
AT_HOME = ListTerms(
    "Bảo hành tại nhà",
    "Xin ảnh tem máy và mã lỗi\nKiểm tra hạn bảo hành\n"
    "Giữ linh kiện ở kho\nGọi xác nhận trước khi đến",
)
BEFORE_FITTING = ListTerms(
    "Trước khi lắp đặt",
    "Hỏi tầng, thang máy, chỗ khoan\nGửi bảng giá vật tư\nHẹn giờ với khách",
    kind=TicketKind.INSTALLATION,
)
LATELY = timedelta(minutes=50)


def keep_tools(shop: DemoShop) -> None:
    """Tags on some tickets, two lists, a fault with its tickets, and saved views."""
    lead = next(user for user in shop.staff if user.role == Role.LEAD)
    tags = _tag(shop, lead)
    _plan(shop)
    _track(shop, lead)
    _save_views(shop, lead, tags)


def _tag(shop: DemoShop, lead: User) -> dict[str, Tag]:
    actor, at = staff_actor(lead.pk), shop.at - LATELY
    tags = {
        name: make_tag(name, actor=actor, at=at, tone=tone)
        for name, tone in TAGS.items()
    }
    open_tickets = Ticket.objects.unfinished().order_by("pk")
    borne = {
        LOT: open_tickets.filter(subject__startswith=SHAKING),
        SORRY: open_tickets.filter(kind=TicketKind.COMPLAINT),
        REGULAR: open_tickets.filter(customer__name=NAME),
    }
    for name, tickets in borne.items():
        for ticket in tickets[:6]:
            set_tags(ticket, actor=actor, at=at, add=[tags[name]])
    return tags


def _plan(shop: DemoShop) -> None:
    """The list of the case in the pictures is half done."""
    agent = shop.staff[0]
    actor, at = staff_actor(agent.pk), shop.at - LATELY
    save_template(None, BEFORE_FITTING, actor=actor, at=at)
    plan = save_template(None, AT_HOME, actor=actor, at=at)
    ticket = Ticket.objects.unfinished().get(customer__name=NAME)
    add_checklist(ticket, plan, actor=actor, by=agent, at=at)
    for item in ticket.checklist.order_by("position")[:2]:
        tick_item(item, is_done=True, actor=actor, by=agent, at=at)


def _track(shop: DemoShop, lead: User) -> None:
    actor, at = staff_actor(lead.pk), shop.at - LATELY
    fault = Fault(
        "Máy giặt lô 2409 báo E3 khi vắt",
        "Giảm chấn gãy. Mang sẵn bộ GC-WF95-K2, kho Thủ Đức còn 7.",
        Product.objects.get(sku="WF-95"),
        "NM95-2409",
    )
    tracker = open_tracker(fault, actor=actor, by=lead, at=at)
    hit = Ticket.objects.unfinished().filter(subject__startswith=SHAKING)
    attach_tickets(tracker, hit.order_by("pk")[:5], actor=actor, at=at)


def _save_views(shop: DemoShop, lead: User, tags: dict[str, Tag]) -> None:
    views = {
        "Bảo hành trên 3 ngày": {"kind": TicketKind.WARRANTY.value, "age": "3d"},
        "Khách Kim Cương": {"tier": "diamond"},
        "Đổi trả": {"kind": TicketKind.RETURN.value},
        "Máy giặt lô 2409": {"tag": str(tags[LOT].pk)},
    }
    for name, query in views.items():
        terms = ViewTerms(name, {"view": "all", **query}, Shared(Sharing.ALL))
        save_view(terms, by=lead, at=shop.at - LATELY)
