"""Claims at the counter: taken in with the thing, or fetched by whoever has its code."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from catalog.enums import Category, Whereabouts
from catalog.models import Unit
from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.errors import DomainError
from foundation.core.tones import Look
from intake.models import Reception
from warranty.actions.claims.opening import ClaimOpening, submit_new
from warranty.actions.claims.receiving import receive_claim
from warranty.claim_enums import ClaimStatus, FaultKind
from warranty.claim_errors import ClaimOpenError
from warranty.claim_numbers import parse_claim_number
from warranty.claim_queries import named_claims
from warranty.claim_words import next_words, status_look_of
from warranty.fault_codes import code_word, codes_of
from warranty.models import Claim, FaultCode

SHOWN = 20
# To be taken in, or to be given back.
AT_THE_COUNTER = (
    ClaimStatus.SUBMITTED,
    ClaimStatus.READY,
    ClaimStatus.REJECTED,
    ClaimStatus.RETURNED,
)


@dataclass(frozen=True, slots=True)
class CounterClaim:
    """A claim that something is done about at the counter."""

    claim: Claim
    symptom: str
    look: Look
    next: str


def faults_of(category: Category) -> list[FaultCode]:
    """What such a thing can show, those of every sort last."""
    return list(codes_of(category, FaultKind.SYMPTOM))


def opens_claim(unit: Unit | None) -> bool:
    """Whether a claim is made of what is handed in: of a known thing, not of a blocked one."""
    return unit is not None and unit.whereabouts != Whereabouts.BLOCKED


def claims_of(customer: Customer, user: User) -> list[CounterClaim]:
    """Claims of a customer that are to be taken in or fetched; one query."""
    own = Customer.objects.of_person(customer)
    seen = Claim.objects.visible_to(user).filter(status__in=AT_THE_COUNTER)
    theirs = seen.filter(Q(ticket__customer__in=own) | Q(unit__owner__in=own))
    return _rows(list(named_claims(theirs).order_by("-id")[:SHOWN]))


def claim_asked(user: User, text: str) -> Claim | None:
    """The claim whose number stands on the paper that was scanned."""
    number = parse_claim_number(text)
    seen = Claim.objects.visible_to(user)
    found: Claim | None = seen.filter(number=number).first() if number else None
    return found


def same_claim(
    error: DomainError, unit: Unit | None, fault: FaultCode | None, user: User
) -> Claim | None:
    """The open claim that a refusal speaks of, where `user` may see it."""
    if not isinstance(error, ClaimOpenError) or unit is None or fault is None:
        return None
    seen = Claim.objects.visible_to(user).open()
    found: Claim | None = seen.filter(unit=unit, family=fault.family).first()
    return found


def ready_claims(user: User) -> list[CounterClaim]:
    """Everything that waits to be fetched, the longest first; one query."""
    seen = Claim.objects.visible_to(user).filter(status=ClaimStatus.READY)
    return _rows(list(named_claims(seen).order_by("ready_at", "pk")[:SHOWN]))


def take_claim_in(
    reception: Reception, said: Mapping[str, Any], *, actor: Actor, at: datetime
) -> Claim | None:
    """Open a claim for what was handed in and take it in with the same promise.

    None where the fault is no code, or the thing is not known. The same form again is
    the same claim.
    """
    fault, unit = said.get("fault"), reception.ticket.unit
    if fault is None or unit is None or not opens_claim(unit):
        return None
    opening = ClaimOpening(
        unit=unit, symptom=fault, client_key=f"counter:{reception.pk}"
    )
    claim = submit_new(reception.ticket, opening, actor=actor, at=at)
    if claim.status != ClaimStatus.SUBMITTED:
        return claim
    promised_at = said["promised_at"]
    return receive_claim(claim, promised_at=promised_at, actor=actor, at=at)


def _rows(claims: list[Claim]) -> list[CounterClaim]:
    return [
        CounterClaim(one, code_word(one.symptom), status_look_of(one), next_words(one))
        for one in claims
    ]
