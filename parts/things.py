"""How the store's things are called where only their (type, id) is known."""

from collections.abc import Collection, Mapping
from urllib.parse import quote

from django.utils.translation import gettext_lazy as _

from foundation.events.things import Thing, register_things
from parts.models import Part, PurchaseLine, PurchaseRequest, Reservation


def register() -> None:
    """Make them known to the event log."""
    register_things(Part._meta.label_lower, _("Linh kiện"), _parts)
    register_things(Reservation._meta.label_lower, _("Giữ linh kiện"), _reservations)
    register_things(PurchaseRequest._meta.label_lower, _("Yêu cầu mua"), _requests)
    register_things(PurchaseLine._meta.label_lower, _("Dòng mua"), _lines)


def part_path(sku: str) -> str:
    """The desk's page of a part; a slash in its number does not part the address."""
    name = quote(sku, safe=" ") if "/" in sku or "%" in sku else sku
    return f"/desk/stock/{quote(name)}/"


def request_path(number: str) -> str:
    """The desk's page of a request to a supplier."""
    return f"/desk/stock/purchases/{number}/"


def _parts(ids: Collection[str]) -> Mapping[str, Thing]:
    rows = Part.objects.filter(pk__in=ids)
    return {str(part.pk): Thing(str(part), part_path(part.sku)) for part in rows}


def _reservations(ids: Collection[str]) -> Mapping[str, Thing]:
    rows = Reservation.objects.filter(pk__in=ids).values_list("pk", "part__sku")
    return {str(pk): Thing(sku, part_path(sku)) for pk, sku in rows}


def _requests(ids: Collection[str]) -> Mapping[str, Thing]:
    rows = PurchaseRequest.objects.filter(pk__in=ids).values_list("pk", "number")
    return {str(pk): Thing(number, request_path(number)) for pk, number in rows}


def _lines(ids: Collection[str]) -> Mapping[str, Thing]:
    rows = PurchaseLine.objects.filter(pk__in=ids).values_list(
        "pk", "request__number", "part__sku"
    )
    return {
        str(pk): Thing(f"{number} {sku}", request_path(number))
        for pk, number, sku in rows
    }
