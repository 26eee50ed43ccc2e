"""News from the floors below that claims wait for: money, parts, sales."""

from foundation.core.actor import SYSTEM
from foundation.core.refs import Ref
from foundation.events.models import Event
from foundation.events.registry import on
from foundation.payments.enums import Purpose
from foundation.payments.models import Payment
from foundation.payments.verbs import PAYMENT_CANCELLED, PAYMENT_SETTLED
from parts.models import Reservation
from parts.verbs import RESERVATION_ETA_CHANGED, RESERVATION_FILLED
from warranty.actions.claims import approving, recovery, refunding
from warranty.claim_terms import claim_terms
from warranty.models import Claim, SupplierClaim
from warranty.remedy_letters import send_eta_letter

CLAIM = Claim._meta.label_lower
RECOVERY = SupplierClaim._meta.label_lower


@on(PAYMENT_SETTLED)
def note_money(event: Event) -> None:
    """Money of a claim has changed hands, or that of a supplier."""
    about = Ref(event.data["subject_type"], event.data["subject_id"])
    if about.type == CLAIM and event.data["purpose"] == Purpose.REFUND:
        claim = Claim.objects.get(pk=int(about.id))
        refunding.finish_refund(claim, actor=SYSTEM, at=event.at)
    if about.type == RECOVERY:
        asked = SupplierClaim.objects.get(pk=int(about.id))
        recovery.note_recovered(asked, actor=SYSTEM, at=event.at)


@on(PAYMENT_CANCELLED)
def note_money_off(event: Event) -> None:
    """Money that a claim gives back was called off."""
    about = Ref(event.data["subject_type"], event.data["subject_id"])
    if about.type == CLAIM and event.data["purpose"] == Purpose.REFUND:
        claim = Claim.objects.get(pk=int(about.id))
        payment = Payment.objects.get(pk=int(event.subject_id))
        refunding.note_refund_off(claim, payment, at=event.at)


@on(RESERVATION_FILLED)
def go_on_when_parts_are_there(event: Event) -> None:
    """The part a claim waited for lies ready; whether it goes on by itself is a choice."""
    claim = _claim_of(event)
    if claim is not None and claim_terms().wakes_on_arrival:
        approving.go_on_with_parts(claim, actor=SYSTEM, at=event.at)


@on(RESERVATION_ETA_CHANGED)
def tell_when_the_part_comes(event: Event) -> None:
    """The part comes on another day, and the customer hears it, where the house does so."""
    if event.data["eta"] == event.data.get("old_eta"):
        return
    claim = _claim_of(event)
    reservation = Reservation.objects.get(pk=int(event.subject_id))
    is_known = reservation.is_waiting and reservation.eta_on is not None
    if claim is not None and is_known and claim_terms().tells_eta:
        send_eta_letter(reservation, claim)


def _claim_of(event: Event) -> Claim | None:
    """The claim that the reservation of an event is for; None for any other work."""
    reservation = Reservation.objects.get(pk=int(event.subject_id))
    if reservation.about_type != CLAIM:
        return None
    found: Claim | None = Claim.objects.filter(pk=int(reservation.about_id)).first()
    return found
