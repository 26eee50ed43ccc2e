"""What follows from every change of a shelf: who is served, what is missing, until when.

A shelf is the good ones of one part at one place. Whoever calls holds the part.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import F

from foundation.core.actor import Actor
from foundation.events.actions import record
from parts import verbs
from parts.actions.drafts import ask_for, coming_to
from parts.actions.moving import Spot, balance_of
from parts.actions.reordering import evaluate
from parts.enums import ReservationState
from parts.models import Part, Reservation, StockBalance, StockLocation
from parts.turns import Coming, foreseen, served

ETA_FIELDS = ["purchase_line", "eta_on", "is_eta_confirmed"]
STATE_FIELDS = ["state", "state_since", *ETA_FIELDS]


def settle(
    part: Part,
    location: StockLocation,
    *,
    quiet: Collection[int] = (),
    actor: Actor,
    at: datetime,
) -> None:
    """Bring a shelf in order after it, its queue or what is ordered for it has changed.

    Serves whose turn it is, asks the supplier for what is missing, tells those who wait
    when to expect it, and raises the alarm when little is left. Of the reservations in
    `quiet` whoever calls tells the news.
    """
    _serve(part, location, quiet, actor=actor, at=at)
    waiting = _queue(part, location)
    wanted = [each.quantity for each in waiting]
    free = balance_of(part, Spot(location)).free
    ask_for(part, location, wanted, free, actor=actor, at=at)
    etas = foreseen(free, wanted, coming_to(part, location))
    for reservation, coming in zip(waiting, etas, strict=True):
        is_told = reservation.pk not in quiet
        _expect(reservation, coming, is_told=is_told, actor=actor, at=at)
    evaluate(part, location, at=at)


def keep(reservation: Reservation, *, at: datetime) -> None:
    """Set aside what it needs; whoever calls knows that it is there."""
    reservation.state, reservation.state_since = ReservationState.HELD, at
    _forget_eta(reservation)
    reservation.save(update_fields=STATE_FIELDS)
    _reserve(reservation, reservation.quantity)


def unkeep(reservation: Reservation, state: ReservationState, *, at: datetime) -> None:
    """Take back what was set aside, if it was, and leave it in another state."""
    if reservation.is_held:
        _reserve(reservation, -reservation.quantity)
    reservation.state, reservation.state_since = state, at
    _forget_eta(reservation)
    reservation.save(update_fields=STATE_FIELDS)


def unkeep_least(
    part: Part, location: StockLocation, quantity: int, *, at: datetime
) -> list[Reservation]:
    """Let those wait again who come last in turn, until so many can be taken away.

    What a count does not find is gone, whoever it was kept for.
    """
    lost: list[Reservation] = []
    held = Reservation.objects.filter(
        part=part, location=location, state=ReservationState.HELD
    )
    for reservation in reversed(held.in_turn()):
        if balance_of(part, Spot(location)).free >= quantity:
            break
        unkeep(reservation, ReservationState.WAITING, at=at)
        lost.append(reservation)
    return lost


def tell_lost(lost: Sequence[Reservation], *, actor: Actor, at: datetime) -> None:
    """Say of each that still waits that what was kept for it is gone."""
    for reservation in Reservation.objects.filter(
        pk__in=[each.pk for each in lost], state=ReservationState.WAITING
    ).order_by("pk"):
        tell(reservation, verbs.RESERVATION_SHORT, actor=actor, at=at, was_held=True)


def tell(
    reservation: Reservation, verb: str, *, actor: Actor, at: datetime, **data: object
) -> None:
    """Record news of a reservation, on the timelines of its part and its claim."""
    eta = reservation.eta_on
    record(
        reservation,
        verb,
        actor=actor,
        at=at,
        links=(reservation.part, reservation.about),
        part_id=reservation.part_id,
        location_id=reservation.location_id,
        quantity=reservation.quantity,
        subject_type=reservation.subject_type,
        subject_id=reservation.subject_id,
        about_type=reservation.about_type,
        about_id=reservation.about_id,
        eta=eta.isoformat() if eta else None,
        is_confirmed=reservation.is_eta_confirmed,
        **data,
    )


def _queue(part: Part, location: StockLocation) -> list[Reservation]:
    rows = Reservation.objects.filter(part=part, location=location).waiting()
    return list(rows.select_related("part", "location"))


def _serve(
    part: Part,
    location: StockLocation,
    quiet: Collection[int],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    waiting = _queue(part, location)
    free = balance_of(part, Spot(location)).free
    for reservation in waiting[: served(free, [each.quantity for each in waiting])]:
        keep(reservation, at=at)
        if reservation.pk not in quiet:
            tell(reservation, verbs.RESERVATION_FILLED, actor=actor, at=at)


def _expect(
    reservation: Reservation,
    coming: Coming | None,
    *,
    is_told: bool,
    actor: Actor,
    at: datetime,
) -> None:
    """Note from which delivery it is served, and tell when that moves the day."""
    old = (reservation.eta_on, reservation.is_eta_confirmed)
    new = (coming.on, coming.is_confirmed) if coming else (None, False)
    line_id = coming.line_id if coming else None
    if (reservation.purchase_line_id, *old) == (line_id, *new):
        return
    reservation.purchase_line_id = line_id
    reservation.eta_on, reservation.is_eta_confirmed = new
    reservation.save(update_fields=ETA_FIELDS)
    if is_told and old != new:
        was = old[0].isoformat() if old[0] else None
        verb = verbs.RESERVATION_ETA_CHANGED
        tell(reservation, verb, actor=actor, at=at, old_eta=was)


def _forget_eta(reservation: Reservation) -> None:
    reservation.purchase_line = None
    reservation.eta_on, reservation.is_eta_confirmed = None, False


def _reserve(reservation: Reservation, quantity: int) -> None:
    spot = Spot(reservation.location)
    row = balance_of(reservation.part, spot)
    StockBalance.objects.filter(pk=row.pk).update(reserved=F("reserved") + quantity)
