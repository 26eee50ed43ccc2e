"""What happened to the covers of the demo shop: switched on, prolonged, refused, handed over."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from catalog.actions.units import register_unit
from catalog.models import ComponentClass, Purchase, Unit
from foundation.accounts.enums import Role
from foundation.core.actor import SYSTEM, Actor, staff_actor
from foundation.core.refs import Ref
from warranty.actions import changes, custody, transfers, voiding
from warranty.actions.activation import ActivationFacts, activate
from warranty.actions.opening import open_covers
from warranty.enums import ActivationChannel, VoidReason
from warranty.errors import AlreadyActivatedError
from warranty.keys import unit_key
from warranty.models import ExtensionPlan

if TYPE_CHECKING:
    from aftersales.demo.load import DemoShop
    from customers.models import Customer

EXAMPLE = "NM95-2409-004172"
# Of so many units that wait for an activation one is left to be switched on by hand.
LEFT_ONE_IN = 4
# Within so many days of the purchase; nothing in the demo was bought later than that.
SOON = 4


def cover_purchase(purchase: Purchase, at: datetime) -> None:
    """As the news of a sale does, on the day of the sale."""
    units = Unit.objects.filter(purchase_line__purchase=purchase)
    open_covers(units, actor=SYSTEM, at=at)


def live_covers(shop: DemoShop) -> None:
    """The lives of some covers, so that every page has something to show."""
    manager = next(user for user in shop.staff if user.role == Role.MANAGER)
    by_manager = staff_actor(manager.pk)
    _switch_on(shop)
    _example(shop)
    units = [unit for unit in shop.units if unit.cover.ends_on > localdate(shop.at)]
    _in_the_workshop(shop, units[3])
    _given_days(shop, units[4], by_manager)
    _with_a_plan(shop, units[5], by_manager)
    _refused(shop, units[6], units[7], by_manager)
    _replaced(shop, units[8], by_manager)
    _handed_over(shop, units[9], units[10].owner, by_manager)
    _switched_on_twice(shop)


def _switch_on(shop: DemoShop) -> None:
    """Most buyers of washing machines read the QR code within days of the delivery."""
    waiting = [unit for unit in shop.units if unit.cover.activate_by is not None]
    for number, unit in enumerate(waiting):
        if number % LEFT_ONE_IN:
            _activate(unit, days=number % SOON)


def _activate(unit: Unit, *, days: int) -> None:
    """By its owner, so many days after it was bought."""
    line = unit.purchase_line
    assert line is not None  # what was sold in the demo has a receipt
    at = line.purchase.purchased_at + timedelta(days=days)
    code = unit_key(unit.serial)
    facts = ActivationFacts(
        ActivationChannel.QR, localdate(at), customer=unit.owner, code=code
    )
    activate(unit, facts, actor=SYSTEM, at=at)


def _example(shop: DemoShop) -> None:
    """The washing machine of the pictures: a valve replaced, six days in the workshop."""
    unit = Unit.objects.get(serial=EXAMPLE)
    _activate(unit, days=2)
    valve = ComponentClass.objects.get(code="inlet-valve")
    came = shop.at - timedelta(days=220)
    _visit(unit, came, days=6, number=1)
    changes.restart_component(
        unit,
        valve,
        on=localdate(came + timedelta(days=3)),
        actor=SYSTEM,
        at=came + timedelta(days=6),
    )


def _visit(unit: Unit, came: datetime, *, days: int, number: int) -> None:
    """So many days in the workshop, both ends counted."""
    claim = Ref("warranty.claim", f"demo-{number}")
    went = came + timedelta(days=days - 1)
    custody.begin_custody(unit, on=localdate(came), claim=claim, actor=SYSTEM, at=came)
    custody.end_custody(unit, on=localdate(went), claim=claim, actor=SYSTEM, at=went)


def _in_the_workshop(shop: DemoShop, unit: Unit) -> None:
    came = shop.at - timedelta(days=2)
    claim = Ref("warranty.claim", "demo-2")
    custody.begin_custody(unit, on=localdate(came), claim=claim, actor=SYSTEM, at=came)


def _given_days(shop: DemoShop, unit: Unit, manager: Actor) -> None:
    at = shop.at - timedelta(days=12)
    note = "Khách chờ linh kiện lâu hơn hẹn, đã xin lỗi"
    changes.grant_days(unit, days=30, note=note, actor=manager, at=at)


def _with_a_plan(shop: DemoShop, unit: Unit, manager: Actor) -> None:
    plan = ExtensionPlan.objects.get(code="gh-12")
    at = shop.at - timedelta(days=20)
    changes.add_plan(unit, plan, actor=manager, at=at)


def _refused(shop: DemoShop, unit: Unit, other: Unit, manager: Actor) -> None:
    """One refusal stands, the other was a mistake and was taken back."""
    at = shop.at - timedelta(days=15)
    note = "Ảnh chụp bo mạch oxy hóa, biên bản kỹ thuật 14"
    voiding.void_cover(unit, reason=VoidReason.LIQUID, note=note, actor=manager, at=at)
    void = voiding.void_cover(
        other, reason=VoidReason.IMPACT, note="Vỏ máy móp", actor=manager, at=at
    )
    voiding.reinstate_cover(
        other,
        void_number=void.number,
        note="Móp có từ lúc giao, có ảnh của bên vận chuyển",
        actor=manager,
        at=at + timedelta(days=2),
    )


def _replaced(shop: DemoShop, unit: Unit, manager: Actor) -> None:
    at = shop.at - timedelta(days=9)
    new = register_unit(f"{unit.serial}-D", unit.product, actor=manager, at=at)
    changes.supersede(unit, new, on=localdate(at), actor=manager, at=at)


def _handed_over(
    shop: DemoShop, unit: Unit, taker: Customer | None, manager: Actor
) -> None:
    assert taker is not None  # what was sold in the demo has a buyer
    transfers.transfer_with_proof(
        unit,
        giver=unit.owner,
        taker=taker,
        evidence="Giấy mua bán viết tay, hai bên ký",
        actor=manager,
        at=shop.at - timedelta(days=6),
    )


def _switched_on_twice(shop: DemoShop) -> None:
    """Somebody else tries a number that is in use: a review for the manager."""
    first, second = shop.units[0], shop.units[1]
    at = shop.at - timedelta(hours=3)
    facts = ActivationFacts(
        ActivationChannel.AGENT,
        localdate(at),
        customer=second.owner,
        evidence="Khách đọc số máy qua điện thoại",
    )
    _activate(first, days=1)
    with suppress(AlreadyActivatedError):
        activate(first, facts, actor=SYSTEM, at=at)
