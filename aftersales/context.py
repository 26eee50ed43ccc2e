"""What every page knows: the shop, the theme, and where this person may go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from foundation.accounts.permissions import Capability, capabilities_of

SHOP = {"name": "Điện máy Hồng Hà", "hotline": "1800 6868"}
# Which capability opens which entry of the module strip.
PLACES = {
    "desk:inbox": Capability.USE_DESK,
    "desk:customers": Capability.VIEW_CUSTOMERS,
    "desk:units": Capability.VIEW_CATALOG,
    "desk:calls": Capability.DO_CALLS,
    "notifications:list": Capability.VIEW_MESSAGES,
    "calendars:list": Capability.MANAGE_CALENDARS,
    "accounts:people": Capability.MANAGE_PEOPLE,
    "events:list": Capability.VIEW_EVENTS,
    "insights:dashboard": Capability.VIEW_INSIGHTS,
}


def page(request: HttpRequest) -> dict[str, Any]:
    """Shop, theme and, for staff, the places their role opens."""
    user = getattr(request, "user", None)
    allowed = capabilities_of(user) if user is not None else frozenset()  # type: ignore[arg-type]
    theme = request.COOKIES.get("theme", "")
    return {
        "shop": SHOP,
        "theme": theme if theme in {"light", "dark"} else "",
        "nav_items": [name for name, need in PLACES.items() if need in allowed],
        "can": {capability.value: True for capability in allowed},
        "demo": settings.DEMO,
    }
