"""Parts come in, change their place or condition, are counted, and leave."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.core.actor import Actor
from foundation.core.refs import Ref
from foundation.core.text import clean_line
from foundation.events.actions import record
from parts import verbs
from parts.actions.moving import (
    Lot,
    Movement,
    Spot,
    balance_of,
    held_part,
    known_move,
    move,
)
from parts.actions.shelves import settle, tell_lost, unkeep_least
from parts.enums import Condition, LocationKind, MoveReason
from parts.errors import (
    CountSerialsError,
    LocationError,
    NoteError,
    QuantityError,
    SerialNeededError,
    StaleCountError,
)
from parts.models import Part, StockLocation, StockMove

VERBS = {
    MoveReason.RECEIVED: verbs.STOCK_RECEIVED,
    MoveReason.MOVED: verbs.STOCK_MOVED,
    MoveReason.COUNTED: verbs.STOCK_COUNTED,
    MoveReason.SCRAPPED: verbs.STOCK_SCRAPPED,
    MoveReason.REMOVED: verbs.STOCK_REMOVED,
    MoveReason.RECYCLED: verbs.STOCK_RECYCLED,
    MoveReason.SENT_BACK: verbs.STOCK_SENT_BACK,
}


@transaction.atomic
def receive_stock(  # noqa: PLR0913 - what a delivery note says
    part: Part,
    *,
    location: StockLocation,
    quantity: int,
    unit_cost: int,
    key: str,
    serials: Sequence[str] = (),
    actor: Actor,
    at: datetime,
) -> StockMove:
    """Take good parts in that were not ordered here; those who wait are served at once.

    The same key counts once. Refuses a place that is not for good parts, and numbered
    parts without all their numbers.
    """
    part = held_part(part)
    known = known_move(key, part, MoveReason.RECEIVED)
    if known is not None:
        return known
    way = Movement(MoveReason.RECEIVED, target=Spot(location), unit_cost=unit_cost)
    moves = take_in(part, way, quantity, key, serials, actor=actor, at=at)
    _tell(moves[0], quantity, actor=actor, at=at)
    settle(part, location, actor=actor, at=at)
    return moves[0]


def take_in(  # noqa: PLR0913 - what comes, its numbers, and who takes it in
    part: Part,
    way: Movement,
    quantity: int,
    key: str,
    serials: Sequence[str],
    *,
    actor: Actor,
    at: datetime,
) -> list[StockMove]:
    """Write what came: as one move, or one for each numbered part. The caller settles."""
    if part.is_serialised:
        numbers = [serial for serial in serials if serial.strip()]
        if len(numbers) != quantity or not numbers:
            raise SerialNeededError(field="serials")
        lots = [
            Lot(1, f"{key}#{count}" if count else key, serial)
            for count, serial in enumerate(numbers)
        ]
    else:
        lots = [Lot(quantity, key)]
    moves = [move(part, way, lot, actor=actor, at=at) for lot in lots]
    if way.unit_cost:
        part.cost = way.unit_cost
        part.save(update_fields=["cost"])
    return moves


@transaction.atomic
def move_stock(
    part: Part, *, origin: Spot, target: Spot, lot: Lot, actor: Actor, at: datetime
) -> StockMove:
    """Bring parts to another place, or say that they are in another condition.

    Refuses what is kept for somebody, and a place that is not for that condition.
    """
    if origin == target:
        raise LocationError(field="target")
    way = Movement(MoveReason.MOVED, origin, target)
    return _moved(part, way, lot, actor=actor, at=at)


@transaction.atomic
def scrap_stock(
    part: Part, *, spot: Spot, lot: Lot, actor: Actor, at: datetime
) -> StockMove:
    """Throw parts away. What was kept for somebody is gone too; they wait again."""
    _check_note(lot.note)
    way = Movement(MoveReason.SCRAPPED, origin=spot)
    return _moved(part, way, lot, actor=actor, at=at, takes_kept=True)


@transaction.atomic
def recycle(
    part: Part, *, spot: Spot, lot: Lot, actor: Actor, at: datetime
) -> StockMove:
    """Hand broken parts to the recycler. Refuses good ones."""
    if spot.condition == Condition.GOOD:
        raise LocationError
    way = Movement(MoveReason.RECYCLED, origin=spot)
    return _moved(part, way, lot, actor=actor, at=at)


@transaction.atomic
def send_back(
    part: Part, *, spot: Spot, lot: Lot, subject: Ref, actor: Actor, at: datetime
) -> StockMove:
    """Send parts back to their supplier, for the claim against them. Refuses kept ones."""
    way = Movement(MoveReason.SENT_BACK, origin=spot, subject=subject)
    return _moved(part, way, lot, actor=actor, at=at)


@transaction.atomic
def take_out_old(  # noqa: PLR0913 - which part came out, for which line of work
    part: Part,
    *,
    location: StockLocation,
    subject: Ref,
    serial: str = "",
    quantity: int = 1,
    actor: Actor,
    at: datetime,
) -> StockMove:
    """Put what came out of a customer's thing to the broken ones near where it was done.

    One line of work takes its part out once.
    """
    part = held_part(part)
    key = f"removed:{subject.type}:{subject.id}"
    known = known_move(key, part, MoveReason.REMOVED)
    if known is not None:
        return known
    target = Spot(bin_near(location), Condition.DAMAGED)
    way = Movement(MoveReason.REMOVED, target=target, subject=subject, unit_cost=0)
    lot = Lot(quantity, key, serial)
    taken = move(part, way, lot, actor=actor, at=at)
    _tell(taken, quantity, actor=actor, at=at)
    return taken


@transaction.atomic
def count_stock(  # noqa: PLR0913 - what was found where, against which number, by whom
    part: Part,
    *,
    spot: Spot,
    counted: int,
    note: str,
    seen: int | None = None,
    key: str = "",
    actor: Actor,
    at: datetime,
) -> StockMove | None:
    """Say how many really lie there; None where that is what the books say.

    What is missing is gone, whoever it was kept for: they wait again, in turn. The same
    key counts once. Refuses numbered parts, which are looked for one by one, a difference
    without a reason, and a count against a number that the books no longer say.
    """
    if counted < 0:
        raise QuantityError(field="counted")
    part = held_part(part)
    if part.is_serialised:
        raise CountSerialsError
    known = known_move(key, part, MoveReason.COUNTED) if key else None
    if known is not None:
        return known
    on_hand = balance_of(part, spot).on_hand
    if seen is not None and seen != on_hand:
        raise StaleCountError(field="counted")
    surplus = counted - on_hand
    if not surplus:
        return None
    _check_note(note)
    ends = (None, spot) if surplus > 0 else (spot, None)
    way = Movement(MoveReason.COUNTED, *ends)
    lot = Lot(abs(surplus), key or f"count:{uuid4().hex}", note=note)
    return _moved(part, way, lot, actor=actor, at=at, takes_kept=True)


def bin_near(location: StockLocation) -> StockLocation:
    """Where broken parts go: the bin of the same service point, else the first one.

    Refuses a house without a bin for broken parts.
    """
    bins = StockLocation.objects.filter(kind=LocationKind.DEFECTIVE, is_active=True)
    near = bins.filter(service_point=location.service_point_id).order_by("pk").first()
    found: StockLocation | None = near or bins.order_by("pk").first()
    if found is None:
        raise LocationError(_("Chưa có nơi để linh kiện hỏng. Hãy tạo một nơi trước."))
    return found


def _moved(
    part: Part,
    way: Movement,
    lot: Lot,
    *,
    actor: Actor,
    at: datetime,
    takes_kept: bool = False,
) -> StockMove:
    part = held_part(part)
    known = known_move(lot.key, part, way.reason)
    if known is not None:
        return known
    lost = []
    if takes_kept and way.origin and way.origin.condition == Condition.GOOD:
        lost = unkeep_least(part, way.origin.location, lot.quantity, at=at)
    made = move(part, way, _clean(lot), actor=actor, at=at)
    _tell(made, lot.quantity, actor=actor, at=at)
    quiet = {each.pk for each in lost}
    for location in _shelves_of(way):
        settle(part, location, quiet=quiet, actor=actor, at=at)
    tell_lost(lost, actor=actor, at=at)
    return made


def _shelves_of(way: Movement) -> list[StockLocation]:
    """The places whose good parts became more or fewer, in their order."""
    ends = [spot for spot in (way.origin, way.target) if spot is not None]
    places = {
        spot.location.pk: spot.location
        for spot in ends
        if spot.condition == Condition.GOOD
    }
    return [places[pk] for pk in sorted(places)]


def _clean(lot: Lot) -> Lot:
    return Lot(lot.quantity, lot.key, lot.serial, clean_line(lot.note)[:300])


def _check_note(note: str) -> None:
    if not clean_line(note):
        raise NoteError(field="note")


def _tell(made: StockMove, quantity: int, *, actor: Actor, at: datetime) -> None:
    links = []
    if made.subject_type:
        links = [Ref(made.subject_type, made.subject_id)]
    record(
        made.part,
        VERBS[MoveReason(made.reason)],
        actor=actor,
        at=at,
        links=links,
        move_id=made.pk,
        quantity=quantity,
        origin_id=made.origin_id,
        target_id=made.target_id,
        before=made.condition_before,
        after=made.condition_after,
    )
