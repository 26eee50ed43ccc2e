"""The one way a claim changes: a step under its lock, told to everybody."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models

from customers.models import Customer
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.core.refs import Ref
from foundation.core.text import clean_line
from foundation.events.actions import record
from warranty.actions.claims.clocks import follow
from warranty.claim_enums import ClaimStatus
from warranty.claim_workflow import CLAIM_WORKFLOW
from warranty.models import Claim, ClaimStep

MAX_NOTE = 500


@dataclass(frozen=True, slots=True)
class Step:
    """One step to be: `note` holds words, `data` codes and numbers only.

    `to` is the status it leads to, None where the claim stays where it is.
    """

    verb: str
    to: ClaimStatus | None = None
    note: str = ""
    is_public: bool = False
    data: dict[str, Any] = field(default_factory=dict)
    links: tuple[models.Model | Ref, ...] = ()


def held(claim: Claim) -> Claim:
    """The claim under its lock, as it is now."""
    return locked(claim)


def check(claim: Claim, target: ClaimStatus) -> None:
    """Raise TransitionError unless the table lets it become `target`."""
    CLAIM_WORKFLOW.check(claim.current_status, target)


def take(claim: Claim, step: Step, *, actor: Actor, at: datetime) -> Claim:
    """Store the claim with everything set on it, and write the step down.

    Raises TransitionError where the table has no such step.
    """
    old = claim.current_status
    if step.to is not None:
        check(claim, step.to)
        claim.status, claim.status_since = step.to, at
    claim.n_steps += 1
    claim.save()
    ClaimStep.objects.create(
        claim=claim,
        number=claim.n_steps,
        verb=step.verb,
        old_status=old,
        new_status=claim.status,
        is_public=step.is_public,
        note=clean_line(step.note)[:MAX_NOTE],
        actor_kind=actor.kind,
        actor_user_id=actor.user_id,
        at=at,
    )
    _tell(claim, step, old, actor=actor, at=at)
    if step.to is not None:
        follow(claim, old, actor=actor, at=at)
    return claim


def _tell(
    claim: Claim, step: Step, old: ClaimStatus, *, actor: Actor, at: datetime
) -> None:
    customer = Customer(pk=claim.ticket.customer_id)
    record(
        claim,
        step.verb,
        actor=actor,
        at=at,
        links=[claim.ticket, claim.unit, customer, *step.links],
        customer_id=claim.ticket.customer_id,
        status=claim.status,
        old_status=old.value,
        **step.data,
    )
