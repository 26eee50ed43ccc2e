"""Routing in the demo: on, with two cases that nobody there can take."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from foundation.accounts.actions.skills import NewSkill, create_skill
from foundation.accounts.enums import SkillDimension
from foundation.core.actor import SYSTEM, customer_actor
from tickets.actions.opening import Opening, open_ticket
from tickets.actions.routing import route_waiting
from tickets.actions.routing_terms import RoutingTerms, change_routing
from tickets.enums import TicketKind
from tickets.models import RoutingSettings

if TYPE_CHECKING:
    from aftersales.demo.load import DemoShop

# Asked for by a kind of request, held by nobody yet: somebody has to learn it.
UNHELD = NewSkill("Lắp đặt", SkillDimension.KIND, TicketKind.INSTALLATION.value)
ASKED = [
    (
        95,
        "Dời cục nóng điều hòa sang ban công",
        "Nhà mình mới sửa ban công, nhờ bên mình tới dời cục nóng giúp.",
    ),
    (
        35,
        "Treo tivi 65 inch lên tường thạch cao",
        "Tường thạch cao có khung thép, xin tư vấn giá treo và hẹn lắp.",
    ),
]


def find_owners(shop: DemoShop) -> None:
    """Switch routing on and let it go through what waits."""
    create_skill(UNHELD, actor=SYSTEM, at=shop.at)
    for number, (minutes, subject, body) in enumerate(ASKED):
        customer = shop.customers[number]
        opening = Opening(subject=subject, body=body, kind=TicketKind.INSTALLATION)
        open_ticket(
            customer,
            actor=customer_actor(customer.pk),
            at=shop.at - timedelta(minutes=minutes),
            opening=opening,
        )
    switch_routing(is_enabled=True, at=shop.at)
    route_waiting(shop.at)


def switch_routing(*, is_enabled: bool, at: datetime) -> None:
    """On or off; everything else as it is."""
    settings = RoutingSettings.objects.filter(pk=1).first() or RoutingSettings()
    terms = RoutingTerms(
        is_enabled=is_enabled,
        sticky_days=settings.sticky_days,
        supervise_after_minutes=settings.supervise_after_minutes,
        age_limit_minutes=settings.age_limit_minutes,
        consult_minutes=settings.consult_minutes,
    )
    change_routing(terms, actor=SYSTEM, at=at)
