"""What happens to covers, as everybody hears of it."""

from django.utils.translation import gettext_lazy as _

from foundation.events.labels import register

COVER_OPENED = "cover.opened"
COVER_DATED = "cover.dated"
COVER_ACTIVATED = "cover.activated"
COVER_PAUSED = "cover.paused"
COVER_RESUMED = "cover.resumed"
COVER_GOODWILL = "cover.goodwill"
COVER_EXTENDED = "cover.extended"
COVER_RESTARTED = "cover.component_restarted"
COVER_SUPERSEDED = "cover.superseded"
COVER_TRANSFERRED = "cover.transferred"
COVER_VOIDED = "cover.voided"
COVER_REINSTATED = "cover.reinstated"
COVER_HELD = "cover.held"
ACTIVATION_REFUSED = "activation.second"
TRANSFER_OFFERED = "transfer.offered"
TRANSFER_CANCELLED = "transfer.cancelled"
REVIEW_OPENED = "review.opened"
REVIEW_DECIDED = "review.decided"
COVER_JUDGED = "cover.judged"
CODE_ISSUED = "activation.code_issued"

register(COVER_OPENED, _("mở bảo hành"), icon="shield-check")
register(COVER_DATED, _("tính lại ngày bắt đầu bảo hành"), icon="calendar")
register(COVER_ACTIVATED, _("kích hoạt bảo hành"), icon="shield-check")
register(COVER_PAUSED, _("dừng tính bảo hành: máy vào xưởng"), icon="circle-pause")
register(COVER_RESUMED, _("tính tiếp bảo hành: máy về tay khách"), icon="play")
register(COVER_GOODWILL, _("thêm ngày bảo hành thiện chí"), icon="gift")
register(COVER_EXTENDED, _("thêm gói gia hạn bảo hành"), icon="shield-plus")
register(COVER_RESTARTED, _("tính lại bảo hành linh kiện đã thay"), icon="rotate-ccw")
register(COVER_SUPERSEDED, _("chuyển bảo hành sang máy đổi"), icon="replace")
register(COVER_TRANSFERRED, _("chuyển máy cho chủ mới"), icon="user-check")
register(COVER_VOIDED, _("từ chối bảo hành"), icon="shield-x")
register(COVER_REINSTATED, _("khôi phục bảo hành"), icon="shield-check")
register(COVER_HELD, _("giữ hạn bảo hành đã báo khách"), icon="lock")
register(ACTIVATION_REFUSED, _("kích hoạt lần nữa, không tính"), icon="shield-alert")
register(TRANSFER_OFFERED, _("muốn chuyển máy cho chủ mới"), icon="user-plus")
register(TRANSFER_CANCELLED, _("thôi chuyển máy"), icon="user-x")
register(REVIEW_OPENED, _("mở xem xét bảo hành"), icon="shield-alert")
register(REVIEW_DECIDED, _("quyết định xem xét bảo hành"), icon="shield-check")
register(COVER_JUDGED, _("kết luận bảo hành"), icon="shield-check")
register(CODE_ISSUED, _("cấp mã cào kích hoạt"), icon="key-round")
