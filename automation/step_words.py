"""The steps of a macro in words: "Giao cho bạn · Chờ khách · + nhãn lô 2409"."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from automation.models import CannedReply
from automation.snoozes import SNOOZES
from automation.steps import SPECS, Step
from foundation.accounts.models import Team, User
from foundation.core.text import clean_line
from tickets.enums import Outcome, Priority, Stage, TicketKind, WaitReason
from tickets.models import ChecklistTemplate, Tag, TicketCategory

BEGINNING = 60  # characters of free words that a line shows
# The things a step may name, by the kind in its value, and the column of their name.
NAMED: Mapping[str, tuple[type[Model], str]] = {
    "agent": (User, "name"),
    "team": (Team, "name"),
    "canned": (CannedReply, "title"),
    "category": (TicketCategory, "name"),
    "checklist": (ChecklistTemplate, "name"),
    "tag": (Tag, "name"),
}
LABELS: Mapping[str, Any] = {
    "priority": Priority,
    "kind": TicketKind,
    "stage": Stage,
    "wait": WaitReason,
    "resolve": Outcome,
}
Names = Mapping[tuple[str, int], str]


def names_of(steps: Iterable[Step]) -> Names:
    """What the things that `steps` point at are called. One query for each kind."""
    asked: dict[str, set[int]] = defaultdict(set)
    for step in steps:
        if step.key_kind in NAMED:
            asked[step.key_kind].add(step.key)
        asked["tag"] |= {*step.add, *step.remove}
    found: dict[tuple[str, int], str] = {}
    for kind, keys in asked.items():
        model, column = NAMED[kind]
        if keys:
            rows = model._default_manager.filter(pk__in=keys)
            found |= {(kind, pk): name for pk, name in rows.values_list("pk", column)}
    return found


def sentences(steps: Iterable[Step], names: Names) -> list[str]:
    """What each step does, in a few words, in order."""
    return [_sentence(step, names) for step in steps]


def summary(steps: Iterable[Step], names: Names) -> str:
    """All of it on one line."""
    return " · ".join(sentences(steps, names))


def _sentence(step: Step, names: Names) -> str:
    thing = names.get((step.key_kind, step.key), _("(không còn)"))
    if step.do == "assign":
        return _("Giao cho bạn") if step.value == "me" else _given(step, thing)
    if step.do == "reply":
        if step.value:
            return _("Trả lời khách bằng mẫu “%(name)s”") % {"name": thing}
        return _("Trả lời khách: “%(words)s”") % {"words": _beginning(step.words)}
    if step.do == "note":
        return _("Ghi chú nội bộ: “%(words)s”") % {"words": _beginning(step.words)}
    if step.do == "tags":
        return _tags(step, names)
    return _valued(step, thing)


def _valued(step: Step, thing: str) -> str:
    label = SPECS[step.do].label
    if step.do in LABELS:
        thing = str(LABELS[step.do](step.value).label)
    if step.do == "snooze":
        thing = str(SNOOZES[step.value])
    if step.do == "wait":
        return thing
    return f"{label}: {thing}" if step.value else str(label)


def _given(step: Step, thing: str) -> str:
    if step.key_kind == "team":
        return _("Trả về hàng chờ của %(name)s") % {"name": thing}
    return _("Giao cho %(name)s") % {"name": thing}


def _tags(step: Step, names: Names) -> str:
    gone = _("(không còn)")
    added = [names.get(("tag", key), gone) for key in step.add]
    removed = [names.get(("tag", key), gone) for key in step.remove]
    parts = [_("+ nhãn %(name)s") % {"name": name} for name in added]
    parts += [_("− nhãn %(name)s") % {"name": name} for name in removed]
    return " · ".join(parts)


def _beginning(words: str) -> str:
    line = clean_line(words)
    return line if len(line) <= BEGINNING else line[: BEGINNING - 1].rstrip() + "…"
