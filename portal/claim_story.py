"""What was done to a claim, in its customer's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.core.actor import ActorKind
from warranty import claim_verbs as verbs
from warranty.models import ClaimStep

SAID: Mapping[str, Promise] = {
    verbs.CLAIM_SUBMITTED: _("Đã ghi nhận yêu cầu sửa"),
    verbs.CLAIM_RECEIVED: _("Chúng tôi đã nhận máy"),
    verbs.CLAIM_VISIT_BOOKED: _("Đã hẹn tới nhà bạn"),
    verbs.CLAIM_PROMISED: _("Chúng tôi hẹn lại ngày trả máy"),
    verbs.DIAGNOSIS_STARTED: _("Thợ bắt đầu kiểm tra máy"),
    verbs.QUOTE_SENT: _("Đã gửi báo giá cho bạn"),
    verbs.QUOTE_ACCEPTED: _("Bạn đã đồng ý báo giá"),
    verbs.QUOTE_DECLINED: _("Bạn không đồng ý báo giá"),
    verbs.QUOTE_WITHDRAWN: _("Chúng tôi rút báo giá để tính lại"),
    verbs.QUOTE_EXPIRED: _("Báo giá đã hết hạn trả lời"),
    verbs.PART_AWAITED: _("Đang chờ linh kiện về"),
    verbs.PART_ARRIVED: _("Linh kiện đã về đủ"),
    verbs.REPAIR_STARTED: _("Thợ bắt đầu sửa"),
    verbs.CLAIM_READY: _("Máy sẵn sàng để trả"),
    verbs.CLAIM_RETURNED: _("Đã trả máy cho bạn"),
    verbs.CLAIM_CLOSED: _("Hồ sơ sửa chữa đã đóng"),
    verbs.CLAIM_WITHDRAWN: _("Bạn đã rút yêu cầu"),
    verbs.CLAIM_REJECTED: _("Chúng tôi từ chối bảo hành"),
    verbs.CLAIM_APPEALED: _("Bạn đã khiếu nại quyết định"),
    verbs.APPEAL_DECIDED: _("Đã trả lời khiếu nại của bạn"),
    verbs.CLAIM_REPLACING: _("Bạn được đổi máy"),
    verbs.CLAIM_REPLACED: _("Đã chuẩn bị máy đổi cho bạn"),
    verbs.CLAIM_REFUNDING: _("Bạn được hoàn tiền"),
    verbs.CLAIM_REFUNDED: _("Đã hoàn tiền cho bạn"),
    verbs.SENT_TO_SUPPLIER: _("Đã gửi máy cho hãng"),
    verbs.BACK_FROM_SUPPLIER: _("Đã nhận máy từ hãng"),
    verbs.LOANER_LENT: _("Đã cho bạn mượn máy"),
    verbs.LOANER_BACK: _("Đã nhận lại máy cho mượn"),
    verbs.LOANER_DECLINED: _("Đã ghi thỏa thuận về máy mượn"),
    verbs.GOODWILL_GIVEN: _("Chúng tôi giảm giá cho bạn"),
    verbs.ALARM_OPENED: _("Bạn có quyền đổi máy hoặc hoàn tiền"),
    verbs.ALARM_DECIDED: _("Đã ghi quyết định về đổi máy, hoàn tiền"),
}


# Whose words were written for the customer to read; all others stay with us.
WORDED = frozenset(
    {
        verbs.CLAIM_PROMISED,
        verbs.CLAIM_REJECTED,
        verbs.APPEAL_DECIDED,
        verbs.LOANER_DECLINED,
    }
)


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was done, as its customer reads it."""

    at: datetime
    words: str
    note: str
    icon: str
    is_own: bool


def told(steps: Iterable[ClaimStep]) -> list[Told]:
    """The public steps that say something, the latest first."""
    found = [
        Told(
            at=step.at,
            words=str(SAID[step.verb]),
            note=step.note if _is_for_customer(step) else "",
            icon=ICONS.get(step.verb, "check"),
            is_own=step.actor_kind == ActorKind.CUSTOMER,
        )
        for step in steps
        if step.is_public and step.verb in SAID
    ]
    return found[::-1]


def _is_for_customer(step: ClaimStep) -> bool:
    return step.verb in WORDED or step.actor_kind == ActorKind.CUSTOMER


ICONS = {
    verbs.CLAIM_RECEIVED: "package-check",
    verbs.CLAIM_READY: "package-open",
    verbs.CLAIM_RETURNED: "hand",
    verbs.QUOTE_SENT: "receipt-text",
    verbs.CLAIM_REJECTED: "shield-x",
}
