"""Keeping parts for work, letting them go, using them."""

from datetime import datetime

from django.db import IntegrityError, transaction

from catalog.serials import clean_serial
from foundation.core.actor import Actor
from foundation.core.refs import Ref
from parts import verbs
from parts.actions.moving import Lot, Movement, Spot, check_spot, held_part, move
from parts.actions.shelves import settle, tell, unkeep
from parts.enums import LIVE, MoveReason, ReservationState
from parts.errors import (
    ConsumedError,
    NotHeldError,
    OneEachError,
    PartClosedError,
    QuantityError,
    ReservedOtherwiseError,
)
from parts.models import Part, Reservation, StockLocation, StockMove

MOST_RESERVED = 1_000


@transaction.atomic
def reserve(  # noqa: PLR0913 - what is kept, where, for which line of whose claim
    part: Part,
    *,
    quantity: int,
    location: StockLocation,
    subject: Ref,
    about: Ref,
    urgency: int = 0,
    promised_at: datetime | None = None,
    actor: Actor,
    at: datetime,
) -> Reservation:
    """Keep parts at a place for a line of work; where there are too few, wait in turn.

    Nobody who was there first, or is more urgent, is overtaken. What is missing goes on
    the draft to its supplier. Asked again for the same, the same reservation answers.
    Refuses a line that has another reservation, a part or a place that is closed.
    """
    part = held_part(part)
    known = _live_of(subject)
    if known is not None:
        return _same(known, part, quantity, location)
    _check(part, quantity, location)
    made = _begun(subject, about, at)
    made.part, made.quantity, made.location = part, quantity, location
    made.urgency, made.promised_at = urgency, promised_at
    _store(made)
    settle(part, location, quiet={made.pk}, actor=actor, at=at)
    made.refresh_from_db()
    verb = verbs.RESERVATION_HELD if made.is_held else verbs.RESERVATION_SHORT
    tell(made, verb, actor=actor, at=at)
    return made


@transaction.atomic
def release(reservation: Reservation, *, actor: Actor, at: datetime) -> Reservation:
    """Let go of what is kept or waited for; whose turn it is gets it at once.

    Let go twice, it is let go. Refuses what was used.
    """
    part, reservation = _held(reservation)
    if reservation.state == ReservationState.CONSUMED:
        raise ConsumedError
    if reservation.state == ReservationState.RELEASED:
        return reservation
    was_held = reservation.is_held
    unkeep(reservation, ReservationState.RELEASED, at=at)
    verb = verbs.RESERVATION_RELEASED
    tell(reservation, verb, actor=actor, at=at, was_held=was_held)
    settle(part, reservation.location, actor=actor, at=at)
    return reservation


@transaction.atomic
def consume(
    reservation: Reservation, *, serial: str = "", actor: Actor, at: datetime
) -> StockMove:
    """Use what is kept: it leaves the store for good.

    Used twice with the same number, it is used once. Refuses what is not kept, and a
    numbered part without its number or with one that does not lie there.
    """
    part, reservation = _held(reservation)
    if reservation.move is not None:
        return _same_serial(reservation.move, serial)
    if not reservation.is_held:
        raise NotHeldError
    way = Movement(
        MoveReason.CONSUMED,
        origin=Spot(reservation.location),
        subject=reservation.subject,
    )
    key = f"reservation:{reservation.pk}"
    unkeep(reservation, ReservationState.WAITING, at=at)
    lot = Lot(reservation.quantity, key, serial)
    taken = move(part, way, lot, actor=actor, at=at)
    reservation.state, reservation.move = ReservationState.CONSUMED, taken
    reservation.save(update_fields=["state", "move"])
    verb = verbs.RESERVATION_CONSUMED
    tell(reservation, verb, actor=actor, at=at, move_id=taken.pk)
    settle(part, reservation.location, actor=actor, at=at)
    return taken


@transaction.atomic
def repoint_urgency(
    about: Ref,
    *,
    urgency: int,
    promised_at: datetime | None,
    actor: Actor,
    at: datetime,
) -> None:
    """Move all that a claim waits for to its new turn; the days of others may move too."""
    rows = Reservation.objects.about(about).live().select_related("part")
    for each in rows.order_by("part_id", "pk"):
        part, reservation = _held(each)
        if reservation.state not in LIVE:
            continue
        if (reservation.urgency, reservation.promised_at) == (urgency, promised_at):
            continue
        reservation.urgency, reservation.promised_at = urgency, promised_at
        reservation.save(update_fields=["urgency", "promised_at"])
        settle(part, reservation.location, actor=actor, at=at)


def _held(reservation: Reservation) -> tuple[Part, Reservation]:
    """Its part, locked, and the reservation as it stands under that lock."""
    part = held_part(reservation.part)
    rows = Reservation.objects.select_related("location", "move")
    fresh: Reservation = rows.get(pk=reservation.pk)
    fresh.part = part
    return part, fresh


def _live_of(subject: Ref) -> Reservation | None:
    found: Reservation | None = (
        Reservation.objects.live()
        .filter(subject_type=subject.type, subject_id=subject.id)
        .first()
    )
    return found


def _same(
    known: Reservation, part: Part, quantity: int, location: StockLocation
) -> Reservation:
    asked = (part.pk, quantity, location.pk)
    if (known.part_id, known.quantity, known.location_id) != asked:
        raise ReservedOtherwiseError
    return known


def _check(part: Part, quantity: int, location: StockLocation) -> None:
    if not 1 <= quantity <= MOST_RESERVED:
        raise QuantityError(field="quantity")
    check_spot(Spot(location))
    if not part.is_active:
        raise PartClosedError
    if part.is_serialised and quantity > 1:
        raise OneEachError(field="quantity")


def _begun(subject: Ref, about: Ref, at: datetime) -> Reservation:
    return Reservation(
        state=ReservationState.WAITING,
        subject_type=subject.type,
        subject_id=subject.id,
        about_type=about.type,
        about_id=about.id,
        created_at=at,
        state_since=at,
    )


def _store(made: Reservation) -> None:
    """Refuses a line that got another reservation this very moment."""
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise ReservedOtherwiseError from error


def _same_serial(taken: StockMove, serial: str) -> StockMove:
    if serial and taken.part.is_serialised and clean_serial(serial) != taken.serial:
        raise ConsumedError
    return taken
