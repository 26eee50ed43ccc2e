"""A claim in words: how its status looks, where it stands, whether its promise holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from foundation.core.formats import clock, due
from foundation.core.tones import UNKNOWN, Look
from warranty.claim_cover import REPAIR_WARRANTY, SELLER_PAYS_WAYS
from warranty.claim_enums import ClaimOutcome, ClaimStatus as S
from warranty.claim_workflow import UNFIXED
from warranty.models import Claim, ClaimStep
from warranty.verdict_words import REASONS
from warranty.verdicts import Reason

Words = str | Promise

LOOKS: Mapping[str, tuple[str, str]] = {
    S.DRAFT: ("pencil", "line"),
    S.SUBMITTED: ("inbox", "info"),
    S.RECEIVED: ("package-check", "info"),
    S.VISIT_BOOKED: ("calendar-clock", "info"),
    S.DIAGNOSING: ("search", "primary"),
    S.AWAITING_CUSTOMER: ("circle-pause", "warn"),
    S.APPROVED: ("check-check", "primary"),
    S.WAITING_PART: ("hourglass", "warn"),
    S.IN_REPAIR: ("wrench", "primary"),
    S.AT_SUPPLIER: ("truck", "warn"),
    S.QC: ("clipboard-check", "primary"),
    S.REPLACING: ("replace", "info"),
    S.REFUNDING: ("banknote", "info"),
    S.READY: ("package-open", "ok"),
    S.REJECTED: ("shield-x", "bad"),
    S.APPEALED: ("scale", "bad"),
    S.RETURNED: ("hand", "ok"),
    S.CLOSED: ("circle-check", ""),
}
VERDICTS: Mapping[str, Look] = {
    "in": Look(gettext_lazy("Được bảo hành"), icon="shield-check", tone="ok"),
    "out": Look(gettext_lazy("Ngoài bảo hành"), icon="shield-off"),
    "grey": Look(gettext_lazy("Cần xem xét"), icon="shield-alert", tone="warn"),
}
LINE_REASONS: Mapping[str, Words] = {
    REPAIR_WARRANTY: gettext_lazy("Linh kiện vừa sửa, còn bảo hành sửa chữa"),
    SELLER_PAYS_WAYS: gettext_lazy("Vận chuyển bảo hành do cửa hàng chịu"),
}
# What is to be done now, told to whoever reads the list.
NEXT: Mapping[str, Words] = {
    S.DRAFT: gettext_lazy("Gửi hồ sơ để xét bảo hành"),
    S.SUBMITTED: gettext_lazy("Nhận máy và in phiếu hẹn"),
    S.RECEIVED: gettext_lazy("Bắt đầu kiểm tra máy"),
    S.VISIT_BOOKED: gettext_lazy("Tới nhà khách kiểm tra"),
    S.DIAGNOSING: gettext_lazy("Kết luận lỗi và phương án"),
    S.AWAITING_CUSTOMER: gettext_lazy("Chờ khách trả lời báo giá"),
    S.APPROVED: gettext_lazy("Bắt đầu sửa"),
    S.WAITING_PART: gettext_lazy("Chờ linh kiện về"),
    S.IN_REPAIR: gettext_lazy("Sửa xong thì chuyển kiểm tra lại"),
    S.AT_SUPPLIER: gettext_lazy("Nhận lại máy từ hãng"),
    S.QC: gettext_lazy("Người khác kiểm tra lại"),
    S.REPLACING: gettext_lazy("Chọn máy đổi cho khách"),
    S.REFUNDING: gettext_lazy("Chi tiền hoàn cho khách"),
    S.READY: gettext_lazy("Trả máy cho khách"),
    S.REJECTED: gettext_lazy("Báo khách và trả máy"),
    S.APPEALED: gettext_lazy("Trả lời khiếu nại của khách"),
    S.RETURNED: gettext_lazy("Đóng hồ sơ"),
    S.CLOSED: "",
}
# Five stops, and the statuses that belong to each.
STAGES: tuple[tuple[Words, frozenset[str]], ...] = (
    (
        gettext_lazy("Tiếp nhận"),
        frozenset({S.DRAFT, S.SUBMITTED, S.RECEIVED, S.VISIT_BOOKED}),
    ),
    (gettext_lazy("Kiểm tra"), frozenset({S.DIAGNOSING})),
    (
        gettext_lazy("Duyệt phương án"),
        frozenset({S.AWAITING_CUSTOMER, S.APPROVED, S.REJECTED, S.APPEALED}),
    ),
    (
        gettext_lazy("Sửa chữa"),
        frozenset(
            {S.WAITING_PART, S.IN_REPAIR, S.AT_SUPPLIER, S.QC}
            | {S.REPLACING, S.REFUNDING}
        ),
    ),
    (gettext_lazy("Trả máy"), frozenset({S.READY, S.RETURNED, S.CLOSED})),
)


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the stage line: `state` is done, now or later."""

    label: str
    detail: str
    state: str


@dataclass(frozen=True, slots=True)
class PromiseFace:
    """Whether the day we named holds, in words and a colour."""

    at: datetime
    words: str
    tone: str
    icon: str

    @property
    def is_over(self) -> bool:
        """Whether the day is past and the thing is not ready."""
        return self.tone == "bad"


def status_look_of(claim: Claim) -> Look:
    """How its status looks; of a closed one what became of it."""
    icon, tone = LOOKS.get(claim.status, (UNKNOWN.icon, ""))
    if claim.outcome:
        return Look(ClaimOutcome(claim.outcome).label, icon, tone)
    return Look(S(claim.status).label, icon, tone)


def verdict_look(verdict: str) -> Look:
    """What the cover said, as a label."""
    return VERDICTS.get(verdict, UNKNOWN)


def next_words(claim: Claim) -> str:
    """What has to happen next, in a few words; empty where it is over."""
    return str(NEXT[claim.current_status])


def reason_words(reasons: Iterable[str]) -> list[str]:
    """Why the cover pays a line, or does not."""
    known = {**{one.value: REASONS[one] for one in Reason}, **LINE_REASONS}
    return [str(known[code]) for code in reasons if code in known]


def promise_face(claim: Claim, at: datetime) -> PromiseFace | None:
    """Red when it passed, amber today and tomorrow, green before; None without a day, and
    where the thing is ready or back."""
    promised = claim.promised_at
    if promised is None or claim.status not in UNFIXED:
        return None
    days = (localdate(promised) - localdate(at)).days
    if promised <= at:
        return PromiseFace(promised, _late(-days), "bad", "clock-alert")
    if days == 0:
        words = _("Hẹn hôm nay, %(time)s") % {"time": due(promised, at)}
        return PromiseFace(promised, words, "warn", "flag")
    if days == 1:
        return PromiseFace(promised, _("Hẹn ngày mai"), "warn", "flag")
    words = ngettext("Còn %(n)s ngày", "Còn %(n)s ngày", days) % {"n": days}
    return PromiseFace(promised, words, "ok", "flag")


def stops_of(claim: Claim, steps: Iterable[ClaimStep], at: datetime) -> list[Stop]:
    """The five stops with the day each was come to first."""
    first: dict[int, datetime] = {}
    for step in steps:
        if step.new_status != step.old_status:
            first.setdefault(stage_of(step.new_status), step.at)
    here = stage_of(claim.status)
    return [
        Stop(
            label=str(label),
            detail=clock(first.get(place), at) if place <= here else "",
            state=_state(place, here, is_over=not claim.is_open),
        )
        for place, (label, _statuses) in enumerate(STAGES)
    ]


def stage_of(status: str) -> int:
    """At which of the five stops a status is."""
    return next(
        place for place, (_label, statuses) in enumerate(STAGES) if status in statuses
    )


def _state(place: int, here: int, *, is_over: bool) -> str:
    if place < here or (place == here and is_over):
        return "done"
    return "now" if place == here else "later"


def _late(days: int) -> str:
    if days < 1:
        return _("Quá giờ hẹn hôm nay")
    return ngettext("Trễ hẹn %(n)s ngày", "Trễ hẹn %(n)s ngày", days) % {"n": days}
