"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """Shop, theme, navigation."""
    return {
        "shop": {"name": "Điện máy Hồng Hà", "hotline": "1800 6868"},
        "theme": request.COOKIES.get("theme", ""),
        "nav_items": [],
        "demo": settings.DEMO,
    }
