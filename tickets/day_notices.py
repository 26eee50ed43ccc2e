"""What staff are told about tickets that come back to them by themselves."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _, gettext_lazy

from foundation.notifications.notice_kinds import register

SNOOZE_OVER = "snooze-over"
PARTS_DONE = "parts-done"

Data = Mapping[str, Any]


def _line(sentence: Callable[[], str]) -> Callable[[Data], str]:
    """The sentence of now's language with the number of the ticket in it."""

    def words(data: Data) -> str:
        number = str(data["number"]).removeprefix("TK-")
        return sentence() % {"number": f"#{number}"}

    return words


register(
    SNOOZE_OVER,
    gettext_lazy("Hết giờ tạm ẩn"),
    "alarm-clock",
    _line(lambda: _("Phiếu %(number)s hết giờ tạm ẩn, đã về lại hộp phiếu")),
    mail=False,
)
register(
    PARTS_DONE,
    gettext_lazy("Xong mọi phiếu con"),
    "list-checks",
    _line(lambda: _("Mọi phiếu con của %(number)s đã xong, phiếu chính làm tiếp được")),
)
