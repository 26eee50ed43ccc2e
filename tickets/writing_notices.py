"""What staff are told about words of theirs, and about words that name them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _, gettext_lazy

from foundation.notifications.notice_kinds import register

REPLY_HELD = "reply-held"
MENTIONED = "mention"


def _line(sentence: Callable[[], str]) -> Callable[[Mapping[str, Any]], str]:
    """The sentence of now's language with the number of the ticket in it."""

    def words(data: Mapping[str, Any]) -> str:
        number = str(data["number"]).removeprefix("TK-")
        return sentence() % {"number": f"#{number}"}

    return words


register(
    REPLY_HELD,
    gettext_lazy("Câu trả lời của tôi chưa gửi"),
    "circle-pause",
    _line(lambda: _("Câu trả lời của bạn ở phiếu %(number)s chưa gửi")),
)
register(
    MENTIONED,
    gettext_lazy("Được nhắc tên trong ghi chú"),
    "at-sign",
    _line(lambda: _("Bạn được nhắc tên ở phiếu %(number)s")),
)
