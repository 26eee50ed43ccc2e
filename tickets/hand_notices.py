"""What staff are told about tickets that change hands, and about questions among us."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _, gettext_lazy

from foundation.notifications.notice_kinds import register

ASSIGNED = "ticket-assigned"
APPROVAL_ASKED = "handoff-asked"
APPROVAL_GIVEN = "handoff-approved"
APPROVAL_REFUSED = "handoff-declined"
CONSULT_ASKED = "consult-asked"
CONSULT_ANSWERED = "consult-answered"
CONSULT_OVERDUE = "consult-overdue"

Data = Mapping[str, Any]


def _line(sentence: Callable[[], str]) -> Callable[[Data], str]:
    """The sentence of now's language with the number of the ticket in it."""

    def words(data: Data) -> str:
        number = str(data["number"]).removeprefix("TK-")
        return sentence() % {"number": f"#{number}"}

    return words


register(
    ASSIGNED,
    gettext_lazy("Phiếu được giao cho tôi"),
    "user-check",
    _line(lambda: _("Phiếu %(number)s được giao cho bạn")),
)
register(
    APPROVAL_ASKED,
    gettext_lazy("Xin duyệt chuyển phiếu"),
    "user-cog",
    _line(lambda: _("Phiếu %(number)s chờ bạn duyệt chuyển người")),
)
register(
    APPROVAL_GIVEN,
    gettext_lazy("Đã duyệt chuyển phiếu"),
    "user-check",
    _line(lambda: _("Yêu cầu chuyển phiếu %(number)s đã được duyệt")),
    mail=False,
)
register(
    APPROVAL_REFUSED,
    gettext_lazy("Không duyệt chuyển phiếu"),
    "user-x",
    _line(lambda: _("Yêu cầu chuyển phiếu %(number)s không được duyệt")),
)
register(
    CONSULT_ASKED,
    gettext_lazy("Đồng nghiệp hỏi ý kiến"),
    "messages-square",
    _line(lambda: _("Có câu hỏi cho bạn ở phiếu %(number)s")),
)
register(
    CONSULT_ANSWERED,
    gettext_lazy("Câu hỏi của tôi được trả lời"),
    "message-square-text",
    _line(lambda: _("Câu hỏi của bạn ở phiếu %(number)s đã được trả lời")),
    mail=False,
)
register(
    CONSULT_OVERDUE,
    gettext_lazy("Câu hỏi quá hạn trả lời"),
    "clock-alert",
    _line(lambda: _("Câu hỏi ở phiếu %(number)s quá hạn trả lời")),
)
