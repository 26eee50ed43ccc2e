"""How each state looks: icon, word and colour, always all three.

The keys are the values of the enums in the public contract; the floor below the
apps cannot import them. Colour classes stand in assets/components.css.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, pgettext_lazy


@dataclass(frozen=True, slots=True)
class Look:
    """One state as people see it."""

    label: str | Promise
    icon: str
    tone: str = ""


UNKNOWN = Look(_("Không rõ"), icon="circle-question-mark")

STATUSES: Mapping[str, Look] = {
    "new": Look(
        pgettext_lazy("ticket status", "Mới"), icon="circle-dashed", tone="new"
    ),
    "open": Look(_("Đang xử lý"), icon="half", tone="work"),
    "waiting": Look(_("Đang chờ"), icon="circle-pause", tone="wait"),
    "planned": Look(_("Đã hẹn lịch"), icon="calendar-clock", tone="plan"),
    "resolved": Look(_("Đã xử lý"), icon="circle-check", tone="done"),
    "reopened": Look(_("Mở lại"), icon="rotate-ccw", tone="bad"),
    "closed": Look(_("Đã đóng"), icon="circle-check", tone="off"),
}

WAITS: Mapping[str, Look] = {
    "customer": Look(_("Chờ khách"), icon="circle-pause", tone="wait"),
    "part": Look(_("Chờ linh kiện"), icon="circle-pause", tone="wait"),
    "partner": Look(_("Chờ đối tác"), icon="circle-pause", tone="wait"),
    "visit": STATUSES["planned"],
    "internal": Look(_("Chờ nội bộ"), icon="circle-pause", tone="wait"),
}

KINDS: Mapping[str, Look] = {
    "warranty": Look(_("Bảo hành"), icon="shield-check"),
    "return": Look(_("Đổi trả"), icon="undo-2"),
    "technical": Look(_("Kỹ thuật"), icon="wrench"),
    "complaint": Look(_("Khiếu nại"), icon="message-square-warning"),
    "installation": Look(_("Lắp đặt"), icon="drill"),
    "maintenance": Look(_("Bảo dưỡng"), icon="refresh-cw"),
    "question": Look(_("Câu hỏi"), icon="circle-question-mark"),
}

PRIORITIES: Mapping[str, Look] = {
    "low": Look(pgettext_lazy("priority", "Thấp"), icon="bars1"),
    "normal": Look(pgettext_lazy("priority", "Thường"), icon="bars2"),
    "high": Look(pgettext_lazy("priority", "Cao"), icon="bars3"),
    "urgent": Look(
        pgettext_lazy("priority", "Khẩn"), icon="chevrons-up", tone="urgent"
    ),
}

CHANNELS: Mapping[str, Look] = {
    "portal": Look(_("Cổng khách hàng"), icon="globe"),
    "email": Look(_("E-mail"), icon="mail"),
    "chat": Look(_("Trò chuyện"), icon="messages-square"),
    "zalo": Look(_("Zalo"), icon="zalo"),
    "phone": Look(_("Điện thoại"), icon="phone"),
    "store": Look(_("Cửa hàng"), icon="store"),
    "social": Look(_("Mạng xã hội"), icon="share-2"),
    "api": Look(_("API"), icon="braces"),
}

# The words of a clock are computed with it; only icon and colour are fixed.
CLOCKS: Mapping[str, Look] = {
    "plenty": Look("", icon="clock"),
    "attn": Look("", icon="timer"),
    "risk": Look("", icon="clock-alert"),
    "breach": Look("", icon="octagon-alert"),
    "paused": Look("", icon="pause"),
    "met": Look("", icon="check"),
    "late": Look("", icon="timer-off"),
}

COVERS: Mapping[str, Look] = {
    "covered": Look(_("Còn bảo hành"), icon="shield-check", tone="ok"),
    "ending": Look(_("Sắp hết hạn"), icon="shield-alert", tone="warn"),
    "ended": Look(_("Hết bảo hành"), icon="shield-off"),
    "refused": Look(_("Từ chối"), icon="shield-x", tone="bad"),
}


def look_of(table: Mapping[str, Look], value: object) -> Look:
    """The look of an enum value; of an unknown one a question mark, never an error."""
    return table.get(str(value), UNKNOWN)


def status_look(status: object, wait_reason: object = "") -> Look:
    """The look of a ticket's status; a waiting one says whom we wait for."""
    if str(status) == "waiting" and wait_reason:
        return WAITS.get(str(wait_reason), STATUSES["waiting"])
    return look_of(STATUSES, status)
