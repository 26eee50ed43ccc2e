"""The values of the variables for one ticket and one writer."""

from django.conf import settings
from django.utils import translation

from customers.enums import Salutation
from foundation.accounts.models import User
from foundation.core import formats
from foundation.core.shop import HOTLINE, NAME
from foundation.core.text import given_name
from tickets.enums import Metric, Side
from tickets.links import customer_path
from tickets.models import Ticket, TicketClock


def values_for(ticket: Ticket, user: User) -> dict[str, str]:
    """What each variable stands for on `ticket`; empty where the ticket does not say.

    At most four queries; none for what the ticket brings along.
    """
    customer, unit = ticket.customer, ticket.unit
    with translation.override(customer.locale):
        address = str(Salutation(customer.salutation).label)
    return {
        "khach.xung_ho": address,
        "khach.ten": given_name(customer.name),
        "khach.ho_ten": customer.name,
        "phieu.so": ticket.short_number,
        "phieu.tieu_de": ticket.subject,
        "phieu.han_hen": _promised(ticket),
        "may.ten": unit.product.name if unit else "",
        "may.so_may": unit.serial if unit else "",
        "toi.ten": user.name,
        "cua_hang.ten": NAME,
        "cua_hang.dien_thoai": HOTLINE,
        "link.theo_doi": f"{settings.BASE_URL}{customer_path(ticket)}",
    }


def sample_values(user: User) -> dict[str, str]:
    """What a writer sees where no ticket is at hand."""
    return {
        "khach.xung_ho": "chị",
        "khach.ten": "Hà",
        "khach.ho_ten": "Nguyễn Thu Hà",
        "phieu.so": "#48213",
        "phieu.tieu_de": "Máy giặt báo lỗi E3",
        "phieu.han_hen": "17:30 20/11/2026",
        "may.ten": "Máy giặt WF-95",
        "may.so_may": "WF95-2409-004172",
        "toi.ten": user.name,
        "cua_hang.ten": NAME,
        "cua_hang.dien_thoai": HOTLINE,
        "link.theo_doi": f"{settings.BASE_URL}/t/…/",
    }


def _promised(ticket: Ticket) -> str:
    """By when the customer was told that it is done; nothing while that stands still."""
    clock = (
        TicketClock.objects.live()
        .filter(ticket=ticket, side=Side.PROMISED, metric=Metric.RESOLUTION)
        .first()
    )
    if clock is None or clock.is_paused:
        return ""
    return formats.vndatetime(clock.due_at)
