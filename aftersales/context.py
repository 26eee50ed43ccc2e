"""What every page knows: the shop, the theme, and where this person may go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from aftersales.shop import Shop
from desk.counts import module_counts
from foundation.accounts.permissions import Capability, capabilities_of

# Which capability opens which entry of the module strip.
PLACES = {
    "desk:inbox": Capability.USE_DESK,
    "desk:counter": Capability.OPEN_TICKET,
    "desk:claims": Capability.USE_DESK,
    "desk:bench": Capability.REPAIR_CLAIM,
    "desk:customers": Capability.VIEW_CUSTOMERS,
    "desk:units": Capability.VIEW_CATALOG,
    "desk:stock": Capability.VIEW_STOCK,
    "desk:imports": Capability.EDIT_CATALOG,
    "desk:calls": Capability.DO_CALLS,
    "automation:replies": Capability.NOTE_TICKET,
    "notifications:list": Capability.VIEW_MESSAGES,
    "calendars:list": Capability.MANAGE_CALENDARS,
    "sla:list": Capability.MANAGE_SLA,
    "covers:reviews": Capability.DECIDE_COVER,
    "desk:recoveries": Capability.RECOVER_COSTS,
    "desk:payments": Capability.TAKE_PAYMENT,
    "accounts:roster": Capability.USE_DESK,
    "accounts:people": Capability.MANAGE_PEOPLE,
    "desk:workload": Capability.MANAGE_ROUTING,
    # Whoever answers customers reads there what was said of their work.
    "quality:samples": Capability.REPLY_TICKET,
    "desk:routing_board": Capability.MANAGE_ROUTING,
    "events:list": Capability.VIEW_EVENTS,
    "insights:dashboard": Capability.VIEW_INSIGHTS,
}
THEMES = frozenset({"light", "dark"})


def page(request: HttpRequest) -> dict[str, Any]:
    """Shop, theme and, for staff, the places their role opens.

    What costs a query is looked up only by the page that shows it.
    """
    user: Any = getattr(request, "user", None)
    allowed = capabilities_of(user) if user is not None else frozenset()
    theme = request.COOKIES.get("theme", "")
    return {
        "shop": Shop(getattr(request, "at", None) or timezone.now()),
        "theme": theme if theme in THEMES else "",
        "nav_items": [name for name, need in PLACES.items() if need in allowed],
        "nav_counts": SimpleLazyObject(lambda: module_counts(user) if allowed else {}),
        "can": {capability.value: True for capability in allowed},
        "demo": settings.DEMO,
    }
