"""What staff read about a clock: the notices of the sweep."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _, gettext_lazy

from foundation.core import formats
from foundation.notifications.notice_kinds import register
from tickets.enums import Metric, Side, Stage

WARNED, BREACHED, ESCALATED = "sla-warned", "sla-breached", "sla-escalated"


def clock_name(metric: str, stage: str, side: str) -> str:
    """Nội bộ · Chẩn đoán: whose clock, and what it measures."""
    what = Stage(stage).label if stage else Metric(metric).label
    return f"{Side(side).label} · {what}"


def _about(data: Mapping[str, Any]) -> dict[str, Any]:
    due = datetime.fromisoformat(data["due_at"])
    return {
        "number": "#" + str(data.get("number", "")).removeprefix("TK-"),
        "clock": clock_name(data["metric"], data["stage"], data["side"]),
        "due": formats.due(due),
        "share": data["code"],
        "level": data["code"] - 100,
    }


def _warned(data: Mapping[str, Any]) -> str:
    return _("%(number)s %(clock)s: đã dùng %(share)s%%, hạn %(due)s") % _about(data)


def _breached(data: Mapping[str, Any]) -> str:
    return _("%(number)s %(clock)s: trễ hạn %(due)s") % _about(data)


def _escalated(data: Mapping[str, Any]) -> str:
    return _("%(number)s %(clock)s: leo thang cấp %(level)s, hạn %(due)s") % _about(
        data
    )


def warned_phrase(data: Mapping[str, Any], _names: object = None) -> str:
    """On the ticket's own timeline."""
    return _("%(clock)s: đã dùng %(share)s%%, hạn %(due)s") % _about(data)


def breached_phrase(data: Mapping[str, Any], _names: object = None) -> str:
    """On the ticket's own timeline."""
    return _("%(clock)s: trễ hạn %(due)s") % _about(data)


def escalated_phrase(data: Mapping[str, Any], _names: object = None) -> str:
    """On the ticket's own timeline."""
    return _("%(clock)s: leo thang cấp %(level)s, hạn %(due)s") % _about(data)


register(WARNED, gettext_lazy("Sắp tới hạn"), "clock-alert", _warned)
register(BREACHED, gettext_lazy("Trễ hạn"), "octagon-alert", _breached)
register(ESCALATED, gettext_lazy("Leo thang"), "triangle-alert", _escalated)
