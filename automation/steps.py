"""The steps of a macro: reading what is stored, and refusing what cannot be. Pure.

A step is stored as {"do", "value", "words", "add", "remove"}, of which each kind needs
its own part. `value` is an enum value, a key, or a kind and a key such as "team:3".
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy, pgettext_lazy

from automation.errors import StepsRefusedError
from automation.snoozes import SNOOZES
from automation.variables import faults
from tickets.enums import Outcome, Priority, Stage, TicketKind, WaitReason

MOST_STEPS = 12  # what somebody still takes in before pressing
MOST_WORDS = 8000
MAX_KEY = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Spec:
    """What a kind of step is called, how it looks, and what it asks for."""

    label: str | Promise
    icon: str
    # Closed values, or the kinds of things whose keys it takes.
    values: Collection[str] = ()
    keys: Collection[str] = ()
    # Whether words are asked for, and where they are not optional.
    has_words: bool = False
    needs_words: bool = False
    has_tags: bool = False


SPECS: Mapping[str, Spec] = {
    "reply": Spec(
        gettext_lazy("Trả lời khách"), "reply", keys=("canned",), has_words=True
    ),
    "note": Spec(
        gettext_lazy("Ghi chú nội bộ"), "lock", has_words=True, needs_words=True
    ),
    "assign": Spec(
        gettext_lazy("Giao phiếu"),
        "user-cog",
        values=("me",),
        keys=("agent", "team"),
        has_words=True,
    ),
    "priority": Spec(gettext_lazy("Đặt ưu tiên"), "signal", values=Priority.values),
    "kind": Spec(gettext_lazy("Đặt loại phiếu"), "tag", values=TicketKind.values),
    "category": Spec(gettext_lazy("Đặt nhóm nội dung"), "folder", keys=("category",)),
    "tags": Spec(gettext_lazy("Gắn, bỏ nhãn"), "tag", has_tags=True),
    "checklist": Spec(
        gettext_lazy("Thêm danh sách việc"), "list-checks", keys=("checklist",)
    ),
    "stage": Spec(gettext_lazy("Bắt đầu công đoạn"), "timer", values=Stage.values),
    "wait": Spec(
        pgettext_lazy("macro step", "Chuyển sang chờ"),
        "circle-pause",
        values=WaitReason.values,
    ),
    "resume": Spec(gettext_lazy("Xử lý tiếp"), "circle-play"),
    "snooze": Spec(gettext_lazy("Tạm ẩn"), "alarm-clock", values=tuple(SNOOZES)),
    "resolve": Spec(
        gettext_lazy("Xử lý xong"),
        "circle-check",
        values=Outcome.values,
        has_words=True,
    ),
}
# A ticket is in one place at a time.
PLACES = ("wait", "resume", "resolve")
# What is done to work that goes on.
WORKING = ("wait", "resume", "snooze", "stage")
# Several notes and several lists make sense; of everything else there is one.
REPEATED = frozenset({"note", "checklist"})


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a macro does."""

    do: str
    value: str = ""
    words: str = ""
    add: tuple[int, ...] = ()
    remove: tuple[int, ...] = ()

    @property
    def spec(self) -> Spec:
        """What its kind asks for."""
        return SPECS[self.do]

    @property
    def key(self) -> int:
        """The key in "team:3" or "3"; 0 where there is none."""
        return _key(self.value.rpartition(":")[2])

    @property
    def key_kind(self) -> str:
        """Of what that is the key: "team"; empty for a plain value."""
        return self.value.partition(":")[0] if ":" in self.value else ""

    def stored(self) -> dict[str, Any]:
        """The step as JSON, without what it does not have."""
        parts = {
            "value": self.value,
            "words": self.words,
            "add": list(self.add),
            "remove": list(self.remove),
        }
        return {"do": self.do, **{name: part for name, part in parts.items() if part}}


def read_steps(stored: Any) -> list[Step]:
    """The steps in stored JSON; what is no step any more is left out."""
    rows = stored if isinstance(stored, list) else []
    return [
        Step(
            row["do"],
            str(row.get("value", "")),
            str(row.get("words", "")),
            _keys(row.get("add")),
            _keys(row.get("remove")),
        )
        for row in rows
        if isinstance(row, dict) and row.get("do") in SPECS
    ]


def check_steps(steps: Sequence[Step]) -> None:
    """Refuse no steps, too many, an unfinished one, and those that contradict each other."""
    if not steps:
        raise StepsRefusedError(_("Hãy thêm ít nhất một bước."))
    if len(steps) > MOST_STEPS:
        most = {"n": MOST_STEPS}
        raise StepsRefusedError(_("Một macro có nhiều nhất %(n)d bước.") % most)
    for place, step in enumerate(steps, start=1):
        why = fault_of(step)
        if why:
            named = {"n": place, "step": step.spec.label, "why": why}
            raise StepsRefusedError(_("Bước %(n)d (%(step)s): %(why)s") % named)
    _check_together([step.do for step in steps])


def fault_of(step: Step) -> str:
    """What is missing or wrong in one step; empty where nothing is."""
    spec = step.spec
    if spec.has_tags:
        return _fault_of_tags(step)
    if step.do == "reply":
        if bool(step.value) == bool(step.words.strip()):
            return _("hãy chọn một câu mẫu hoặc tự viết, không cả hai.")
    elif (spec.values or spec.keys) and not _has_value(step):
        return _("hãy chọn một giá trị.")
    if spec.needs_words and not step.words.strip():
        return _("hãy ghi nội dung.")
    if len(step.words) > MOST_WORDS:
        return _("nội dung quá dài.")
    found = faults(step.words)
    return found[0].message if found else ""


def _has_value(step: Step) -> bool:
    if step.key_kind in step.spec.keys and step.key_kind:
        return step.key > 0
    return step.value in step.spec.values


def _fault_of_tags(step: Step) -> str:
    if not step.add and not step.remove:
        return _("hãy chọn nhãn.")
    if set(step.add) & set(step.remove):
        return _("một nhãn không thể vừa gắn vừa bỏ.")
    return ""


def _check_together(kinds: Sequence[str]) -> None:
    for kind, count in Counter(kinds).items():
        if count > 1 and kind not in REPEATED:
            twice = {"step": SPECS[kind].label}
            raise StepsRefusedError(_("“%(step)s” chỉ được một lần.") % twice)
    places = [kind for kind in kinds if kind in PLACES]
    if len(places) > 1:
        _contradict(places[0], places[1])
    if "resolve" in kinds:
        ahead = next((kind for kind in kinds if kind in WORKING), None)
        if ahead:
            _contradict("resolve", ahead)


def _contradict(one: str, other: str) -> None:
    named = {"one": SPECS[one].label, "other": SPECS[other].label}
    raise StepsRefusedError(
        _("“%(one)s” và “%(other)s” trái nhau. Hãy giữ một bước.") % named
    )


def _key(text: str) -> int:
    is_key = text.isascii() and text.isdigit() and int(text) <= MAX_KEY
    return int(text) if is_key else 0


def _keys(stored: Any) -> tuple[int, ...]:
    rows = stored if isinstance(stored, list) else []
    return tuple(key for key in (_key(str(row)) for row in rows) if key)
