"""What happens to replies, macros and bulk runs, in the past tense."""

from django.utils.translation import gettext_lazy as _

from foundation.events.labels import register

REPLY_SAVED = "canned_reply.saved"
REPLY_RETIRED = "canned_reply.retired"
REPLY_RESTORED = "canned_reply.restored"

MACRO_SAVED = "macro.saved"
MACRO_RETIRED = "macro.retired"
MACRO_RESTORED = "macro.restored"
MACRO_APPLIED = "ticket.macro_applied"

BULK_ASKED = "bulk.asked"
BULK_STOPPED = "bulk.stopped"
BULK_DONE = "bulk.done"

register(REPLY_SAVED, _("lưu câu trả lời mẫu"), icon="pencil")
register(REPLY_RETIRED, _("ngừng dùng câu trả lời mẫu"), icon="archive")
register(REPLY_RESTORED, _("dùng lại câu trả lời mẫu"), icon="rotate-ccw")
register(MACRO_SAVED, _("lưu macro"), icon="pencil")
register(MACRO_RETIRED, _("ngừng dùng macro"), icon="archive")
register(MACRO_RESTORED, _("dùng lại macro"), icon="rotate-ccw")
register(MACRO_APPLIED, _("chạy macro"), icon="zap")
register(BULK_ASKED, _("làm hàng loạt"), icon="list-checks")
register(BULK_STOPPED, _("dừng lượt hàng loạt"), icon="ban")
register(BULK_DONE, _("xong lượt hàng loạt"), icon="circle-check")
