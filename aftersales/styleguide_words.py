"""What the style guide shows of words that are not said yet, and of pictures."""

from typing import Any

from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tickets.enums import WaitReason

WAITING: dict[str, Any] = {
    "id": 0,
    "who": "Trần Minh Quân",
    "body": "Dạ, sáng mai kỹ thuật qua nhà chị lúc 8 giờ ạ.",
    "files": ("lich-hen.pdf",),
    "is_mine": True,
    "may_take_back": True,
    "take_back_url": "#content",
    "send_now_url": "#content",
}


HELD: dict[str, Any] = {
    **WAITING,
    "is_held": True,
    "may_take_back": False,
    "reason": _("khách hoặc đồng nghiệp vừa viết thêm"),
}
PICTURE = "favicon.svg"


def unsaid() -> dict[str, Any]:
    """Answers on their way in each state, drafts of each kind, a picture to look at."""
    ticket = {
        "number": "TK-48213",
        "short_number": "#48213",
        "subject": "Máy giặt báo lỗi E3, không vắt và rung mạnh",
        "customer": {"name": "Nguyễn Thu Hà"},
    }
    draft = {"ticket": ticket, "updated_at": timezone.now(), "files": ()}
    return {
        "pending": (
            {**WAITING, "seconds": 12, "then": WaitReason.CUSTOMER.label},
            {**WAITING, "when": "Thứ 2, 23/11, 08:00", "files": ()},
            HELD,
        ),
        "drafts": (
            {**draft, "kind": "public", "body": "Dạ em chào chị Hà, em đã xem video…"},
            {**draft, "kind": "note", "body": "Nghe tiếng là gãy giảm chấn."},
        ),
        "pictures": (
            {
                "name": "tem-may.png",
                "url": static(PICTURE),
                "thumb_url": static(PICTURE),
            },
        ),
    }
