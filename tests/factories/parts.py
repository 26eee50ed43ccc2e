from datetime import date
from typing import Any

from factory.declarations import Sequence, SubFactory
from factory.django import DjangoModelFactory

from foundation.core.actor import SYSTEM
from foundation.core.refs import Ref
from parts.actions.reserving import reserve
from parts.actions.stock import receive_stock
from parts.enums import Condition, LocationKind
from parts.models import (
    Part,
    PurchaseLine,
    Reservation,
    StockBalance,
    StockLocation,
    Supplier,
    SupplierPart,
)
from parts.replay import replay_stock
from tests.conftest import NOON


class SupplierFactory(DjangoModelFactory[Supplier]):
    class Meta:
        model = Supplier

    code = Sequence(lambda n: f"ncc-{n}")
    name = Sequence(lambda n: f"Nhà cung cấp {n}")


class PartFactory(DjangoModelFactory[Part]):
    class Meta:
        model = Part

    sku = Sequence(lambda n: f"LK-{n:04d}")
    name = Sequence(lambda n: f"Máy nén {n}")
    price = 2_400_000
    cost = 1_500_000


class LocationFactory(DjangoModelFactory[StockLocation]):
    class Meta:
        model = StockLocation

    code = Sequence(lambda n: f"kho-{n}")
    name = Sequence(lambda n: f"Kho {n}")
    kind = LocationKind.MAIN


class OfferFactory(DjangoModelFactory[SupplierPart]):
    class Meta:
        model = SupplierPart

    supplier = SubFactory(SupplierFactory)
    part = SubFactory(PartFactory)
    price = 1_500_000
    lead_days = 5
    is_preferred = True


def line_ref(number: int) -> Ref:
    """A line of work that needs a part."""
    return Ref("warranty.claimline", str(number))


def claim_ref(number: int) -> Ref:
    """The claim of the same number."""
    return Ref("warranty.claim", str(number))


def stocked(part: Part, location: StockLocation, quantity: int, **how: Any) -> None:
    """Let so many good ones lie there, out of nowhere."""
    number = StockBalance.objects.count()
    values = {"unit_cost": part.cost, "actor": SYSTEM, "at": NOON, **how}
    key = values.pop("key", f"stock:{part.pk}:{location.pk}:{number}:{quantity}")
    receive_stock(part, location=location, quantity=quantity, key=key, **values)


def kept(
    part: Part, location: StockLocation, number: int = 1, **how: Any
) -> Reservation:
    """A reservation for line `number` of claim `number`."""
    values = {"quantity": 1, "actor": SYSTEM, "at": NOON, **how}
    return reserve(
        part,
        location=location,
        subject=line_ref(number),
        about=claim_ref(number),
        **values,
    )


def again(reservation: Reservation) -> Reservation:
    """The reservation as it stands now."""
    return Reservation.objects.get(pk=reservation.pk)


def balance(
    part: Part, location: StockLocation, condition: Condition = Condition.GOOD
) -> tuple[int, int]:
    """How many lie there, and how many of them are kept."""
    rows = StockBalance.objects.filter(
        part=part, location=location, condition=condition
    )
    found: tuple[int, int] | None = rows.values_list("on_hand", "reserved").first()
    return found or (0, 0)


def the_line(part: Part, **of: Any) -> PurchaseLine:
    """The only line that asks for a part."""
    return PurchaseLine.objects.get(part=part, **of)


def differences() -> list[str]:
    """Where stock is not what its moves say."""
    return [str(one) for batch in replay_stock() for one in batch.differences]


def day(iso: str) -> date:
    """A day."""
    return date.fromisoformat(iso)
