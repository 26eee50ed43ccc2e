"""What those who look after the store are told: that something is running out."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _, gettext_lazy

from foundation.accounts.enums import Role, UserKind
from foundation.accounts.models import User
from foundation.accounts.permissions import ROLE_CAPABILITIES, Capability
from foundation.core.refs import ref
from foundation.notifications.notice_kinds import register
from foundation.notifications.notices import NewNotice, owe_notices
from parts.models import ReorderRule
from parts.things import part_path

STOCK_LOW = "stock-low"


def _words(data: Mapping[str, Any]) -> str:
    return _("Sắp hết %(sku)s ở %(place)s, còn %(free)s") % {
        "sku": data["sku"],
        "place": data["place"],
        "free": data["free"],
    }


register(
    STOCK_LOW,
    gettext_lazy("Linh kiện sắp hết"),
    "package-minus",
    _words,
    mail=False,
)


def tell_low(rule: ReorderRule, free: int, *, at: datetime) -> None:
    """Ring for the store's people, once for each time that it falls low."""
    notices = [
        NewNotice(
            user_id=user_id,
            kind=STOCK_LOW,
            about=ref(rule.part),
            path=part_path(rule.part.sku),
            data={"sku": rule.part.sku, "place": rule.location.code, "free": free},
            dedupe_key=f"{STOCK_LOW}:{rule.pk}:{at.isoformat()}",
        )
        for user_id in _store_people()
    ]
    if notices:
        owe_notices(notices, at=at)


def _store_people() -> list[int]:
    """The warehouse; everybody who may look after stock where there is none."""
    staff = User.objects.filter(is_active=True, kind=UserKind.STAFF).order_by("pk")
    able = Capability.MANAGE_STOCK
    roles = [role for role, held in ROLE_CAPABILITIES.items() if able in held]
    found = list(staff.filter(role__in=roles).values_list("pk", "role"))
    ours = [pk for pk, role in found if role == Role.WAREHOUSE]
    return ours or [pk for pk, _role in found]
