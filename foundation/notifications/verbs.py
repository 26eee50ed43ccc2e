"""What happens to messages."""

from django.utils.translation import gettext_lazy as _

from foundation.events.labels import register

MESSAGE_SENT = "message.sent"
MESSAGE_UNDELIVERABLE = "message.undeliverable"
MESSAGE_RESENT = "message.resent"
MESSAGE_CANCELLED = "message.cancelled"
MESSAGES_HELD = "message.held"
MESSAGES_RELEASED = "message.released"
NOTICE_WAYS_CHOSEN = "staff.notice_ways_chosen"

register(MESSAGE_SENT, _("gửi tin cho khách"), icon="mail-check")
register(MESSAGE_UNDELIVERABLE, _("không gửi được tin cho khách"), icon="mail-x")
register(MESSAGE_RESENT, _("cho gửi lại tin"), icon="rotate-cw")
register(MESSAGE_CANCELLED, _("hủy tin chưa gửi"), icon="circle-x")
register(MESSAGES_HELD, _("giữ lại mọi tin chưa gửi"), icon="pause")
register(MESSAGES_RELEASED, _("thả các tin đang giữ"), icon="play")
register(NOTICE_WAYS_CHOSEN, _("đổi cách nhận nhắc việc"), icon="bell")
