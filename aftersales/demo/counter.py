"""What came in over the counter and by telephone lately."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from foundation.accounts.enums import Role
from foundation.core.actor import SYSTEM, staff_actor
from intake.actions import Caller, HandedIn, note_print, receive_thing
from intake.enums import Casing, KeepInformed, PaperSize
from tickets.actions.call_log import Telephoned, log_call
from tickets.enums import CallDirection, CallOutcome

if TYPE_CHECKING:
    from aftersales.demo.load import DemoShop

HANDED = (
    HandedIn(
        symptom="Không giữ ấm",
        thing="Nồi cơm điện tử Nami RC-18",
        serial="NRC18-2506-020417",
        casing=Casing.SCRATCHED,
        accessories=("Lòng nồi", "Dây nguồn"),
        condition="Xước nhẹ bên trái, thiếu muỗng",
        seconds_taken=52,
    ),
    HandedIn(
        symptom="Không sạc",
        thing="Điện thoại Lúa S2",
        casing=Casing.LIKE_NEW,
        accessories=("Cáp",),
        inform_by=KeepInformed.CALL,
        seconds_taken=71,
    ),
)
PEOPLE = (
    Caller(name="Đoàn Thị Kim Oanh", phone="0977 205 113"),
    Caller(name="Hồ Quốc Việt", phone="0938 410 227"),
)


def serve_the_counter(shop: DemoShop) -> None:
    """Two things that were handed in this morning."""
    clerk = next(user for user in shop.staff if user.role == Role.CLERK)
    actor = staff_actor(clerk.pk)
    for number, (caller, handed) in enumerate(zip(PEOPLE, HANDED, strict=True)):
        at = shop.at - timedelta(minutes=95 - 40 * number)
        reception = receive_thing(caller, handed, actor=actor, staff=clerk, at=at)
        note_print(reception, actor=actor, paper=PaperSize.A5, at=at)


def answer_the_telephone(shop: DemoShop) -> None:
    """Calls of this morning: one taken, two that nobody took."""
    agent = next(user for user in shop.staff if user.role == Role.AGENT)
    known, *_others = shop.customers
    calls = (
        (180, CallDirection.IN, CallOutcome.ANSWERED, known.phone, 240),
        (70, CallDirection.IN, CallOutcome.MISSED, "0912 118 240", 0),
        (25, CallDirection.IN, CallOutcome.ABANDONED, known.phone, 0),
    )
    for minutes, direction, outcome, phone, seconds in calls:
        at = shop.at - timedelta(minutes=minutes)
        telephoned = Telephoned(
            direction, outcome, phone, queue_seconds=35, talk_seconds=seconds
        )
        took = agent if outcome == CallOutcome.ANSWERED else None
        log_call(telephoned, actor=SYSTEM, agent=took, at=at)
