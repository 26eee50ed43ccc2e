"""A verdict in words that a customer understands."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from foundation.core.formats import vndate
from warranty.verdicts import Outcome, Reason, Remedy, Verdict

OUTCOMES: Mapping[Outcome, Promise] = {
    Outcome.IN: gettext_lazy("Được bảo hành"),
    Outcome.OUT: gettext_lazy("Không được bảo hành"),
    Outcome.GREY: gettext_lazy("Cần xem xét"),
}
TONES = {Outcome.IN: "ok", Outcome.OUT: "neutral", Outcome.GREY: "warn"}
ICONS = {
    Outcome.IN: "shield-check",
    Outcome.OUT: "shield-off",
    Outcome.GREY: "shield-alert",
}
REASONS: Mapping[Reason, Promise] = {
    Reason.COVERED: gettext_lazy("Còn trong hạn"),
    Reason.PARTLY: gettext_lazy("Chính sách chỉ trả một phần"),
    Reason.IN_SHOP: gettext_lazy("Hạn đang dừng vì máy ở xưởng"),
    Reason.NEW_PART: gettext_lazy("Linh kiện mới thay được tính hạn lại từ đầu"),
    Reason.PLAN: gettext_lazy("Theo gói gia hạn"),
    Reason.ENDED: gettext_lazy("Đã quá hạn"),
    Reason.NOT_STARTED: gettext_lazy("Chưa tới ngày bắt đầu"),
    Reason.NOT_PAID: gettext_lazy("Chính sách không trả khoản này"),
    Reason.VOIDED: gettext_lazy("Đã bị từ chối bảo hành"),
    Reason.SUPERSEDED: gettext_lazy("Máy đã được đổi, bảo hành theo máy mới"),
    Reason.NOT_TRANSFERABLE: gettext_lazy("Chính sách không chuyển cho chủ mới"),
    Reason.BLOCKED: gettext_lazy("Số máy đang bị khóa"),
    Reason.DISPUTED: gettext_lazy("Có điểm đang được xem xét"),
    Reason.NO_POLICY: gettext_lazy("Chưa có chính sách nào áp dụng cho máy này"),
    Reason.ASSUMED_START: gettext_lazy("Chưa có hóa đơn, tạm tính từ ngày sản xuất"),
    Reason.NOT_ACTIVATED: gettext_lazy("Chưa kích hoạt"),
}
REMEDIES: Mapping[Remedy, Promise] = {
    Remedy.ACTIVATE: gettext_lazy("Kích hoạt sẽ dời ngày bắt đầu về ngày kích hoạt"),
    Remedy.BRING_PROOF: gettext_lazy("Có hóa đơn ngày muộn hơn thì hạn dài thêm"),
    Remedy.PLAN: gettext_lazy("Mua gói gia hạn trước khi hết hạn"),
    Remedy.GOODWILL: gettext_lazy("Quản lý bảo hành có thể duyệt thiện chí"),
    Remedy.APPEAL: gettext_lazy("Gửi yêu cầu xem xét lại kèm ảnh hoặc giấy tờ"),
    Remedy.REVIEW: gettext_lazy("Kết quả xem xét"),
    Remedy.EXCLUSION: gettext_lazy(
        "Khi kiểm tra máy thấy thuộc trường hợp không bảo hành trong chính sách"
    ),
    Remedy.SHOP_DAYS: gettext_lazy("Mỗi ngày ở xưởng được cộng một ngày vào hạn"),
    Remedy.NEW_UNIT: gettext_lazy("Kiểm tra bằng số máy mới"),
    Remedy.PUBLISH: gettext_lazy("Công bố chính sách cho loại máy này"),
}


@dataclass(frozen=True, slots=True)
class VerdictFace:
    """A verdict as it is read out."""

    verdict: Verdict
    cost: str
    outcome: str
    # "100%", "50%" or empty.
    share: str
    until: str
    reasons: tuple[str, ...]
    remedies: tuple[str, ...]
    tone: str
    icon: str


def verdict_face(verdict: Verdict) -> VerdictFace:
    """The words for one verdict."""
    return VerdictFace(
        verdict=verdict,
        cost=str(verdict.cost.label),
        outcome=str(OUTCOMES[verdict.outcome]),
        share=f"{verdict.percent}%" if verdict.percent else "",
        until=_until(verdict),
        reasons=tuple(str(REASONS[reason]) for reason in verdict.reasons),
        remedies=tuple(str(REMEDIES[remedy]) for remedy in verdict.remedies),
        tone=TONES[verdict.outcome],
        icon=ICONS[verdict.outcome],
    )


def _until(verdict: Verdict) -> str:
    """The day it turns on; a refusal has none that would help anybody."""
    if verdict.ends_on is None or Reason.VOIDED in verdict.reasons:
        return ""
    if Reason.ENDED in verdict.reasons:
        return _("hết ngày %(day)s") % {"day": vndate(verdict.ends_on)}
    return _("tới %(day)s") % {"day": vndate(verdict.ends_on)}
