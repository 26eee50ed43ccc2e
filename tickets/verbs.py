"""What happens to tickets and call tasks, in the past tense.

Everything that needs no person's words is in the event's data; README.md lists it.
"""

from django.utils.translation import gettext_lazy as _

from foundation.events.labels import register

TICKET_OPENED = "ticket.opened"
TICKET_REPLIED = "ticket.replied"
TICKET_CUSTOMER_REPLIED = "ticket.customer_replied"
TICKET_NOTED = "ticket.noted"
TICKET_ASSIGNED = "ticket.assigned"
TICKET_WAITED = "ticket.waited"
TICKET_RESUMED = "ticket.resumed"
TICKET_RESOLVED = "ticket.resolved"
TICKET_REOPENED = "ticket.reopened"
TICKET_CLOSED = "ticket.closed"
TICKET_CLASSIFIED = "ticket.classified"
TICKET_VERIFIED = "ticket.verified"

CALL_REQUESTED = "call.requested"
CALL_DONE = "call.done"

# Said in words on the page already; a line about each would say it twice.
SPOKEN_VERBS = frozenset({TICKET_REPLIED, TICKET_CUSTOMER_REPLIED, TICKET_NOTED})

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
    }
)

register(TICKET_OPENED, _("mở phiếu"), icon="inbox")
register(TICKET_REPLIED, _("trả lời khách"), icon="reply")
register(TICKET_CUSTOMER_REPLIED, _("nhắn thêm"), icon="message-circle")
register(TICKET_NOTED, _("ghi chú nội bộ"), icon="lock")
register(TICKET_ASSIGNED, _("giao phiếu"), icon="user-cog")
register(TICKET_WAITED, _("chuyển sang chờ"), icon="circle-pause")
register(TICKET_RESUMED, _("tiếp tục xử lý"), icon="circle-play")
register(TICKET_RESOLVED, _("xử lý xong"), icon="circle-check")
register(TICKET_REOPENED, _("mở lại phiếu"), icon="rotate-ccw")
register(TICKET_CLOSED, _("đóng phiếu"), icon="circle-check")
register(TICKET_CLASSIFIED, _("phân loại lại"), icon="tag")
register(TICKET_VERIFIED, _("xác nhận đúng khách"), icon="shield-check")
register(CALL_REQUESTED, _("tạo việc gọi khách"), icon="phone")
register(CALL_DONE, _("đã gọi khách"), icon="phone-call")
