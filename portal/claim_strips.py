"""One sentence on where a case stands, and what an open repair makes of it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.claim_faces import claim_face
from warranty.claim_enums import ClaimStatus
from warranty.models import Claim


@dataclass(frozen=True, slots=True)
class Strip:
    """One sentence on where the case stands, and what that asks of the reader."""

    tone: str
    icon: str
    title: str
    text: str
    link_url: str = ""
    link_label: str = ""


def claim_strip(claim: Claim) -> Strip:
    """What an open repair asks of its customer, or where it stands."""
    if claim.status == ClaimStatus.AWAITING_CUSTOMER:
        return Strip(
            "warn",
            "receipt-text",
            _("Báo giá sửa máy đang chờ bạn trả lời."),
            _("Chúng tôi chưa làm gì tính tiền khi bạn chưa đồng ý."),
            reverse("portal:claim_quote", args=[claim.number]),
            _("Xem báo giá"),
        )
    if claim.status == ClaimStatus.READY:
        return Strip(
            "ok",
            "package-open",
            _("Máy đã sẵn sàng, mời bạn tới nhận."),
            _("Nơi nhận và số tiền ở trong yêu cầu."),
        )
    face = claim_face(claim)
    return Strip("info", face.icon, face.word, "")
