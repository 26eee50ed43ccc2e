"""The one case that the pictures of the handbook show: a washing machine that shakes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from aftersales.demo.covers import cover_purchase
from catalog.actions.purchases import record_purchase
from catalog.enums import SalesChannel
from catalog.models import Unit
from catalog.receipts import Buyer, Receipt, ReceiptHead, ReceiptLine
from customers.actions.benefits import grant_benefits
from customers.actions.consents import record_consent
from customers.actions.records import create_customer
from customers.consents import Word
from customers.enums import ConsentChannel, ConsentPurpose, ConsentSource, Tier
from customers.profiles import Profile
from foundation.core.actor import SYSTEM, customer_actor, staff_actor
from tickets.actions.assignment import assign_ticket
from tickets.actions.messages import add_note, reply_by_customer, reply_to_customer
from tickets.actions.opening import Opening, open_ticket
from tickets.actions.stages import start_stage
from tickets.actions.words import Words
from tickets.enums import Priority, Stage, TicketKind

if TYPE_CHECKING:
    from aftersales.demo.load import DemoShop
    from customers.models import Customer
    from foundation.accounts.models import User
    from tickets.models import Ticket

NAME, PHONE = "Nguyễn Thu Hà", "+84903442218"
OWNED = [
    ("WF-95", 9_490_000, "NM95-2409-004172", 430),
    ("RF-256", 7_790_000, "NR25-2501-011830", 320),
    ("NC-12", 9_290_000, "NC12-2304-000915", 900),
]
ASKED = (
    "Máy giặt nhà em giặt xong không vắt, hiện E3 và rung rất mạnh."
    " Tối qua em thử ba lần đều vậy."
)
ANSWERED = (
    "Dạ em chào chị Hà. E3 là máy đo thấy lồng giặt mất cân bằng."
    " Chị quay giúp em 15 giây lúc máy vắt, để em biết cần mang linh kiện gì."
)
SAID_AGAIN = (
    "Em gửi video nhé. Lúc vắt máy kêu “cộc cộc” rồi dừng."
    " Nhà có em bé nên mong bên mình xem sớm."
)
NOTED = (
    "Nghe tiếng là gãy giảm chấn. Đặt lịch kỹ thuật tại nhà, mang sẵn bộ GC-WF95-K2."
)


def live_example(shop: DemoShop) -> None:
    """A customer with three things and one ticket in work."""
    customer = create_customer(
        Profile(NAME, "chi", "TP. Thủ Đức"),
        phone=PHONE,
        email="thuha@thu.example",
        actor=SYSTEM,
        at=shop.at - timedelta(days=900),
    )
    grant_benefits(
        customer, tier=Tier.GOLD, actor=SYSTEM, at=shop.at - timedelta(days=300)
    )
    for sku, price, serial, days in OWNED:
        _sell(sku, price, serial, shop.at - timedelta(days=days))
    _ask_what_is_wanted(shop, customer)
    _enter_twice(shop)
    _live(shop, customer)


def _ask_what_is_wanted(shop: DemoShop, customer: Customer) -> None:
    """Which messages she allows, as she signed when she bought the washing machine."""
    at, paper = shop.at - timedelta(days=430), "Phiếu giao máy NM95-2409-004172"
    for purpose, channel, is_given in (
        (ConsentPurpose.CARE, ConsentChannel.SMS, True),
        (ConsentPurpose.CARE, ConsentChannel.EMAIL, True),
        (ConsentPurpose.MARKETING, ConsentChannel.EMAIL, True),
        (ConsentPurpose.MARKETING, ConsentChannel.PHONE, False),
    ):
        word = Word(purpose, channel, is_given, ConsentSource.PAPER, paper)
        record_consent(customer, word=word, actor=SYSTEM, at=at)


def _enter_twice(shop: DemoShop) -> None:
    """The same woman under another number: somebody should merge them."""
    create_customer(
        Profile("Thu Hà", "chi", "TP. Hồ Chí Minh"),
        phone="0703442218",
        actor=SYSTEM,
        at=shop.at - timedelta(days=1200),
    )


def _sell(sku: str, price: int, serial: str, at: datetime) -> None:
    head = ReceiptHead(
        "pos", f"HD-{serial}", SalesChannel.STORE, Buyer(NAME, PHONE), at, at
    )
    line = ReceiptLine(sku, 1, price, serials=(serial,))
    purchase = record_purchase(Receipt(head, (line,)), actor=SYSTEM, at=at)
    cover_purchase(purchase, at)


def _live(shop: DemoShop, customer: Customer) -> None:
    quan = shop.staff[0]
    ticket = _asked(shop, customer, quan)
    opened = ticket.opened_at
    assign_ticket(ticket, actor=SYSTEM, agent=quan, at=opened + timedelta(minutes=2))
    reply_to_customer(
        ticket,
        actor=staff_actor(quan.pk),
        author=quan,
        at=opened + timedelta(minutes=24),
        words=Words(ANSWERED),
    )
    reply_by_customer(
        ticket,
        actor=customer_actor(customer.pk),
        at=shop.at - timedelta(minutes=100),
        words=Words(SAID_AGAIN),
    )
    _look_into(shop, ticket)


def _look_into(shop: DemoShop, ticket: Ticket) -> None:
    """The diagnosis runs, and a colleague has heard the noise."""
    quan, nam = shop.staff[0], shop.staff[1]
    start_stage(
        ticket,
        stage=Stage.DIAGNOSIS,
        actor=staff_actor(quan.pk),
        at=shop.at - timedelta(minutes=90),
    )
    add_note(
        ticket,
        actor=staff_actor(nam.pk),
        author=nam,
        at=shop.at - timedelta(minutes=25),
        words=Words(NOTED),
    )


def _asked(shop: DemoShop, customer: Customer, agent: User) -> Ticket:
    opening = Opening(
        subject="Máy giặt báo lỗi E3, không vắt và rung mạnh",
        body=ASKED,
        kind=TicketKind.WARRANTY,
        priority=Priority.HIGH,
        unit=Unit.objects.get(serial=OWNED[0][2]),
        team=agent.team,
    )
    at = shop.at - timedelta(hours=26)
    actor = customer_actor(customer.pk)
    return open_ticket(customer, actor=actor, at=at, opening=opening)
