"""The money back for a thing that stays with us."""

from datetime import datetime

from django.db import transaction

from catalog.actions.owners import block_unit
from catalog.enums import BlockReason, Whereabouts
from catalog.models import Unit
from foundation.accounts.models import User
from foundation.accounts.permissions import Capability
from foundation.core.actor import SYSTEM, Actor
from foundation.core.db import locked
from foundation.core.refs import ref
from foundation.core.text import clean_line
from foundation.payments.actions import Debt, Payee, owe_refund
from foundation.payments.enums import PaymentState
from foundation.payments.models import Payment
from foundation.payments.queries import balance_of
from warranty import claim_verbs as verbs
from warranty.actions.claims.closing import (
    answer_alarms,
    check_only_remedy,
    end_days_with_us,
    stop_repairing,
)
from warranty.actions.claims.recovery import open_recoveries
from warranty.actions.claims.returning import close_returned
from warranty.actions.claims.steps import Step, held, take
from warranty.claim_enums import AlarmDecision, ClaimOutcome, ClaimStatus, Decision
from warranty.claim_errors import ClaimNoteError
from warranty.claim_money import refund_key, refunds_of
from warranty.claim_notices import REFUND_OFF, tell
from warranty.deciders import check_may
from warranty.models import Claim
from warranty.remedy_errors import (
    CeilingNeededError,
    RefundAmountError,
    RefundUnderWayError,
)
from warranty.remedy_letters import send_refunding_letter


def paid_for(unit: Unit) -> int | None:
    """What the customer paid for it, all discounts off; None where no receipt says."""
    line = unit.purchase_line
    return line.net_unit if line is not None else None


@transaction.atomic
def decide_refund(  # noqa: PLR0913 - the sum, and its limit where no receipt says one
    claim: Claim,
    *,
    amount: int,
    note: str,
    ceiling: int | None = None,
    decider: User,
    actor: Actor,
    at: datetime,
) -> Claim:
    """Decide that the customer gets money back; somebody else hands it over.

    At most what was paid for the unit; `ceiling` says how much where there is no
    receipt. Owed anew where the money was called off. Refused to whoever does not
    decide claims, without a reason, and for a unit that another claim replaces or pays
    back.
    """
    claim = held(claim)
    check_may(decider, Capability.DECIDE_CLAIM)
    if not clean_line(note):
        raise ClaimNoteError(field="note")
    ceiling = _ceiling(claim, ceiling, amount)
    to = _to_refunding(claim, actor=actor, at=at)
    answer_alarms(
        claim, AlarmDecision.REFUND, note, decider=decider, actor=actor, at=at
    )
    claim.decision, claim.result = Decision.REFUND, ClaimOutcome.REFUNDED
    step = Step(verbs.CLAIM_REFUNDING, to, note=note, data={"amount": amount})
    take(claim, step, actor=actor, at=at)
    check_only_remedy(claim)
    # Beside the price goes what they paid for the repair.
    most = ceiling + balance_of(ref(claim)).paid_in
    debt = _debt(claim, amount, note)
    owe_refund(ref(claim), debt, ceiling=most, actor=actor, at=at)
    send_refunding_letter(claim, amount)
    return claim


@transaction.atomic
def finish_refund(claim: Claim, *, actor: Actor, at: datetime) -> Claim:
    """The money was handed over: the number is good for nothing more, the claim is over.

    With a loaner out it waits for that. Told twice, it is done once.
    """
    claim = held(claim)
    if claim.status != ClaimStatus.REFUNDING or not _refunds(claim, PaymentState.DONE):
        return claim
    locked(claim.ticket)  # before the unit, as everybody takes them
    end_days_with_us(claim, actor=actor, at=at)
    if claim.unit.whereabouts != Whereabouts.BLOCKED:
        block_unit(claim.unit, BlockReason.REFUNDED, actor=actor, at=at)
        take(claim, Step(verbs.CLAIM_REFUNDED, is_public=True), actor=actor, at=at)
        open_recoveries(claim, actor=actor, at=at)
    _close_if_back(claim, actor=actor, at=at)
    return claim


@transaction.atomic
def note_refund_off(claim: Claim, payment: Payment, *, at: datetime) -> None:
    """The money was called off: whoever decided it and whose case it is are told, since
    the claim waits. Nothing to say where it is owed anew, or was another sum."""
    claim = held(claim)
    is_price = payment.key.startswith(refund_key(claim))
    owed = _refunds(claim, PaymentState.OWED, PaymentState.DONE)
    if claim.status != ClaimStatus.REFUNDING or not is_price or owed:
        return
    people = [payment.decided_by_id, claim.ticket.assignee_id]
    tell(claim, REFUND_OFF, payment.pk, people, by=SYSTEM, at=at)


def _close_if_back(claim: Claim, *, actor: Actor, at: datetime) -> None:
    """End it now that the money is with the customer, unless a loaner is still out."""
    if not claim.loaners_out and not _refunds(claim, PaymentState.OWED):
        close_returned(claim, None, actor=actor, at=at)


def _debt(claim: Claim, amount: int, note: str) -> Debt:
    customer = claim.ticket.customer
    key = f"{refund_key(claim)}{claim.n_steps}"
    return Debt(amount, key, Payee(customer.pk, customer.name), note)


def _ceiling(claim: Claim, named: int | None, amount: int) -> int:
    """The most that goes back. Refuses an amount beyond it."""
    paid = paid_for(claim.unit)
    most = named or 0 if paid is None else paid
    if paid is None and most <= 0:
        raise CeilingNeededError(field="ceiling")
    if not 0 < amount <= most:
        raise RefundAmountError(field="amount")
    return most


def _to_refunding(claim: Claim, *, actor: Actor, at: datetime) -> ClaimStatus | None:
    """The step to be taken; none where it was taken and the money called off since."""
    if claim.status != ClaimStatus.REFUNDING:
        stop_repairing(claim, ClaimStatus.REFUNDING, actor=actor, at=at)
        return ClaimStatus.REFUNDING
    if _refunds(claim, PaymentState.OWED, PaymentState.DONE):
        raise RefundUnderWayError
    return None


def _refunds(claim: Claim, *states: PaymentState) -> bool:
    return refunds_of(claim).filter(state__in=states).exists()
