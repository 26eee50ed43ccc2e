"""What the style guide shows of a warranty cover."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _


def cover() -> dict[str, Any]:
    """One that runs, with a line that has ended."""
    return {"face": _face(), "cover_lines": _lines()}


def _face() -> dict[str, Any]:
    return {
        "tone": "ok",
        "icon": "shield-check",
        "headline": _("Còn bảo hành tới %(day)s") % {"day": "18/09/2027"},
        "sentence": _("Còn %(left)s.") % {"left": "1 năm 10 tháng"},
        "starts_on": date(2025, 9, 12),
        "ends_on": date(2027, 9, 18),
        "elapsed_percent": 59,
        "added_percent": 3,
    }


def _lines() -> list[dict[str, Any]]:
    whole = {
        "name": _("Toàn máy"),
        "costs": _("Linh kiện và công"),
        "is_live": True,
        "ends_on": date(2027, 9, 18),
    }
    ended = {
        "name": "Ống cấp, ống xả",
        "costs": _("Linh kiện và công"),
        "is_live": False,
        "words": _("Đã hết %(day)s") % {"day": "12/03/2026"},
    }
    return [whole, ended]
