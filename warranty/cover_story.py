"""What happened to a cover and why its end is what it is, for its owner. No queries.

Told out of codes and numbers alone: what colleagues wrote to each other stays with them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _, ngettext

from foundation.calendars.period import RestDays, rolled
from foundation.core.formats import vndate
from foundation.core.text import amid
from warranty.cover_rows import happened
from warranty.cover_words import component_name
from warranty.coverage import Cover, Line, fold
from warranty.enums import (
    ActivationChannel,
    CoverKind,
    CoverStatus,
    LengthUnit,
    StartBasis,
    VoidReason,
)
from warranty.models import CoverageEvent, UnitCover


@dataclass(frozen=True, slots=True)
class Milestone:
    """One thing that happened: what, why, and the end that came of it if it moved."""

    on: date
    title: str
    why: str
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class _Step:
    """An event, the cover before and after it, and the names of what is covered."""

    event: CoverageEvent
    before: Cover | None
    after: Cover
    earlier: Sequence[CoverageEvent]
    names: Mapping[Any, str] = field(default_factory=dict)

    @property
    def data(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.event.data
        return found

    @property
    def has_new_start(self) -> bool:
        return self.before is None or self.before.starts_on != self.after.starts_on


def story_of(
    events: Sequence[CoverageEvent], cover: UnitCover, rest: RestDays
) -> list[Milestone]:
    """Everything that happened, the beginning first, then in the order of its days."""
    folded = [fold(map(happened, events[:n]), rest) for n in range(1, len(events) + 1)]
    names = _names(cover)
    steps = [
        _Step(event, folded[place - 1] if place else None, after, events[:place], names)
        for place, (event, after) in enumerate(zip(events, folded, strict=True))
    ]
    told = [_milestone(step) for step in steps if not _is_passing(step, events)]
    return told[:1] + sorted(told[1:], key=lambda each: each.on)


def _is_passing(step: _Step, events: Sequence[CoverageEvent]) -> bool:
    """Whether it was opened only to be switched on in the same breath."""
    following = events[1:2] if step.before is None else []
    return any(
        event.kind == CoverKind.ACTIVATED and event.at == step.event.at
        for event in following
    )


def roll_words(cover: UnitCover, rest: RestDays) -> str:
    """Why the last day is later than counted, where it fell on a rest day; else nothing."""
    lines = [line for line in cover.lines.all() if line.ends_on == cover.ends_on]
    raw = next((line.raw_end_on for line in lines), cover.ends_on)
    if raw == cover.ends_on or rolled(raw, rest) != cover.ends_on:
        return ""
    words = _(
        "Tính ra hết ngày %(raw)s, là ngày nghỉ, "
        "nên hạn lùi tới ngày làm việc kế tiếp là %(day)s."
    )
    return words % {"raw": vndate(raw), "day": vndate(cover.ends_on)}


def _milestone(step: _Step) -> Milestone:
    kind = CoverKind(step.event.kind)
    has_moved = step.before is None or step.before.ends_on != step.after.ends_on
    return Milestone(
        on=step.event.on,
        title=_dated_title(step) if kind == CoverKind.DATED else _titles()[kind],
        why=WHYS[kind](step),
        ends_on=step.after.ends_on if has_moved else None,
    )


def _titles() -> dict[CoverKind, str]:
    return {
        CoverKind.CREATED: _("Mở bảo hành"),
        CoverKind.ACTIVATED: _("Đã kích hoạt bảo hành"),
        CoverKind.PAUSED: _("Máy vào xưởng"),
        CoverKind.RESUMED: _("Máy rời xưởng"),
        CoverKind.GOODWILL: _("Được cộng thêm ngày"),
        CoverKind.EXTENDED: _("Được thêm gói gia hạn"),
        CoverKind.RESTARTED: _("Thay linh kiện mới"),
        CoverKind.SUPERSEDED: _("Đổi sang máy khác"),
        CoverKind.TRANSFERRED: _("Chuyển chủ"),
        CoverKind.VOIDED: _("Từ chối bảo hành"),
        CoverKind.REINSTATED: _("Khôi phục bảo hành"),
        CoverKind.HELD: _("Giữ hạn đã báo"),
    }


def _dated_title(step: _Step) -> str:
    fact = amid(str(StartBasis(step.data["fact"]).label))
    return _("Ghi nhận %(day)s") % {"day": fact}


def _created(step: _Step) -> str:
    start = {
        "day": vndate(step.after.starts_on),
        "basis": amid(str(step.after.basis.label)),
    }
    if step.after.status == CoverStatus.PENDING:
        return _("Tạm tính từ %(day)s, %(basis)s, cho tới khi kích hoạt.") % start
    if step.after.basis == StartBasis.PRODUCTION:
        words = _("Tính từ %(day)s, ước theo ngày sản xuất vì chưa có hóa đơn.")
        return words % start
    return _("Tính từ %(day)s, %(basis)s.") % start


def _started(step: _Step) -> str:
    if not step.has_new_start:
        return _("Hạn bảo hành không đổi.")
    return _("Bảo hành tính từ %(day)s.") % {"day": vndate(step.after.starts_on)}


def _activated(step: _Step) -> str:
    how = {
        ActivationChannel.INVOICE: _("Bằng hóa đơn mua hàng."),
        ActivationChannel.QR: _("Bằng mã QR trên máy."),
        ActivationChannel.WEB: _("Bằng mã kích hoạt trong hộp."),
        ActivationChannel.AGENT: _("Cửa hàng kích hoạt giúp."),
        ActivationChannel.INSTALLER: _("Kỹ thuật viên kích hoạt khi lắp đặt."),
    }[ActivationChannel(step.data["channel"])]
    return f"{how} {_started(step)}"


def _paused(_step: _Step) -> str:
    return _("Hạn bảo hành dừng lại từ ngày này.")


def _resumed(step: _Step) -> str:
    if not step.data.get("counts", True):
        return _("Những ngày này không được cộng, vì lần sửa này không thuộc bảo hành.")
    since = _since(step)
    n = _paused_days(step.after) - _paused_days(step.before)
    if n <= 0:
        return _("Không cộng thêm: những ngày này đã được cộng, hoặc nằm ngoài hạn.")
    words = ngettext(
        "Cộng %(n)s ngày vì máy nằm xưởng từ %(first)s đến %(last)s.",
        "Cộng %(n)s ngày vì máy nằm xưởng từ %(first)s đến %(last)s.",
        n,
    )
    told = words % {"n": n, "first": vndate(since), "last": vndate(step.event.on)}
    if n == (step.event.on - since).days + 1:
        return told
    return f"{told} {_('Ngày đã cộng ở lần khác không cộng hai lần.')}"


def _since(step: _Step) -> date:
    """The day on which the case that is over now had brought it in."""
    begun = (
        event.on
        for event in step.earlier
        if event.kind == CoverKind.PAUSED and event.data["claim"] == step.data["claim"]
    )
    return next(begun, step.event.on)


def _paused_days(cover: Cover | None) -> int:
    return _leading(cover).paused_days if cover is not None else 0


def _leading(cover: Cover) -> Line:
    whole = [line for line in cover.lines if line.is_of_whole]
    return max(whole or cover.lines, key=lambda line: line.ends_on)


def _given(step: _Step) -> str:
    n = step.data["days"]
    if step.data.get("line") is None:
        words = ngettext(
            "Cửa hàng tặng %(n)s ngày cho máy và mọi bộ phận.",
            "Cửa hàng tặng %(n)s ngày cho máy và mọi bộ phận.",
            n,
        )
        return words % {"n": n}
    words = ngettext(
        "Cửa hàng tặng %(n)s ngày. Áp dụng cho: %(part)s.",
        "Cửa hàng tặng %(n)s ngày. Áp dụng cho: %(part)s.",
        n,
    )
    return words % {"n": n, "part": _name(step, step.data["line"])}


def _extended(step: _Step) -> str:
    words = _("Thêm %(length)s, tính tiếp từ ngày hạn trước kết thúc.")
    return words % {"length": _length(step.data["spec"])}


def _restarted(step: _Step) -> str:
    spec = step.data["spec"]
    words = _("%(part)s mới được bảo hành lại %(length)s từ ngày thay.")
    return words % {"part": _name(step, spec["component"]), "length": _length(spec)}


def _superseded(_step: _Step) -> str:
    return _("Bảo hành tiếp tục trên máy mới; số máy này thôi dùng.")


def _transferred(step: _Step) -> str:
    if step.after.rules.is_transferable:
        return _("Máy có chủ mới. Hạn bảo hành không đổi.")
    return _("Theo chính sách của máy này, bảo hành hết khi máy đổi chủ.")


def _voided(step: _Step) -> str:
    words = _("%(part)s: %(reason)s. Bạn có thể gửi yêu cầu xem xét lại.")
    reason = amid(str(VoidReason(step.data["reason"]).label))
    part = _name(step, step.data.get("component"))
    return words % {"part": part, "reason": reason}


def _reinstated(step: _Step) -> str:
    number = step.data["void"]
    refused = (event.on for event in step.earlier if event.number == number)
    day = vndate(next(refused, step.event.on))
    return _(
        "Chúng tôi rút lại lần từ chối ngày %(day)s. Các hạn giữ như trước đó."
    ) % {"day": day}


def _held(_step: _Step) -> str:
    return _("Lịch nghỉ của cửa hàng đổi, nhưng hạn đã báo cho bạn không ngắn đi.")


WHYS: dict[CoverKind, Callable[[_Step], str]] = {
    CoverKind.CREATED: _created,
    CoverKind.DATED: _started,
    CoverKind.ACTIVATED: _activated,
    CoverKind.PAUSED: _paused,
    CoverKind.RESUMED: _resumed,
    CoverKind.GOODWILL: _given,
    CoverKind.EXTENDED: _extended,
    CoverKind.RESTARTED: _restarted,
    CoverKind.SUPERSEDED: _superseded,
    CoverKind.TRANSFERRED: _transferred,
    CoverKind.VOIDED: _voided,
    CoverKind.REINSTATED: _reinstated,
    CoverKind.HELD: _held,
}


def _names(cover: UnitCover) -> dict[Any, str]:
    """What lines are called, by their key and by their component."""
    names: dict[Any, str] = {None: _("Toàn máy")}
    for line in cover.lines.all():
        names[line.key] = names[line.component_id] = component_name(line)
    return names


def _name(step: _Step, key: Any) -> str:
    """A part that no term names has no name here."""
    return step.names.get(key) or _("Một bộ phận")


def _length(spec: Mapping[str, Any]) -> str:
    n = spec["length"]
    if spec["unit"] == LengthUnit.DAYS:
        return ngettext("%(n)s ngày", "%(n)s ngày", n) % {"n": n}
    return ngettext("%(n)s tháng", "%(n)s tháng", n) % {"n": n}
