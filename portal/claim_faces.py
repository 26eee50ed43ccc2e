"""A claim in a word and a colour, as its customer reads it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from warranty.claim_enums import ClaimOutcome, ClaimStatus as S
from warranty.models import Claim

WORDS: Mapping[S, tuple[Promise, str, str]] = {
    S.DRAFT: (_("Đang ghi nhận"), "info", "clock"),
    S.SUBMITTED: (_("Chờ nhận máy"), "info", "clock"),
    S.RECEIVED: (_("Đã nhận máy"), "info", "package-check"),
    S.VISIT_BOOKED: (_("Đã hẹn tới nhà"), "info", "calendar"),
    S.DIAGNOSING: (_("Đang kiểm tra"), "info", "search"),
    S.AWAITING_CUSTOMER: (_("Chờ bạn duyệt giá"), "warn", "receipt-text"),
    S.APPROVED: (_("Chờ sửa"), "info", "wrench"),
    S.WAITING_PART: (_("Chờ linh kiện"), "info", "hourglass"),
    S.IN_REPAIR: (_("Đang sửa"), "info", "wrench"),
    S.AT_SUPPLIER: (_("Máy ở hãng"), "info", "truck"),
    S.QC: (_("Đang kiểm tra lại"), "info", "clipboard-check"),
    S.REPLACING: (_("Đang đổi máy"), "info", "replace"),
    S.REFUNDING: (_("Đang hoàn tiền"), "info", "banknote"),
    S.READY: (_("Mời bạn nhận máy"), "ok", "package-open"),
    S.REJECTED: (_("Không bảo hành"), "warn", "shield-x"),
    S.APPEALED: (_("Đang xem lại khiếu nại"), "info", "scale"),
    S.RETURNED: (_("Đã trả máy"), "ok", "circle-check"),
    S.CLOSED: (_("Đã xong"), "", "circle-check"),
}
OUTCOMES: Mapping[ClaimOutcome, tuple[Promise, str, str]] = {
    ClaimOutcome.REPAIRED: (_("Đã sửa xong"), "ok", "circle-check"),
    ClaimOutcome.REPLACED: (_("Đã đổi máy"), "ok", "replace"),
    ClaimOutcome.REFUNDED: (_("Đã hoàn tiền"), "ok", "banknote"),
    ClaimOutcome.REJECTED: (_("Không bảo hành"), "", "shield-x"),
    ClaimOutcome.NO_FAULT_FOUND: (_("Không thấy lỗi"), "", "circle-check"),
    ClaimOutcome.RETURNED_UNREPAIRED: (_("Trả lại chưa sửa"), "", "undo-2"),
    ClaimOutcome.WITHDRAWN: (_("Bạn đã rút"), "", "circle-x"),
}


@dataclass(frozen=True, slots=True)
class ClaimFace:
    """The word, its tone and its drawing."""

    word: str
    tone: str
    icon: str


def claim_face(claim: Claim) -> ClaimFace:
    """How a claim stands; once it is over, what became of it."""
    if claim.outcome:
        word, tone, icon = OUTCOMES[ClaimOutcome(claim.outcome)]
    else:
        word, tone, icon = WORDS[claim.current_status]
    return ClaimFace(str(word), tone, icon)
