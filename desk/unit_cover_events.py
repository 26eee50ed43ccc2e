"""What happened to a cover, in words: what, by whom, and why. No queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _, ngettext, pgettext

from catalog.models import Unit
from foundation.core.actor import ActorKind
from warranty.cover_words import component_name
from warranty.enums import (
    ActivationChannel,
    CoverKind,
    LengthUnit,
    StartBasis,
    VoidReason,
)
from warranty.models import CoverageEvent, UnitCover

ICONS = {
    CoverKind.CREATED: "shield",
    CoverKind.DATED: "calendar",
    CoverKind.ACTIVATED: "shield-check",
    CoverKind.PAUSED: "circle-pause",
    CoverKind.RESUMED: "circle-play",
    CoverKind.GOODWILL: "gift",
    CoverKind.EXTENDED: "shield-plus",
    CoverKind.RESTARTED: "rotate-ccw",
    CoverKind.SUPERSEDED: "replace",
    CoverKind.TRANSFERRED: "user-check",
    CoverKind.VOIDED: "shield-x",
    CoverKind.REINSTATED: "shield-check",
    CoverKind.HELD: "lock",
}


@dataclass(frozen=True, slots=True)
class CoverEventRow:
    """One thing that happened; `detail` says what of it, the event's note why."""

    event: CoverageEvent
    icon: str
    detail: str
    who: str


def event_rows_of(
    events: Sequence[CoverageEvent], cover: UnitCover | None, unit: Unit
) -> list[CoverEventRow]:
    """What happened, the newest first."""
    names = _names(cover)
    rows = [
        CoverEventRow(
            event, ICONS[CoverKind(event.kind)], _detail(event, names, unit), who(event)
        )
        for event in events
    ]
    return rows[::-1]


def who(event: CoverageEvent) -> str:
    """Who did it."""
    if event.actor_user is not None:
        return str(event.actor_user.name)
    if event.actor_kind == ActorKind.CUSTOMER:
        return pgettext("actor", "Khách hàng")
    return _("Hệ thống")


def _names(cover: UnitCover | None) -> dict[Any, str]:
    """What lines are called, by their key and by their component."""
    names: dict[Any, str] = {None: _("Toàn máy")}
    for line in cover.lines.all() if cover else []:
        names[line.key] = names[line.component_id] = component_name(line)
    return names


def _detail(event: CoverageEvent, names: Mapping[Any, str], unit: Unit) -> str:
    kind = CoverKind(event.kind)
    if kind == CoverKind.SUPERSEDED:
        return _successor(unit)
    tell = TELLERS.get(kind)
    return tell(event.data, names) if tell else ""


def _activated(data: Mapping[str, Any], _names: Mapping[Any, str]) -> str:
    return str(ActivationChannel(data["channel"]).label)


def _dated(data: Mapping[str, Any], _names: Mapping[Any, str]) -> str:
    return str(StartBasis(data["fact"]).label)


def _given(data: Mapping[str, Any], names: Mapping[Any, str]) -> str:
    days = ngettext("%(n)s ngày", "%(n)s ngày", data["days"]) % {"n": data["days"]}
    return ", ".join(filter(None, [days, names.get(data.get("line"), "")]))


def _extended(data: Mapping[str, Any], _names: Mapping[Any, str]) -> str:
    return _length(data["spec"])


def _restarted(data: Mapping[str, Any], names: Mapping[Any, str]) -> str:
    name = names.get(data["spec"]["component"], "")
    return ", ".join(filter(None, [name, _length(data["spec"])]))


def _voided(data: Mapping[str, Any], names: Mapping[Any, str]) -> str:
    name = names.get(data.get("component"), "")
    return ": ".join(filter(None, [name, str(VoidReason(data["reason"]).label)]))


def _reinstated(data: Mapping[str, Any], _names: Mapping[Any, str]) -> str:
    return _("bỏ quyết định số %(number)s") % {"number": data["void"]}


def _resumed(data: Mapping[str, Any], _names: Mapping[Any, str]) -> str:
    return "" if data.get("counts", True) else _("những ngày này không được cộng")


TELLERS = {
    CoverKind.ACTIVATED: _activated,
    CoverKind.DATED: _dated,
    CoverKind.GOODWILL: _given,
    CoverKind.EXTENDED: _extended,
    CoverKind.RESTARTED: _restarted,
    CoverKind.VOIDED: _voided,
    CoverKind.REINSTATED: _reinstated,
    CoverKind.RESUMED: _resumed,
}


def _successor(unit: Unit) -> str:
    by = getattr(unit, "replaced_by", None)
    return str(by.serial) if by is not None else ""


def _length(spec: Mapping[str, Any]) -> str:
    n = spec["length"]
    if spec["unit"] == LengthUnit.DAYS:
        return ngettext("%(n)s ngày", "%(n)s ngày", n) % {"n": n}
    return ngettext("%(n)s tháng", "%(n)s tháng", n) % {"n": n}
