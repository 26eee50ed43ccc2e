"""How products, purchases and units are called where only their (type, id) is known."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from catalog.models import Product, Purchase, PurchaseImport, Unit
from catalog.serials import fold_serial
from foundation.events.things import Thing, register_things


def register() -> None:
    """Make them known to the event log and the message list."""
    register_things(Product._meta.label_lower, _("Sản phẩm"), _products)
    register_things(Purchase._meta.label_lower, _("Đơn mua"), _purchases)
    register_things(PurchaseImport._meta.label_lower, _("Tệp đơn mua"), _imports)
    register_things(Unit._meta.label_lower, _("Máy"), _units, _unit_with)


def unit_path(serial: str) -> str:
    """The page of a unit at the desk; part of the public contract."""
    return f"/desk/units/{serial}/"


def _products(ids: Collection[str]) -> Mapping[str, Thing]:
    names = Product.objects.filter(pk__in=ids).values_list("pk", "name")
    return {str(pk): Thing(name) for pk, name in names}


def _purchases(ids: Collection[str]) -> Mapping[str, Thing]:
    numbers = Purchase.objects.filter(pk__in=ids).values_list("pk", "source_id")
    return {str(pk): Thing(number) for pk, number in numbers}


def _imports(ids: Collection[str]) -> Mapping[str, Thing]:
    names = PurchaseImport.objects.filter(pk__in=ids).values_list("pk", "name")
    return {str(pk): Thing(name, f"/desk/imports/{pk}/") for pk, name in names}


def _units(ids: Collection[str]) -> Mapping[str, Thing]:
    serials = Unit.objects.filter(pk__in=ids).values_list("pk", "serial")
    return {str(pk): Thing(serial, unit_path(serial)) for pk, serial in serials}


def _unit_with(serial: str) -> str | None:
    found = Unit.objects.filter(serial=fold_serial(serial)).values_list("pk", flat=True)
    first = found.first()
    return str(first) if first else None
