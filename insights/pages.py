"""The pages of the reports, side by side."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _, pgettext_lazy

PAGES = (
    ("dashboard", _("Trực tiếp")),
    ("satisfaction", pgettext_lazy("report", "Hài lòng")),
)


def pages_of(current: str) -> list[dict[str, Any]]:
    """The tabs of every page of this app."""
    return [
        {
            "label": label,
            "url": reverse(f"insights:{name}"),
            "is_current": name == current,
        }
        for name, label in PAGES
    ]
