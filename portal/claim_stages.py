"""Where a repair stands, in stops that its owner understands. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _, pgettext

from foundation.core.formats import moment, vndate
from portal.stages import Stage
from warranty.claim_enums import ClaimMode, ClaimOutcome, ClaimStatus as S

OUT_OF_HOUSE = frozenset({ClaimMode.ONSITE})
# Nothing was mended: only what was really done is shown of such a claim.
UNMENDED = frozenset(
    {
        ClaimOutcome.REJECTED,
        ClaimOutcome.NO_FAULT_FOUND,
        ClaimOutcome.RETURNED_UNREPAIRED,
        ClaimOutcome.WITHDRAWN,
    }
)
OVER = frozenset({S.RETURNED, S.CLOSED})


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """What the stage line is drawn from. `entered` says when each status was last begun."""

    status: S
    mode: ClaimMode
    result: str = ""
    is_received: bool = False
    has_quote: bool = False
    promised_at: datetime | None = None
    eta_on: date | None = None
    entered: Mapping[S, datetime] = field(default_factory=dict)

    @property
    def is_at_home(self) -> bool:
        """Whether we go to the thing."""
        return self.mode in OUT_OF_HOUSE

    def last(self, *statuses: S) -> datetime | None:
        """When it last came to one of these."""
        found = [self.entered[one] for one in statuses if one in self.entered]
        return max(found, default=None)


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop: the statuses it stands for, and the one whose day it bears."""

    label: Callable[[ClaimFacts], str]
    here: frozenset[S]
    begun: tuple[S, ...]


STOPS = (
    Stop(
        lambda it: (
            _("Thợ tới nhà") if it.is_at_home else pgettext("claim stage", "Nhận máy")
        ),
        frozenset({S.DRAFT, S.SUBMITTED, S.VISIT_BOOKED}),
        (S.RECEIVED, S.VISIT_BOOKED),
    ),
    Stop(
        lambda _it: _("Kiểm tra"),
        frozenset({S.RECEIVED, S.DIAGNOSING, S.APPEALED}),
        (S.DIAGNOSING,),
    ),
    Stop(
        lambda _it: _("Báo giá"),
        frozenset({S.AWAITING_CUSTOMER}),
        (S.AWAITING_CUSTOMER,),
    ),
    Stop(
        lambda _it: _("Chờ linh kiện"),
        frozenset({S.WAITING_PART}),
        (S.WAITING_PART,),
    ),
    Stop(
        lambda _it: pgettext("claim stage", "Sửa"),
        frozenset({S.APPROVED, S.IN_REPAIR, S.AT_SUPPLIER}),
        (S.IN_REPAIR, S.AT_SUPPLIER),
    ),
    Stop(lambda _it: _("Kiểm tra lại"), frozenset({S.QC}), (S.QC,)),
    Stop(
        lambda _it: pgettext("claim stage", "Đổi máy"),
        frozenset({S.REPLACING}),
        (S.REPLACING,),
    ),
    Stop(lambda _it: _("Hoàn tiền"), frozenset({S.REFUNDING}), (S.REFUNDING,)),
    Stop(
        lambda it: _("Bàn giao") if it.is_at_home else _("Trả máy"),
        frozenset({S.READY, S.REJECTED, S.RETURNED, S.CLOSED}),
        (S.RETURNED,),
    ),
)
RECEIVE, INSPECT, QUOTE, PARTS, REPAIR, TEST, REPLACE, REFUND, RETURN = STOPS
MENDING = frozenset({REPAIR, TEST})


def claim_stages(it: ClaimFacts, at: datetime) -> list[Stage]:
    """The stops that apply, each with its day; one is now unless all are done.

    Nothing for a claim that was over before its thing ever came.
    """
    if _never_came(it):
        return []
    stops = [stop for stop in STOPS if _applies(stop, it)]
    here = len(stops) if it.status in OVER else _place(stops, it)
    return [
        Stage(stop.label(it), _detail(stop, it, _state(i, here), at), _state(i, here))
        for i, stop in enumerate(stops)
    ]


def _never_came(it: ClaimFacts) -> bool:
    is_over = it.status in {S.REJECTED, S.CLOSED}
    return is_over and not it.is_received and S.DIAGNOSING not in it.entered


def _place(stops: list[Stop], it: ClaimFacts) -> int:
    return next(i for i, stop in enumerate(stops) if it.status in stop.here)


def _applies(stop: Stop, it: ClaimFacts) -> bool:
    was_there = it.last(*stop.here) is not None or it.status in stop.here
    if stop in {RECEIVE, INSPECT}:
        return True
    if stop is QUOTE:
        return it.has_quote
    if stop is RETURN:
        return it.status != S.REFUNDING and it.result != ClaimOutcome.REFUNDED
    if stop in MENDING and _is_to_be_mended(it):
        return True
    return was_there


def _is_to_be_mended(it: ClaimFacts) -> bool:
    """Whether a repair is still what it comes to, or what it came to."""
    other_way = {S.REPLACING, S.REFUNDING, S.REJECTED}
    if it.status in other_way or REPLACE.begun[0] in it.entered:
        return False
    return not it.result or it.result == ClaimOutcome.REPAIRED


def _state(index: int, here: int) -> str:
    if index == here:
        return "now"
    return "done" if index < here else "later"


def _detail(stop: Stop, it: ClaimFacts, state: str, at: datetime) -> str:
    if state == "done":
        return moment(it.last(*stop.begun), at)
    if state == "now":
        return _now(it, at)
    if stop is RETURN and it.promised_at:
        return _("hẹn %(day)s") % {"day": vndate(it.promised_at)}
    return ""


def _now(it: ClaimFacts, at: datetime) -> str:
    if it.status == S.VISIT_BOOKED and it.promised_at:
        return moment(it.promised_at, at)
    if it.status == S.WAITING_PART and it.eta_on:
        return _("dự kiến về %(day)s") % {"day": vndate(it.eta_on)}
    since = it.last(it.status)
    words = {
        S.SUBMITTED: _waits_for_it(it.mode),
        S.RECEIVED: _("chờ tới lượt"),
        S.AWAITING_CUSTOMER: _("chờ bạn trả lời"),
        S.APPROVED: _("chờ tới lượt"),
        S.AT_SUPPLIER: _("máy đang ở hãng"),
        S.APPEALED: _("đang xem lại"),
        S.READY: _("sẵn sàng"),
        S.REJECTED: _("sẵn sàng"),
    }
    known = words.get(it.status)
    return known or (_("từ %(day)s") % {"day": moment(since, at)} if since else "")


def _waits_for_it(mode: ClaimMode) -> str:
    if mode == ClaimMode.ONSITE:
        return _("chúng tôi gọi để hẹn")
    if mode == ClaimMode.MAIL_IN:
        return _("chờ máy gửi tới")
    return _("bạn mang máy tới")
