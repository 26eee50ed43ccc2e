"""What replacing and paying back have in common: nothing more is repaired, once per unit."""

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.core.errors import TransitionError
from foundation.core.refs import ref
from foundation.core.text import clean_line
from foundation.payments.actions import Debt, Payee, owe_refund
from foundation.payments.queries import balance_of
from warranty import claim_verbs as verbs
from warranty.actions.claims.lines import drop_all
from warranty.actions.claims.returning import call_off_charges
from warranty.actions.claims.steps import MAX_NOTE, Step, take
from warranty.actions.custody import end_custody
from warranty.claim_enums import (
    AlarmDecision,
    ClaimMode,
    ClaimOutcome,
    ClaimStatus,
    LineState,
)
from warranty.claim_money import fee_to_give_back
from warranty.claim_workflow import CLAIM_WORKFLOW
from warranty.errors import CustodyError, NoCoverError
from warranty.models import Claim, EntitlementAlarm
from warranty.remedy_errors import RemedyElsewhereError

REMEDIED = {ClaimOutcome.REPLACED, ClaimOutcome.REFUNDED}
REMEDYING = {ClaimStatus.REPLACING, ClaimStatus.REFUNDING}


def stop_repairing(
    claim: Claim, to: ClaimStatus, *, actor: Actor, at: datetime
) -> None:
    """Nothing more is repaired, and the customer pays for nothing that was; what they
    paid for it goes back.

    For an action that holds the claim and takes the step `to` itself. Raises
    TransitionError where the claim cannot go there, or its thing was never with us.
    """
    CLAIM_WORKFLOW.check(claim.current_status, to)
    if claim.status == ClaimStatus.SUBMITTED and claim.mode != ClaimMode.SWAP:
        raise TransitionError  # swapped over the counter, or taken in first
    claim.repairs.filter(finished_at=None).update(finished_at=at)
    for line in claim.lines.filter(state=LineState.DONE, customer_amount__gt=0):
        line.company_amount += line.customer_amount
        line.customer_amount = 0
        line.save(update_fields=["company_amount", "customer_amount"])
    drop_all(claim, actor=actor, at=at)
    call_off_charges(claim, actor=actor, at=at)
    _give_fee_back(claim, actor=actor, at=at)


def _give_fee_back(claim: Claim, *, actor: Actor, at: datetime) -> None:
    fee = fee_to_give_back(claim)
    if fee <= 0:
        return
    customer = claim.ticket.customer
    debt = Debt(
        amount=fee,
        key=f"claim:{claim.pk}:fee:{claim.n_steps}",
        payee=Payee(customer.pk, customer.name),
        note=_("Trả lại phí sửa chữa"),
    )
    paid = balance_of(ref(claim)).paid_in
    owe_refund(ref(claim), debt, ceiling=paid, actor=actor, at=at)


def answer_alarms(
    claim: Claim,
    decision: AlarmDecision,
    note: str,
    *,
    decider: User,
    actor: Actor,
    at: datetime,
) -> None:
    """With the remedy itself no entitlement of the claim waits for its decision any more.

    For an action that holds the claim and checked who decides.
    """
    waiting = claim.alarms.select_for_update().filter(decision="")
    for alarm in waiting.order_by("pk"):
        write_decision(alarm, decision, note, decider=decider, at=at)
        data = {"alarm_id": alarm.pk, "decision": decision.value}
        step = Step(verbs.ALARM_DECIDED, note=note, data=data)
        take(claim, step, actor=actor, at=at)


def write_decision(
    alarm: EntitlementAlarm,
    decision: AlarmDecision,
    note: str,
    *,
    decider: User,
    at: datetime,
) -> None:
    """Write on an alarm, which the caller has locked, how it was answered and why."""
    alarm.decision, alarm.note = decision, clean_line(note)[:MAX_NOTE]
    alarm.decided_by, alarm.decided_at = decider, at
    alarm.save(update_fields=["decision", "note", "decided_by", "decided_at"])


def check_only_remedy(claim: Claim) -> None:
    """Raise RemedyElsewhereError where the unit was replaced or paid back before, or is
    about to be. Locks the unit, so that two claims cannot both."""
    locked(claim.unit)
    others = claim.unit.claims.exclude(pk=claim.pk)
    is_under_way = others.filter(status__in=REMEDYING).exists()
    if is_under_way or others.filter(result__in=REMEDIED).exists():
        raise RemedyElsewhereError


def end_days_with_us(claim: Claim, *, actor: Actor, at: datetime) -> None:
    """The old thing stays with us: its days in the workshop end and count for nothing."""
    try:
        end_custody(
            claim.unit,
            on=localdate(at),
            claim=ref(claim),
            counts=False,
            actor=actor,
            at=at,
        )
    except (NoCoverError, CustodyError):
        return  # nothing covered it, or it never came in
