"""The paper of a claim whose thing was taken in: A5 or a roll, like every reception."""

from django.conf import settings
from django.utils import translation

from desk.claim_papers import paper_claim
from desk.cover_papers import paper_cover
from desk.receptions import Paper, called_of
from foundation.core import formats
from intake.drawings import barcode_of, qr_of
from intake.enums import KeepInformed
from intake.models import Reception
from tickets.links import tracking_path
from warranty import claim_verbs
from warranty.claim_queries import copies_of
from warranty.fault_codes import code_word
from warranty.models import Claim


def receipt_of(claim: Claim) -> Paper:
    """What the customer takes home, in their language."""
    with translation.override(claim.ticket.customer.locale):
        return _receipt_of(claim)


def _receipt_of(claim: Claim) -> Paper:
    ticket, customer = claim.ticket, claim.ticket.customer
    reception = Reception.objects.filter(ticket=ticket).first()
    inform_by = KeepInformed(reception.inform_by if reception else KeepInformed.SMS)
    point = claim.service_point
    taken_at = claim.received_at or claim.opened_at
    return Paper(
        called=called_of(customer),
        name=customer.name,
        thing=claim.unit.product.name,
        serial=claim.unit.serial,
        state=". ".join(filter(None, (code_word(claim.symptom), _state(reception)))),
        promised_at=claim.first_promised_at,
        phone=formats.phone(customer.phone),
        inform_by=str(inform_by.label),
        taken_by=_taken_by(claim),
        taken_at=taken_at,
        locale=customer.locale,
        cover=paper_cover(ticket, taken_at),
        store=point.name if point else "",
        number=claim.number,
        qr=qr_of(settings.BASE_URL + tracking_path(ticket)),
        barcode=barcode_of(claim.number),
        n_printed=copies_of(claim),
        claim=paper_claim(claim),
    )


def _state(reception: Reception | None) -> str:
    return reception.condition if reception else ""


def _taken_by(claim: Claim) -> str:
    """Who stood behind the counter."""
    steps = claim.steps.filter(verb=claim_verbs.CLAIM_RECEIVED)
    step = steps.select_related("actor_user").order_by("number").first()
    return step.actor_user.name if step and step.actor_user else ""
