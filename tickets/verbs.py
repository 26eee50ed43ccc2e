"""What happens to tickets and call tasks, in the past tense.

Everything that needs no person's words is in the event's data; README.md lists it.
"""

from django.utils.translation import gettext_lazy as _

from foundation.events.labels import register

TICKET_OPENED = "ticket.opened"
TICKET_REPLIED = "ticket.replied"
TICKET_CUSTOMER_REPLIED = "ticket.customer_replied"
TICKET_NOTED = "ticket.noted"
REPLY_QUEUED = "ticket.reply_queued"
REPLY_TAKEN_BACK = "ticket.reply_taken_back"
REPLY_HELD = "ticket.reply_held"
TICKET_ASSIGNED = "ticket.assigned"
TICKET_BEGUN = "ticket.begun"
TICKET_WAITED = "ticket.waited"
TICKET_RESUMED = "ticket.resumed"
STAGE_STARTED = "ticket.stage_started"
STAGE_FINISHED = "ticket.stage_finished"
TICKET_RESOLVED = "ticket.resolved"
TICKET_REOPENED = "ticket.reopened"
TICKET_CLOSED = "ticket.closed"
TICKET_CLASSIFIED = "ticket.classified"
TICKET_VERIFIED = "ticket.verified"
TICKET_MERGED = "ticket.merged"
TICKET_UNMERGED = "ticket.unmerged"
TICKET_WORDS_RETURNED = "ticket.words_returned"
TICKET_SPLIT = "ticket.split"

TICKET_TAGGED = "ticket.tagged"
TICKET_SNOOZED = "ticket.snoozed"
TICKET_WOKEN = "ticket.woken"
TICKET_PARENTED = "ticket.parented"
TICKET_ORPHANED = "ticket.orphaned"
TICKET_PARTS_DONE = "ticket.parts_done"
TICKET_TRACKED = "ticket.tracked"
TICKET_UNTRACKED = "ticket.untracked"

TAG_MADE = "tag.made"
TAG_CHANGED = "tag.changed"
TAG_RETIRED = "tag.retired"
TAG_RESTORED = "tag.restored"
TAG_MERGED = "tag.merged"

CHECKLIST_ADDED = "checklist.added"
CHECKLIST_TICKED = "checklist.ticked"
CHECKLIST_UNTICKED = "checklist.unticked"
CHECKLIST_CHANGED = "checklist.changed"
CHECKLIST_REMOVED = "checklist.removed"
CHECKLIST_TEMPLATE_SAVED = "checklist.template_saved"
CHECKLIST_TEMPLATE_RETIRED = "checklist.template_retired"
CHECKLIST_TEMPLATE_RESTORED = "checklist.template_restored"

TRACKER_OPENED = "tracker.opened"
TRACKER_CHANGED = "tracker.changed"
TRACKER_NOTED = "tracker.noted"
TRACKER_RESOLVED = "tracker.resolved"
TRACKER_REOPENED = "tracker.reopened"

HANDOFF_REQUESTED = "ticket.handoff_requested"
HANDOFF_APPROVED = "ticket.handoff_approved"
HANDOFF_DECLINED = "ticket.handoff_declined"
HANDOFF_WITHDRAWN = "ticket.handoff_withdrawn"

CONSULT_ASKED = "ticket.consult_asked"
CONSULT_ANSWERED = "ticket.consult_answered"
CONSULT_WITHDRAWN = "ticket.consult_withdrawn"
CONSULT_OVERDUE = "ticket.consult_overdue"

SLA_WARNED = "ticket.sla_warned"
SLA_BREACHED = "ticket.sla_breached"
SLA_ESCALATED = "ticket.sla_escalated"

TICKET_ROUTED = "ticket.routed"
TICKET_SUPERVISED = "ticket.supervised"
ROUTING_CHANGED = "routing.changed"

TICKET_RETARGETED = "ticket.retargeted"
TICKET_RECLOCKED = "ticket.reclocked"

POLICY_CREATED = "policy.created"
POLICY_RENAMED = "policy.renamed"
POLICY_MOVED = "policy.moved"
POLICY_SWITCHED_ON = "policy.switched_on"
POLICY_SWITCHED_OFF = "policy.switched_off"
POLICY_DRAFT_SAVED = "policy.draft_saved"
POLICY_DRAFT_DISCARDED = "policy.draft_discarded"
POLICY_PUBLISHED = "policy.published"
POLICY_APPLY_ASKED = "policy.apply_asked"
POLICY_APPLY_CANCELLED = "policy.apply_cancelled"
POLICY_APPLIED = "policy.applied"

CALL_LOGGED = "call.logged"
CALL_REQUESTED = "call.requested"
CALL_DONE = "call.done"

# Said in words on the page already; a line about each would say it twice.
SPOKEN_VERBS = frozenset(
    {
        TICKET_REPLIED,
        TICKET_CUSTOMER_REPLIED,
        TICKET_NOTED,
        # The answer itself stands on the page until it is out.
        REPLY_QUEUED,
        # The list beside the conversation shows who did what, and when.
        CHECKLIST_TICKED,
        CHECKLIST_UNTICKED,
        CHECKLIST_CHANGED,
        CHECKLIST_REMOVED,
    }
)

# Said of two tickets at once, each by its number.
FAMILY_VERBS = frozenset(
    {
        TICKET_MERGED,
        TICKET_UNMERGED,
        TICKET_SPLIT,
        TICKET_PARENTED,
        TICKET_ORPHANED,
    }
)

# What a customer may see of their own case. Who works on it, how it is sorted and
# what we say among ourselves stays ours.
CUSTOMER_VERBS = frozenset(
    {
        TICKET_OPENED,
        TICKET_REPLIED,
        TICKET_CUSTOMER_REPLIED,
        TICKET_WAITED,
        TICKET_RESUMED,
        TICKET_RESOLVED,
        TICKET_REOPENED,
        TICKET_CLOSED,
        TICKET_MERGED,
        TICKET_UNMERGED,
    }
)

register(TICKET_OPENED, _("mở phiếu"), icon="inbox")
register(TICKET_REPLIED, _("trả lời khách"), icon="reply")
register(TICKET_CUSTOMER_REPLIED, _("nhắn thêm"), icon="message-circle")
register(TICKET_NOTED, _("ghi chú nội bộ"), icon="lock")
register(REPLY_QUEUED, _("hẹn gửi câu trả lời"), icon="clock")
register(REPLY_TAKEN_BACK, _("thu hồi câu trả lời trước khi gửi"), icon="undo-2")
register(REPLY_HELD, _("giữ lại câu trả lời chưa gửi"), icon="circle-pause")
register(TICKET_ASSIGNED, _("giao phiếu"), icon="user-cog")
register(TICKET_BEGUN, _("bắt đầu xử lý"), icon="circle-play")
register(TICKET_WAITED, _("chuyển sang chờ"), icon="circle-pause")
register(TICKET_RESUMED, _("tiếp tục xử lý"), icon="circle-play")
register(STAGE_STARTED, _("bắt đầu công đoạn"), icon="timer")
register(STAGE_FINISHED, _("xong công đoạn"), icon="check")
register(TICKET_RESOLVED, _("xử lý xong"), icon="circle-check")
register(TICKET_REOPENED, _("mở lại phiếu"), icon="rotate-ccw")
register(TICKET_CLOSED, _("đóng phiếu"), icon="circle-check")
register(TICKET_CLASSIFIED, _("phân loại lại"), icon="tag")
register(TICKET_VERIFIED, _("xác nhận đúng khách"), icon="shield-check")
register(TICKET_MERGED, _("gộp phiếu"), icon="merge")
register(TICKET_UNMERGED, _("bỏ gộp phiếu"), icon="unlink")
register(TICKET_WORDS_RETURNED, _("trả tin về phiếu cũ"), icon="undo-2")
register(TICKET_SPLIT, _("tách tin thành phiếu riêng"), icon="split")
register(TICKET_TAGGED, _("gắn nhãn"), icon="tag")
register(TICKET_SNOOZED, _("tạm ẩn phiếu"), icon="alarm-clock")
register(TICKET_WOKEN, _("cho phiếu hiện lại"), icon="alarm-clock-off")
register(TICKET_PARENTED, _("nối làm phiếu con"), icon="list-tree")
register(TICKET_ORPHANED, _("tách khỏi phiếu chính"), icon="unlink")
register(TICKET_PARTS_DONE, _("xong mọi phiếu con"), icon="list-checks")
register(TICKET_TRACKED, _("đưa vào lỗi hàng loạt"), icon="bug")
register(TICKET_UNTRACKED, _("đưa ra khỏi lỗi hàng loạt"), icon="unlink")
register(TAG_MADE, _("tạo nhãn"), icon="tag")
register(TAG_CHANGED, _("sửa nhãn"), icon="pencil")
register(TAG_RETIRED, _("ngừng dùng nhãn"), icon="archive")
register(TAG_RESTORED, _("dùng lại nhãn"), icon="rotate-ccw")
register(TAG_MERGED, _("gộp nhãn"), icon="merge")
register(CHECKLIST_ADDED, _("thêm việc cần làm"), icon="list-checks")
register(CHECKLIST_TICKED, _("làm xong một việc"), icon="check")
register(CHECKLIST_UNTICKED, _("bỏ đánh dấu một việc"), icon="undo-2")
register(CHECKLIST_CHANGED, _("sửa việc cần làm"), icon="pencil")
register(CHECKLIST_REMOVED, _("xóa một việc"), icon="trash-2")
register(CHECKLIST_TEMPLATE_SAVED, _("lưu danh sách việc mẫu"), icon="pencil")
register(CHECKLIST_TEMPLATE_RETIRED, _("ngừng dùng danh sách việc mẫu"), icon="archive")
register(
    CHECKLIST_TEMPLATE_RESTORED, _("dùng lại danh sách việc mẫu"), icon="rotate-ccw"
)
register(TRACKER_OPENED, _("mở lỗi hàng loạt"), icon="bug")
register(TRACKER_CHANGED, _("sửa lỗi hàng loạt"), icon="pencil")
register(TRACKER_NOTED, _("ghi chú vào mọi phiếu của lỗi"), icon="lock")
register(TRACKER_RESOLVED, _("khắc phục xong lỗi hàng loạt"), icon="circle-check")
register(TRACKER_REOPENED, _("mở lại lỗi hàng loạt"), icon="rotate-ccw")
register(HANDOFF_REQUESTED, _("xin duyệt chuyển phiếu"), icon="user-cog")
register(HANDOFF_APPROVED, _("duyệt chuyển phiếu"), icon="user-check")
register(HANDOFF_DECLINED, _("không duyệt chuyển phiếu"), icon="user-x")
register(HANDOFF_WITHDRAWN, _("rút yêu cầu chuyển phiếu"), icon="undo-2")
register(CONSULT_ASKED, _("hỏi ý kiến đồng nghiệp"), icon="messages-square")
register(CONSULT_ANSWERED, _("trả lời ý kiến"), icon="message-square-text")
register(CONSULT_WITHDRAWN, _("rút câu hỏi"), icon="undo-2")
register(CONSULT_OVERDUE, _("quá hạn trả lời ý kiến"), icon="clock-alert")
register(SLA_WARNED, _("sắp tới hạn"), icon="clock-alert")
register(SLA_BREACHED, _("trễ hạn"), icon="octagon-alert")
register(SLA_ESCALATED, _("leo thang"), icon="triangle-alert")
register(TICKET_ROUTED, _("tự giao phiếu"), icon="user-check")
register(TICKET_SUPERVISED, _("chờ trưởng nhóm tìm người"), icon="user-x")
register(ROUTING_CHANGED, _("đổi cách tự phân công"), icon="settings")
register(TICKET_RETARGETED, _("đổi cam kết"), icon="clock")
register(TICKET_RECLOCKED, _("tính lại hạn theo lịch làm việc mới"), icon="clock")
register(POLICY_CREATED, _("tạo cam kết"), icon="plus")
register(POLICY_RENAMED, _("đổi tên cam kết"), icon="pencil")
register(POLICY_MOVED, _("đổi thứ tự cam kết"), icon="list-checks")
register(POLICY_SWITCHED_ON, _("bật cam kết"), icon="circle-play")
register(POLICY_SWITCHED_OFF, _("tắt cam kết"), icon="circle-pause")
register(POLICY_DRAFT_SAVED, _("lưu bản nháp cam kết"), icon="pencil")
register(POLICY_DRAFT_DISCARDED, _("bỏ bản nháp cam kết"), icon="trash-2")
register(POLICY_PUBLISHED, _("ban hành cam kết"), icon="circle-check")
register(POLICY_APPLY_ASKED, _("cho áp dụng cam kết vào phiếu đang mở"), icon="clock")
register(POLICY_APPLY_CANCELLED, _("dừng áp dụng cam kết"), icon="ban")
register(POLICY_APPLIED, _("áp dụng xong cam kết"), icon="circle-check")
register(CALL_LOGGED, _("ghi cuộc gọi"), icon="phone")
register(CALL_REQUESTED, _("tạo việc gọi khách"), icon="phone")
register(CALL_DONE, _("đã gọi khách"), icon="phone-call")
