"""Parts for a claim: kept, waited for, let go. Stock itself is the parts store's."""

from datetime import datetime

from foundation.core.actor import Actor
from foundation.core.refs import Ref, ref
from parts.actions.reserving import release, reserve
from parts.enums import LocationKind, ReservationState
from parts.models import Reservation, StockLocation
from warranty.claim_enums import LineKind, LineState
from warranty.claim_errors import StoreMissingError
from warranty.models import Claim, ClaimLine

LIVE = (ReservationState.WAITING, ReservationState.HELD)


def keep_parts(claim: Claim, *, actor: Actor, at: datetime) -> None:
    """Keep, or wait for, every part that the planned lines need and nothing is kept of yet."""
    kept = {each.subject_id for each in reservations_of(claim)}
    lines = claim.lines.filter(kind=LineKind.PART, state=LineState.PLANNED)
    for line in lines.select_related("part").order_by("part_id"):
        if str(line.pk) not in kept and line.part is not None:
            reserve(
                line.part,
                quantity=line.quantity,
                location=location_for(claim),
                subject=ref(line),
                about=ref(claim),
                urgency=claim.urgency,
                promised_at=claim.promised_at,
                actor=actor,
                at=at,
            )


def let_go(claim: Claim, *, actor: Actor, at: datetime) -> None:
    """Free everything that is kept or waited for."""
    for reservation in reservations_of(claim):
        release(reservation, actor=actor, at=at)


def let_line_go(line: ClaimLine, *, actor: Actor, at: datetime) -> None:
    """Free what is kept for one line."""
    for reservation in reservations_of(line.claim):
        if reservation.subject_id == str(line.pk):
            release(reservation, actor=actor, at=at)


def has_all_parts(claim: Claim) -> bool:
    """Whether every part that is planned lies there, kept for this claim."""
    needed = claim.lines.filter(kind=LineKind.PART, state=LineState.PLANNED)
    held = [
        each for each in reservations_of(claim) if each.state == ReservationState.HELD
    ]
    return {str(pk) for pk in needed.values_list("pk", flat=True)} <= {
        each.subject_id for each in held
    }


def reservations_of(claim: Claim) -> list[Reservation]:
    """What is kept or waited for, in the order of parts."""
    about: Ref = ref(claim)
    found = Reservation.objects.filter(
        about_type=about.type, about_id=about.id, state__in=LIVE
    )
    return list(found.order_by("part_id", "pk"))


def location_for(claim: Claim) -> StockLocation:
    """Where the parts of a claim lie: at its service point, else in the main store."""
    places = StockLocation.objects.filter(is_active=True)
    point = claim.service_point
    near = (
        places.filter(service_point=point, kind=LocationKind.STORE) if point else None
    )
    main = places.filter(kind=LocationKind.MAIN)
    found: StockLocation | None = near.order_by("pk").first() if near else None
    found = found or main.order_by("pk").first()
    if found is None:
        raise StoreMissingError
    return found
