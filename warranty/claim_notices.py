"""What staff are told about claims: appeals, what the law gives the customer, money that
was called off."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _, gettext_lazy

from foundation.core.actor import Actor
from foundation.core.refs import ref
from foundation.notifications.notice_kinds import register
from foundation.notifications.notices import NewNotice, owe_notices
from warranty.claim_links import desk_claim_path
from warranty.models import Claim

ALARM_OPENED = "claim-alarm"
ALARM_LATE = "claim-alarm-late"
APPEALED = "claim-appealed"
REFUND_OFF = "claim-refund-off"

Data = Mapping[str, Any]


def _line(sentence: Callable[[], str]) -> Callable[[Data], str]:
    """The sentence of now's language with the number of the claim in it."""

    def words(data: Data) -> str:
        return sentence() % {"number": data["number"]}

    return words


register(
    ALARM_OPENED,
    gettext_lazy("Khách có quyền đổi máy hoặc hoàn tiền"),
    "siren",
    _line(lambda: _("Khách của %(number)s có quyền đổi máy hoặc hoàn tiền")),
)
register(
    ALARM_LATE,
    gettext_lazy("Quyền của khách quá hạn quyết định"),
    "siren",
    _line(lambda: _("Quyền đổi máy, hoàn tiền của %(number)s quá hạn quyết định")),
)
register(
    APPEALED,
    gettext_lazy("Khách khiếu nại quyết định từ chối"),
    "scale",
    _line(lambda: _("Khách khiếu nại quyết định từ chối %(number)s")),
)

register(
    REFUND_OFF,
    gettext_lazy("Khoản hoàn tiền của hồ sơ bị hủy"),
    "ban",
    _line(lambda: _("Khoản hoàn tiền của %(number)s bị hủy, hãy quyết định lại")),
)


def tell(
    claim: Claim,
    kind: str,
    key: object,
    people: Iterable[int | None],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Owe each of `people` the notice once per `key`, except whoever did it."""
    told = {user_id for user_id in people if user_id and user_id != by.user_id}
    notices = [
        NewNotice(
            user_id=user_id,
            kind=kind,
            about=ref(claim.ticket),
            path=desk_claim_path(claim),
            data={"number": claim.number},
            dedupe_key=f"{kind}:{key}",
        )
        for user_id in sorted(told)
    ]
    if notices:
        owe_notices(notices, at=at)
