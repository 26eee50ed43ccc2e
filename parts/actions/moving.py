"""The one writer of moves and balances. Whoever calls holds the part."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from catalog.serials import clean_serial
from foundation.core.actor import Actor
from foundation.core.refs import Ref
from parts.enums import Condition, LocationKind, MoveReason
from parts.errors import (
    KeyUsedError,
    LocationError,
    NotEnoughError,
    QuantityError,
    SerialElsewhereError,
    SerialNeededError,
)
from parts.models import Part, PartSerial, StockBalance, StockLocation, StockMove

MOST = 100_000
# What may lie where: a good part in the bin of broken ones would be had by nobody.
HELD_BY_KIND = {
    LocationKind.DEFECTIVE: {Condition.DAMAGED},
    LocationKind.QUARANTINE: {Condition.QUARANTINED, Condition.RETURNED},
}


@dataclass(frozen=True, slots=True)
class Spot:
    """Parts in one condition at one place."""

    location: StockLocation
    condition: Condition = Condition.GOOD


@dataclass(frozen=True, slots=True)
class Lot:
    """So many of a part: under which key, why, and the number of a single one."""

    quantity: int
    key: str
    serial: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Movement:
    """From where to where a lot goes, and what for; no spot is the world outside."""

    reason: MoveReason
    origin: Spot | None = None
    target: Spot | None = None
    subject: Ref | None = None
    # Of one of them; what the last one cost where nothing is said.
    unit_cost: int | None = None


def held_part(part: Part) -> Part:
    """The part re-read under its lock: all its stock, reservations and purchases wait.

    One lock for a part, taken before any other row of the store, in the order of parts
    where there are several: nobody can wait in a circle.
    """
    rows = Part.objects.select_for_update(of=("self",), no_key=True)
    held: Part = rows.get(pk=part.pk)
    return held


def held_parts(parts: Iterable[int]) -> dict[int, Part]:
    """Several of them, locked in their order."""
    rows = Part.objects.select_for_update(of=("self",), no_key=True)
    return {part.pk: part for part in rows.filter(pk__in=set(parts)).order_by("pk")}


def known_move(
    key: str, part: Part, reason: MoveReason, subject: Ref | None = None
) -> StockMove | None:
    """What was written under this key; refuses a key that stands for something else."""
    move: StockMove | None = StockMove.objects.filter(key=key).first()
    if move is None:
        return None
    is_for = subject is None or Ref(move.subject_type, move.subject_id) == subject
    if (move.part_id, move.reason) != (part.pk, reason) or not is_for:
        raise KeyUsedError
    return move


def move(
    part: Part, way: Movement, lot: Lot, *, actor: Actor, at: datetime
) -> StockMove:
    """Write one move and change the balances at both its ends."""
    if not 1 <= lot.quantity <= MOST:
        raise QuantityError(field="quantity")
    serial = _checked_serial(part, way, lot)
    if way.target is not None:
        check_spot(way.target)
        _add(part, way.target, lot.quantity)
    if way.origin is not None:
        _take(part, way.origin, lot.quantity)
    if serial:
        _put(part, serial, way.target)
    return _written(part, way, lot, serial, actor=actor, at=at)


def balance_of(part: Part, spot: Spot) -> StockBalance:
    """How many lie there; a row of none where nothing ever did."""
    found, _is_new = StockBalance.objects.get_or_create(
        part=part, location=spot.location, condition=spot.condition
    )
    balance: StockBalance = found
    return balance


def check_spot(spot: Spot) -> None:
    """Refuse a place that is closed, and one that is not for parts in that condition."""
    kind = LocationKind(spot.location.kind)
    allowed = HELD_BY_KIND.get(kind)
    is_good = spot.condition == Condition.GOOD
    if not spot.location.is_active or (is_good and not spot.location.serves):
        raise LocationError
    if allowed is not None and spot.condition not in allowed:
        raise LocationError


def _add(part: Part, spot: Spot, quantity: int) -> None:
    row = balance_of(part, spot)
    StockBalance.objects.filter(pk=row.pk).update(on_hand=F("on_hand") + quantity)


def _take(part: Part, spot: Spot, quantity: int) -> None:
    rows = StockBalance.objects.filter(
        part=part, location=spot.location, condition=spot.condition
    )
    enough = rows.filter(on_hand__gte=F("reserved") + quantity)
    if not enough.update(on_hand=F("on_hand") - quantity):
        raise NotEnoughError


def _checked_serial(part: Part, way: Movement, lot: Lot) -> str:
    """The number of a numbered part; a broken one may have lost its own."""
    if not part.is_serialised:
        return ""
    spots = [spot for spot in (way.origin, way.target) if spot is not None]
    is_good = any(spot.condition == Condition.GOOD for spot in spots)
    if not lot.serial and not is_good and _has_unnumbered(part, way.origin, lot):
        return ""
    if lot.quantity != 1 or not lot.serial:
        raise SerialNeededError(field="serial")
    serial = clean_serial(lot.serial)
    known = PartSerial.objects.filter(part=part, serial=serial).first()
    lies = (known.location_id, known.condition) if known else (None, "")
    wanted = (
        (way.origin.location.pk, way.origin.condition) if way.origin else (None, "")
    )
    if lies != wanted:
        raise SerialElsewhereError(field="serial")
    return serial


def _has_unnumbered(part: Part, spot: Spot | None, lot: Lot) -> bool:
    """Whether as many lie there that have lost their number; outside there always are."""
    if spot is None:
        return True
    numbered = PartSerial.objects.filter(
        part=part, location=spot.location, condition=spot.condition
    ).count()
    return balance_of(part, spot).on_hand - numbered >= lot.quantity


def _put(part: Part, serial: str, spot: Spot | None) -> None:
    PartSerial.objects.update_or_create(
        part=part,
        serial=serial,
        defaults={
            "location": spot.location if spot else None,
            "condition": spot.condition if spot else "",
        },
    )


def _written(
    part: Part, way: Movement, lot: Lot, serial: str, *, actor: Actor, at: datetime
) -> StockMove:
    subject = way.subject or Ref("", "")
    told = lot.serial.strip()[:60] if lot.quantity == 1 else ""
    row = StockMove(
        part=part,
        quantity=lot.quantity,
        origin=way.origin.location if way.origin else None,
        target=way.target.location if way.target else None,
        condition_before=way.origin.condition if way.origin else "",
        condition_after=way.target.condition if way.target else "",
        reason=way.reason,
        subject_type=subject.type,
        subject_id=subject.id,
        unit_cost=part.cost if way.unit_cost is None else way.unit_cost,
        serial=serial or told,
        key=lot.key,
        note=lot.note,
        actor_kind=actor.kind,
        actor_user_id=actor.user_id,
        at=at,
    )
    if StockMove.objects.filter(key=lot.key).exists():
        raise KeyUsedError
    row.save(force_insert=True)
    return row
