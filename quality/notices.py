"""What staff are told when their work was judged."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _, gettext_lazy

from foundation.notifications.notice_kinds import register

QUALITY_SAID = "quality-said"
QUALITY_CHANGED = "quality-changed"


def own_path(sample_id: int) -> str:
    """Where an agent reads what was said of their work."""
    return f"/desk/quality/mine/#s{sample_id}"


def _line(sentence: Callable[[], str]) -> Callable[[Mapping[str, Any]], str]:
    """The sentence of now's language with the number of the ticket in it."""

    def words(data: Mapping[str, Any]) -> str:
        number = str(data["number"]).removeprefix("TK-")
        return sentence() % {"number": f"#{number}"}

    return words


register(
    QUALITY_SAID,
    gettext_lazy("Nhận xét về việc của tôi"),
    "badge-check",
    _line(lambda: _("Có nhận xét về phiếu %(number)s bạn đã xử lý")),
    mail=False,
)
register(
    QUALITY_CHANGED,
    gettext_lazy("Nhận xét về việc của tôi được sửa"),
    "badge-check",
    _line(lambda: _("Nhận xét về phiếu %(number)s bạn đã xử lý được sửa")),
    mail=False,
)
