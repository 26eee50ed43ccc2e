"""What a slice is narrowed by, in words: tags that can be taken off its list."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from insights.decided import VERDICTS
from insights.listed import result_words
from insights.slices import (
    AGE_CODES,
    AGES,
    IN_TIME,
    NO_TEAM,
    Slice,
    Standpoint,
    period_of,
)
from tickets.enums import Metric, Side, WaitReason


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One condition in words, and the slice without it."""

    label: str
    wider: Slice


def narrowed_by(cut: Slice, seen: Standpoint) -> list[Narrowing]:
    """The conditions of `cut`, in the order in which people would say them."""
    words = {
        "team": _team_words(cut, seen),
        "metric": str(Metric(cut.metric).label) if cut.metric else "",
        "side": str(Side(cut.side).label) if cut.side else "",
        "reason": str(WaitReason(cut.reason).label) if cut.reason else "",
        "age": str(AGES[AGE_CODES.index(cut.age)].label) if cut.age else "",
        "owner": _("Chưa có người nhận") if cut.owner else "",
        "result": result_words(cut.result),
        "period": _period_words(cut, seen) if cut.period else "",
    }
    return [
        Narrowing(label, cut.but(**{name: ""}))
        for name, label in words.items()
        if label
    ]


def results_of(cut: Slice) -> list[dict[str, object]]:
    """Of a rate not narrowed to one result: each result in words, and its slice."""
    if cut.code != IN_TIME or cut.result:
        return []
    return [
        {"label": result_words(result), "cut": cut.but(result=result)}
        for result in VERDICTS
    ]


def _team_words(cut: Slice, seen: Standpoint) -> str:
    if cut.team == NO_TEAM:
        return _("Chưa có nhóm")
    return next((team.name for team in seen.teams if team.code == cut.team), cut.team)


def _period_words(cut: Slice, seen: Standpoint) -> str:
    period = period_of(cut, seen.at)
    return f"{period.first:%d/%m} – {period.last:%d/%m}"
