"""The terms of a policy in words, line by line, and where two versions differ."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from customers.enums import Tier
from desk.policy_spans import span_words
from foundation.calendars.models import Calendar
from tickets.categories import category_choices
from tickets.enums import (
    Audience,
    Basis,
    HandTo,
    Metric,
    PauseReason,
    Priority,
    Side,
    Stage,
    TicketChannel,
    TicketKind,
)
from tickets.policy_terms import EscalationTerms, TargetTerms, Terms

METRICS = (
    Metric.FIRST_RESPONSE,
    Metric.NEXT_RESPONSE,
    Metric.UPDATE,
    Metric.RESOLUTION,
)


@dataclass(frozen=True, slots=True)
class Names:
    """What terms call by key only."""

    calendars: Mapping[int, str] = field(default_factory=dict)
    categories: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def now(cls) -> "Names":
        """As they are called today. Two queries."""
        calendars = dict(Calendar.objects.values_list("pk", "name"))
        return cls(calendars, dict(category_choices()))


@dataclass(frozen=True, slots=True)
class Line:
    """One term in words."""

    key: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    """A term that is not the same in two versions; empty where it does not stand."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class TargetRow:
    """What is measured, with our own target beside the promised one."""

    label: str
    ours: str
    promised: str


def target_rows(terms: Terms) -> list[TargetRow]:
    """The small table of targets, metrics first, then the stages."""
    by_key = {target.key: target for target in terms.targets}
    return [
        TargetRow(
            measured(metric, stage),
            _length(by_key.get((metric, stage, Side.OURS))),
            _length(by_key.get((metric, stage, Side.PROMISED))),
        )
        for metric, stage in measures()
        if any((metric, stage, side) in by_key for side in Side)
    ]


def measures() -> list[tuple[str, str]]:
    """All that can be measured, in the order of a case: (metric, stage)."""
    whole = [(metric.value, "") for metric in METRICS]
    return whole + [(Metric.STAGE.value, stage.value) for stage in Stage]


def measured(metric: str, stage: str) -> str:
    """Phản hồi đầu; Chẩn đoán."""
    return str(Stage(stage).label if stage else Metric(metric).label)


def conditions_in_words(terms: Terms, names: Names) -> list[Line]:
    """Whom the policy fits; nothing where it fits everybody."""
    named = [
        Line("kinds", _("Loại"), _listed(TicketKind, terms.kinds)),
        Line("priorities", _("Ưu tiên"), _listed(Priority, terms.priorities)),
        Line("channels", _("Kênh"), _listed(TicketChannel, terms.channels)),
        Line("tiers", _("Hạng khách"), _listed(Tier, terms.tiers)),
        Line("categories", _("Nhóm nội dung"), _categories(terms, names)),
    ]
    return [line for line in named if line.words]


def lines_of(terms: Terms, names: Names) -> list[Line]:
    """Every term, in the order of the page."""
    conditions = conditions_in_words(terms, names)
    if not conditions:
        conditions = [Line("all", _("Áp dụng cho"), _("Mọi phiếu"))]
    calendar = names.calendars.get(terms.calendar_id or 0, "") or _("Lịch mặc định")
    return [
        *conditions,
        Line("calendar", _("Lịch làm việc"), calendar),
        *_target_lines(terms.targets),
        *(_level_line(each) for each in terms.escalations),
    ]


def changes(old: Iterable[Line], new: Iterable[Line]) -> list[Change]:
    """Where two versions differ, in the order of the page."""
    before = {line.key: line for line in old}
    after = {line.key: line for line in new}
    labels = {key: line.label for key, line in (before | after).items()}
    # What only the old one says stands where it stood, as far as that can be told.
    keys = sorted(labels, key=lambda key: _rank(key, list(after), list(before)))
    return [
        Change(
            labels[key],
            before[key].words if key in before else "",
            after[key].words if key in after else "",
        )
        for key in keys
        if before.get(key) != after.get(key)
    ]


def _rank(key: str, after: list[str], before: list[str]) -> tuple[int, int]:
    own = after if key in after else before
    return own.index(key), key not in after


def _target_lines(targets: Iterable[TargetTerms]) -> list[Line]:
    order = {measure: place for place, measure in enumerate(measures())}
    sides = list(Side.values)
    in_order = sorted(
        targets, key=lambda t: (order[t.metric, t.stage], sides.index(t.side))
    )
    return [
        Line(
            f"{target.metric}-{target.stage}-{target.side}",
            f"{measured(target.metric, target.stage)} · {Side(target.side).label}",
            "; ".join(_target_parts(target)),
        )
        for target in in_order
    ]


def _target_parts(target: TargetTerms) -> list[str]:
    parts = [_length(target)]
    if target.pause_reasons:
        reasons = _listed(PauseReason, target.pause_reasons).lower()
        parts.append(_("dừng khi %(reasons)s") % {"reasons": reasons})
    if target.warn_at:
        shares = ", ".join(map(str, target.warn_at))
        words = _("nhắc ở %(shares)s %%") % {"shares": shares}
        parts.append(words.replace(" %", "\u00a0%"))
    return parts


def _level_line(each: EscalationTerms) -> Line:
    label = _("Leo thang cấp %(level)s") % {"level": each.level}
    return Line(f"level-{each.level}", label, "; ".join(_level_parts(each)))


def _level_parts(each: EscalationTerms) -> list[str]:
    after = span_words(each.after_seconds, Basis.WALL)
    late = (
        _("trễ %(time)s") % {"time": after} if each.after_seconds else _("ngay khi trễ")
    )
    parts = [late]
    if each.tell:
        people = _listed(Audience, each.tell).lower()
        parts.append(_("báo %(people)s") % {"people": people})
    if each.raise_to:
        priority = str(Priority(each.raise_to).label)
        parts.append(_("nâng ưu tiên lên %(priority)s") % {"priority": priority})
    if each.hand_to:
        parts.append(str(HandTo(each.hand_to).label).lower())
    return parts


def _length(target: TargetTerms | None) -> str:
    return span_words(target.seconds, target.basis) if target else ""


def _listed(words: type[TextChoices], values: Iterable[str]) -> str:
    chosen = set(values)
    return ", ".join(str(each.label) for each in words if each.value in chosen)


def _categories(terms: Terms, names: Names) -> str:
    gone = _("nhóm không còn dùng")
    return ", ".join(names.categories.get(key, gone) for key in terms.categories)
