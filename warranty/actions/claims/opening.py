"""How a claim begins: a unit, what the customer sees, and what its cover says today."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from catalog.enums import Whereabouts
from catalog.errors import UnitBlockedError
from catalog.models import Unit
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.places.models import ServicePoint
from tickets.actions.classification import Classification, classify_ticket
from tickets.enums import TicketStatus
from tickets.models import Ticket
from warranty import claim_verbs as verbs
from warranty.actions.claims.alarms import look_for_third
from warranty.actions.claims.steps import Step, check, held, take
from warranty.actions.judgements import judge_case
from warranty.attempts import attempts
from warranty.claim_enums import ClaimMode, ClaimStatus, FaultKind
from warranty.claim_errors import (
    ClaimOpenError,
    ClaimTicketError,
    ClaimUnitError,
    SymptomError,
)
from warranty.claim_numbers import next_claim_number
from warranty.models import Claim, FaultCode, Judgement

IN, OUT, GREY = "in", "out", "grey"
FINISHED = {TicketStatus.RESOLVED, TicketStatus.CLOSED}


@dataclass(frozen=True, slots=True)
class ClaimOpening:
    """What a claim is about. `client_key` is the form's own key: sent twice, one claim."""

    unit: Unit
    symptom: FaultCode
    mode: ClaimMode = ClaimMode.COUNTER
    service_point: ServicePoint | None = None
    urgency: int = 0
    client_key: str | None = None


@transaction.atomic
def open_claim(
    ticket: Ticket, opening: ClaimOpening, *, actor: Actor, at: datetime
) -> Claim:
    """Begin a claim as a draft of the desk, in a ticket about the unit.

    A ticket without a unit is about this one from now on. Refuses a finished or merged
    ticket, one about another unit, a blocked unit, what is no symptom, and a second open
    claim for the same sort of fault.
    """
    ticket, unit = locked(ticket), locked(opening.unit)
    known = _sent_before(opening)
    if known is not None:
        return known
    _check(ticket, unit, opening)
    if ticket.unit is None:
        _say_unit(ticket, unit, actor=actor, at=at)
    claim = Claim(
        number=next_claim_number(),
        ticket=ticket,
        unit=unit,
        mode=opening.mode,
        status=ClaimStatus.DRAFT,
        symptom=opening.symptom,
        family=opening.symptom.family,
        verdict=GREY,
        attempt_no=1 + attempts(unit, opening.symptom.family).count(),
        service_point=opening.service_point,
        urgency=opening.urgency,
        client_key=opening.client_key,
        opened_at=at,
        status_since=at,
    )
    claim.save()
    data = {"mode": claim.mode, "symptom_id": opening.symptom.pk}
    return take(claim, Step(verbs.CLAIM_OPENED, data=data), actor=actor, at=at)


@transaction.atomic
def submit_claim(claim: Claim, *, actor: Actor, at: datetime) -> Claim:
    """Let the claim count: its cover is judged by the version of today and written down.

    Refused where its ticket is over or its unit blocked by now, or the ticket is about
    another one.
    """
    claim = held(claim)
    check(claim, ClaimStatus.SUBMITTED)
    _check_case(claim.ticket, claim.unit)
    if claim.ticket.unit_id != claim.unit_id:
        raise ClaimUnitError(field="unit")
    judgement = judge_case(claim.ticket, at=at)
    claim.judgement = judgement
    claim.version = judgement.version if judgement else None
    claim.verdict = verdict_of(judgement)
    claim.submitted_at = at
    step = Step(
        verbs.CLAIM_SUBMITTED,
        ClaimStatus.SUBMITTED,
        is_public=True,
        data={"verdict": claim.verdict, "attempt_no": claim.attempt_no},
    )
    take(claim, step, actor=actor, at=at)
    look_for_third(claim, actor=actor, at=at)
    return claim


@transaction.atomic
def submit_new(
    ticket: Ticket, opening: ClaimOpening, *, actor: Actor, at: datetime
) -> Claim:
    """Begin a claim and let it count at once; the same form again is the same claim."""
    claim = open_claim(ticket, opening, actor=actor, at=at)
    if claim.status != ClaimStatus.DRAFT:
        return claim
    return submit_claim(claim, actor=actor, at=at)


def verdict_of(judgement: Judgement | None) -> str:
    """What the cover says of the thing before anybody looked inside: in doubt where it
    covers some of its parts only."""
    if judgement is None:
        return GREY
    outcomes = {str(line["outcome"]) for line in judgement.lines}
    if judgement.outcome == OUT and outcomes - {OUT}:
        return GREY
    return str(judgement.outcome)


def _sent_before(opening: ClaimOpening) -> Claim | None:
    if opening.client_key is None:
        return None
    found: Claim | None = Claim.objects.filter(client_key=opening.client_key).first()
    return found


def _check(ticket: Ticket, unit: Unit, opening: ClaimOpening) -> None:
    _check_case(ticket, unit)
    if ticket.unit is not None and ticket.unit != unit:
        raise ClaimUnitError(field="unit")
    if opening.symptom.kind != FaultKind.SYMPTOM or not opening.symptom.is_active:
        raise SymptomError(field="symptom")
    family = opening.symptom.family
    if unit.claims.open().filter(family=family).exists():
        raise ClaimOpenError(field="symptom")


def _check_case(ticket: Ticket, unit: Unit) -> None:
    if ticket.status in FINISHED or ticket.is_merged:
        raise ClaimTicketError
    if unit.whereabouts == Whereabouts.BLOCKED:
        raise UnitBlockedError(field="unit")


def _say_unit(ticket: Ticket, unit: Unit, *, actor: Actor, at: datetime) -> None:
    sorted_as = Classification.of(ticket)
    to = Classification(
        sorted_as.kind,
        sorted_as.priority,
        unit,
        sorted_as.subject,
        sorted_as.category,
        sorted_as.complexity,
    )
    classify_ticket(ticket, actor=actor, at=at, to=to)
    ticket.refresh_from_db()
