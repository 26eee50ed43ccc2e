"""A cover in words: one face for the desk, the portal and the public page. No queries."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language, gettext as _, ngettext, pgettext

from catalog.models import ComponentClass
from foundation.core.formats import vndate
from foundation.policies.models import PolicyVersion
from warranty.enums import CoverStatus, LineKind, Responsible
from warranty.face_parts import added_before, added_of, leading, share, time_left
from warranty.models import CoverLine, UnitCover

ENDING_DAYS = 60
LOOKS = {
    "live": ("ok", "shield-check"),
    "ending": ("warn", "shield-alert"),
    "ended": ("neutral", "shield-off"),
    "pending": ("info", "shield"),
    "paused": ("ok", "shield-check"),
    "voided": ("bad", "shield-x"),
    "superseded": ("neutral", "shield-off"),
    "disputed": ("warn", "shield-alert"),
    "none": ("neutral", "shield-question-mark"),
    "blocked": ("bad", "shield-x"),
}


@dataclass(frozen=True, slots=True)
class Face:
    """How a cover looks and reads on a day."""

    state: str
    word: str
    headline: str
    sentence: str
    starts_on: date | None = None
    ends_on: date | None = None
    added_days: int = 0
    elapsed_percent: int = 0
    added_percent: int = 0
    version: PolicyVersion | None = None
    responsible: str = ""

    @property
    def tone(self) -> str:
        """ok, info, warn, bad or neutral."""
        return LOOKS[self.state][0]

    @property
    def icon(self) -> str:
        """The shield that goes with it."""
        return LOOKS[self.state][1]

    @property
    def is_covered(self) -> bool:
        """Whether something is covered today."""
        return self.state in {"live", "ending", "paused", "pending"}


@dataclass(frozen=True, slots=True)
class LineFace:
    """One component of a cover, in words."""

    name: str
    costs: str
    is_live: bool
    starts_on: date
    ends_on: date
    words: str
    note: str
    line: CoverLine


def cover_face(cover: UnitCover | None, on: date, *, is_disputed: bool = False) -> Face:
    """The cover as it stands on a day; needs the rows that `queries.covers` brings."""
    if cover is None:
        return Face(
            "none",
            word=_("Chưa có bảo hành"),
            headline=_("Chưa có thông tin bảo hành"),
            sentence=_("Chưa có chính sách nào được công bố cho máy này."),
        )
    state = state_of(cover, on, is_disputed=is_disputed)
    line = leading(cover)
    before = added_before(cover, line)
    plain_end_on = line.base_end_on - timedelta(days=before)
    terms = cover.version.warranty_terms
    whose = terms.responsible_name or str(Responsible(terms.responsible).label)
    return Face(
        state,
        word=_word(state),
        headline=_headline(state, cover),
        sentence=_sentence(state, cover, on),
        starts_on=cover.starts_on,
        ends_on=cover.ends_on,
        added_days=before + added_of(line),
        elapsed_percent=share(cover.starts_on, on, cover.ends_on),
        added_percent=100 - share(cover.starts_on, plain_end_on, line.ends_on),
        version=cover.version,
        responsible=whose,
    )


def state_of(cover: UnitCover, on: date, *, is_disputed: bool) -> str:
    """What counts most about a cover on a day, in one word."""
    waits = cover.activate_by is None or on <= cover.activate_by
    stands = {
        "superseded": cover.status == CoverStatus.SUPERSEDED,
        "voided": cover.status == CoverStatus.VOIDED,
        "disputed": is_disputed,
        "paused": cover.status == CoverStatus.PAUSED
        and cover.in_shop_since is not None
        and cover.in_shop_since <= cover.ends_on,
        # On the day of a transfer that it does not survive, too.
        "ended": on > cover.ends_on or cover.status == CoverStatus.ENDED,
        "pending": cover.status == CoverStatus.PENDING and waits,
        "ending": (cover.ends_on - on).days <= ENDING_DAYS,
    }
    return next((state for state, holds in stands.items() if holds), "live")


def line_faces(cover: UnitCover, on: date) -> list[LineFace]:
    """Every line of a cover: the thing as a whole first, then what is live, then the rest."""
    faces = [_line_face(line, cover, on) for line in cover.lines.all()]
    return sorted(
        faces, key=lambda face: (face.line.component_id is not None, not face.is_live)
    )


def component_name(line: CoverLine) -> str:
    """What a line is about: the thing as a whole, or a component in the reader's tongue."""
    return component_word(line.component) or _("Toàn máy")


def component_word(component: ComponentClass | None) -> str:
    """A component in the reader's tongue; empty for none."""
    if component is None:
        return ""
    is_english = (get_language() or "vi").startswith("en")
    return (component.name_en if is_english else "") or component.name


def cost_words(part: int, labour: int, travel: int) -> str:
    """ "Linh kiện và công": which costs are paid, with the share where it is not all."""
    shares = [
        (pgettext("cost", "linh kiện"), part),
        (pgettext("cost", "công"), labour),
        (pgettext("cost", "đi lại"), travel),
    ]
    paid = [
        name if percent == 100 else f"{name} {percent}%"
        for name, percent in shares
        if percent
    ]
    if not paid:
        return _("Không chi trả")
    words = paid[0]
    if len(paid) > 1:
        head = ", ".join(paid[:-1])
        words = _("%(head)s và %(last)s") % {"head": head, "last": paid[-1]}
    return words[:1].upper() + words[1:]


def _line_face(line: CoverLine, cover: UnitCover, on: date) -> LineFace:
    is_open = line.status == CoverStatus.LIVE
    in_shop = cover.in_shop_since is not None and cover.in_shop_since <= line.ends_on
    is_live = is_open and (on <= line.ends_on or in_shop)
    return LineFace(
        name=_line_name(line),
        costs=cost_words(line.part_percent, line.labour_percent, line.travel_percent),
        is_live=is_live,
        starts_on=line.starts_on,
        ends_on=line.ends_on,
        words=_line_words(line, is_live=is_live),
        note=added_words(line.paused_days, line.granted_days),
        line=line,
    )


def _line_name(line: CoverLine) -> str:
    name = component_name(line)
    if line.kind == LineKind.RESTART:
        day = vndate(line.starts_on)
        return _("%(part)s, thay ngày %(day)s") % {"part": name, "day": day}
    if line.kind == LineKind.PLAN:
        day = vndate(line.starts_on)
        return _("Gói gia hạn, từ %(day)s") % {"day": day}
    return name


def _line_words(line: CoverLine, *, is_live: bool) -> str:
    day = vndate(line.ends_on)
    if is_live:
        return _("tới %(day)s") % {"day": day}
    if line.status == CoverStatus.VOIDED:
        return _("Bị từ chối")
    if line.status == CoverStatus.SUPERSEDED:
        return _("Đã đổi máy")
    return _("Đã hết %(day)s") % {"day": day}


def added_words(paused: int, granted: int) -> str:
    """Why an end is later than the term alone says."""
    words = []
    if paused:
        told = ngettext("%(n)s ngày nằm xưởng", "%(n)s ngày nằm xưởng", paused)
        words.append(told % {"n": paused})
    if granted:
        told = ngettext("%(n)s ngày thiện chí", "%(n)s ngày thiện chí", granted)
        words.append(told % {"n": granted})
    return _("Cộng %(days)s") % {"days": ", ".join(words)} if words else ""


def _word(state: str) -> str:
    return {
        "live": _("Còn bảo hành"),
        "ending": _("Sắp hết hạn"),
        "ended": _("Hết bảo hành"),
        "pending": _("Chưa kích hoạt"),
        "paused": _("Đang ở xưởng"),
        "voided": _("Từ chối bảo hành"),
        "superseded": _("Đã đổi máy"),
        "disputed": _("Đang xem xét"),
    }[state]


def _headline(state: str, cover: UnitCover) -> str:
    day = {"day": vndate(cover.ends_on)}
    return {
        "live": _("Còn bảo hành tới %(day)s") % day,
        "ending": _("Còn bảo hành tới %(day)s") % day,
        "ended": _("Đã hết bảo hành ngày %(day)s") % day,
        "pending": _("Chưa kích hoạt bảo hành"),
        "paused": _("Còn bảo hành, hạn đang dừng"),
        "voided": _("Máy này bị từ chối bảo hành"),
        "superseded": _("Máy này đã được đổi sang máy khác"),
        "disputed": _("Bảo hành đang được xem xét"),
    }[state]


def _sentence(state: str, cover: UnitCover, on: date) -> str:
    end = {"day": vndate(cover.ends_on)}
    if state in {"live", "ending"}:
        return _time_left(cover, on)
    if state == "paused":
        words = _("Máy ở xưởng từ %(since)s. Những ngày này được cộng vào hạn %(day)s.")
        return words % {**end, "since": vndate(cover.in_shop_since)}
    if state == "pending":
        return _pending(cover)
    return {
        "ended": _("Máy vẫn được nhận sửa, có báo giá trước khi làm."),
        "voided": _("Bạn có thể gửi yêu cầu xem xét lại kèm ảnh hoặc giấy tờ."),
        "superseded": _("Bảo hành tiếp tục trên máy mới. Hãy kiểm tra số máy mới."),
        "disputed": _(
            "Chúng tôi sẽ trả lời sau khi xem xét. Hạn đã tính không mất đi."
        ),
    }[state]


def _pending(cover: UnitCover) -> str:
    if cover.activate_by is None:
        return _("Kích hoạt để bắt đầu tính bảo hành.")
    words = _(
        "Kích hoạt trước hết ngày %(by)s để tính từ ngày kích hoạt; "
        "nếu không, bảo hành tính từ %(start)s tới %(day)s."
    )
    return words % {
        "by": vndate(cover.activate_by),
        "start": vndate(cover.starts_on),
        "day": vndate(cover.ends_on),
    }


def _time_left(cover: UnitCover, on: date) -> str:
    left = time_left(on, cover.ends_on)
    line = leading(cover)
    if line.paused_days:
        words = ngettext(
            "Còn %(left)s, tính cả %(n)s ngày được cộng vì máy từng nằm xưởng.",
            "Còn %(left)s, tính cả %(n)s ngày được cộng vì máy từng nằm xưởng.",
            line.paused_days,
        )
        return words % {"left": left, "n": line.paused_days}
    return _("Còn %(left)s.") % {"left": left}
