"""What an event of a call says on a timeline."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from foundation.core.formats import duration_long
from tickets.enums import CallDirection, CallOutcome

Data = Mapping[str, Any]


def logged_phrase(data: Data, _names: Mapping[tuple[str, int], str]) -> str:
    """Gọi đi: đã nói chuyện, 3 phút · Gọi đến: gọi nhỡ."""
    direction, outcome = data.get("direction"), data.get("outcome")
    if direction not in CallDirection.values or outcome not in CallOutcome.values:
        return ""
    words = {
        "direction": str(CallDirection(direction).label),
        "outcome": str(CallOutcome(outcome).label).lower(),
    }
    seconds = data.get("talk_seconds") or 0
    if not seconds:
        return _("%(direction)s: %(outcome)s") % words
    words["length"] = duration_long(seconds)
    return _("%(direction)s: %(outcome)s, %(length)s") % words


def requested_phrase(data: Data, _names: Mapping[tuple[str, int], str]) -> str:
    """Why somebody has to telephone."""
    return _("Cần gọi lại cuộc gọi nhỡ") if data.get("call_id") else ""
