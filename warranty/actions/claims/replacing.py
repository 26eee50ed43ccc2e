"""Another thing for one that is not repaired: decided, then given."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from catalog.actions.owners import replace_unit
from catalog.enums import Whereabouts
from catalog.models import Unit
from foundation.accounts.models import User
from foundation.accounts.permissions import Capability
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.core.errors import TransitionError
from foundation.core.refs import ref
from foundation.core.text import clean_line
from warranty import claim_verbs as verbs
from warranty.actions.changes import supersede
from warranty.actions.claims.closing import (
    answer_alarms,
    check_only_remedy,
    end_days_with_us,
    stop_repairing,
)
from warranty.actions.claims.returning import make_ready
from warranty.actions.claims.steps import Step, held, take
from warranty.actions.custody import begin_custody
from warranty.claim_enums import AlarmDecision, ClaimOutcome, ClaimStatus, Decision
from warranty.claim_errors import ClaimNoteError
from warranty.deciders import check_may
from warranty.models import Claim, UnitCover
from warranty.remedy_errors import NotSaleableError, OtherProductError
from warranty.remedy_letters import send_replacing_letter


@transaction.atomic
def decide_replace(
    claim: Claim, *, note: str, decider: User, actor: Actor, at: datetime
) -> Claim:
    """Decide that the customer gets another thing; nothing more is repaired or charged,
    and what the law gives them is answered with it.

    Refused to whoever does not decide claims, without a reason, and for a unit that
    another claim replaces or pays back.
    """
    claim = held(claim)
    check_may(decider, Capability.DECIDE_CLAIM)
    if not clean_line(note):
        raise ClaimNoteError(field="note")
    stop_repairing(claim, ClaimStatus.REPLACING, actor=actor, at=at)
    answer_alarms(
        claim, AlarmDecision.REPLACE, note, decider=decider, actor=actor, at=at
    )
    claim.decision = Decision.REPLACE
    step = Step(verbs.CLAIM_REPLACING, ClaimStatus.REPLACING, note=note)
    take(claim, step, actor=actor, at=at)
    check_only_remedy(claim)
    send_replacing_letter(claim)
    return claim


@transaction.atomic
def give_replacement(
    claim: Claim, by: Unit, *, note: str = "", actor: Actor, at: datetime
) -> Claim:
    """Give a unit out of the shop for the customer's; it can be fetched.

    Both numbers stay on record. The old one is blocked, its cover goes on with the new
    unit for a full term that begins on the day it is fetched. Refuses what is not for
    sale, and another product without a word why.
    """
    claim = held(claim)
    if claim.status != ClaimStatus.REPLACING:
        raise TransitionError
    locked(claim.ticket)  # before the units, as everybody takes them
    by = _saleable(claim, by)
    note = clean_line(note)
    if by.product_id != claim.unit.product_id and not note:
        raise OtherProductError(field="note")
    end_days_with_us(claim, actor=actor, at=at)
    _swap(claim, by, actor=actor, at=at)
    claim.replacement = by
    data = {"old_unit_id": claim.unit_id, "new_unit_id": by.pk}
    step = Step(verbs.CLAIM_REPLACED, note=note, is_public=True, data=data, links=(by,))
    take(claim, step, actor=actor, at=at)
    return make_ready(claim, ClaimOutcome.REPLACED, actor=actor, at=at)


def _saleable(claim: Claim, by: Unit) -> Unit:
    """The unit to be given, with the old one under lock, in the order of their keys."""
    pair = sorted((claim.unit, by), key=lambda each: each.pk)
    rows = {unit.pk: locked(unit) for unit in pair}
    new = rows[by.pk]
    is_free = new.owner_id is None and new.whereabouts == Whereabouts.SALEABLE
    if new.pk == claim.unit_id or not is_free:
        raise NotSaleableError(field="by")
    return new


def _swap(claim: Claim, by: Unit, *, actor: Actor, at: datetime) -> None:
    on = localdate(at)
    if not UnitCover.objects.filter(unit=claim.unit).exists():
        replace_unit(claim.unit, by, actor=actor, at=at)
        return
    supersede(claim.unit, by, on=on, actor=actor, at=at)
    # Until it is fetched its days are ours, not the customer's.
    begin_custody(by, on=on, claim=ref(claim), actor=actor, at=at)
