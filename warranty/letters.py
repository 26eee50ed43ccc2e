"""What the warranty writes to owners."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _, override

from catalog.models import ComponentClass, Unit
from customers.models import Customer
from customers.queries import recipient_of
from foundation.core.refs import ref
from foundation.notifications.actions import queue_message
from foundation.notifications.enums import Channel
from foundation.notifications.labels import register
from foundation.notifications.recipients import Recipient
from warranty.cover_words import component_word
from warranty.enums import VoidReason
from warranty.models import CoverageEvent, Transfer

register("transfer-code", _("Mã chuyển chủ máy"))
register("transfer-done", _("Báo máy đã sang chủ mới"))
register("cover-voided", _("Báo từ chối bảo hành"))
register("cover-reinstated", _("Báo khôi phục bảo hành"))

CHANNELS = {"email": Channel.EMAIL, "phone": Channel.SMS}


def proven_recipient(customer: Customer) -> Recipient | None:
    """The owner by the contacts they have proven, best first; None without one."""
    whole = recipient_of(customer)
    points = customer.living.reachable_by
    proven = {point.value for point in points if point.verified_at is not None}
    routes = tuple(route for route in whole.routes if route[1] in proven)
    if not routes:
        return None
    return Recipient(whole.name, routes, whole.locale, whole.customer_ref)


def send_transfer_code(transfer: Transfer, to: Recipient, code: str) -> None:
    """The code goes to the owner alone, to be passed on to whoever takes the unit."""
    queue_message(
        "transfer-code",
        to=to,
        about=ref(transfer.unit),
        dedupe_key=f"transfer-code:{transfer.pk}",
        context={"code": code, **_thing(transfer.unit)},
        is_secret=True,
    )


def tell_handed_over(transfer: Transfer) -> None:
    """The former owner, if there was one, hears that the unit is somebody else's now."""
    if transfer.giver is None:
        return
    queue_message(
        "transfer-done",
        to=recipient_of(transfer.giver),
        about=ref(transfer.unit),
        dedupe_key=f"transfer-done:{transfer.pk}",
        context=_thing(transfer.unit),
    )


def tell_of_refusal(
    unit: Unit,
    event: CoverageEvent,
    *,
    reason: VoidReason,
    component: ComponentClass | None,
) -> None:
    """The owner hears that cover is refused, why, and how to ask again."""
    if unit.owner is None:
        return
    to = recipient_of(unit.owner)
    with override(to.locale):
        words, part = str(reason.label), component_word(component)
    queue_message(
        "cover-voided",
        to=to,
        about=ref(unit),
        dedupe_key=f"cover-voided:{event.pk}",
        context={
            "reason": words,
            "part": part,
            "link": f"{settings.BASE_URL}/my/products/{unit.serial}/",
            **_thing(unit),
        },
    )


def tell_of_return(unit: Unit, event: CoverageEvent) -> None:
    """The owner hears that a refusal was taken back."""
    if unit.owner is None:
        return
    queue_message(
        "cover-reinstated",
        to=recipient_of(unit.owner),
        about=ref(unit),
        dedupe_key=f"cover-reinstated:{event.pk}",
        context={
            "link": f"{settings.BASE_URL}/my/products/{unit.serial}/",
            **_thing(unit),
        },
    )


def _thing(unit: Unit) -> dict[str, str]:
    return {"product": unit.product.name, "serial": unit.serial}
