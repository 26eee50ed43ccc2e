"""The thing goes back, its cover goes on, and the claim is over."""

from contextlib import suppress
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.errors import TransitionError
from foundation.core.refs import ref
from foundation.payments.actions import Debt, Payee, cancel, owe_charge
from foundation.payments.enums import Purpose
from foundation.payments.queries import balance_of, payments_of
from warranty import claim_verbs as verbs
from warranty.actions.changes import restart_component
from warranty.actions.claims.ending import end_ticket
from warranty.actions.claims.lines import drop_all
from warranty.actions.claims.recovery import open_recoveries
from warranty.actions.claims.steps import Step, check, held, take
from warranty.actions.codes import clean_code, digest, new_code
from warranty.actions.custody import end_custody
from warranty.claim_enums import ClaimOutcome, ClaimStatus, LineKind, LineState
from warranty.claim_errors import (
    HandBackCodeError,
    LoanerOutError,
    UnpaidError,
)
from warranty.claim_letters import send_ready_letter
from warranty.claim_workflow import NOT_BEGUN, WITHDRAWABLE
from warranty.errors import CustodyError, NoCoverError
from warranty.models import Claim, ClaimLine
from warranty.remedy_errors import ThingHereError

CODE_LENGTH = 6
MAX_TRIES = 5
# The days of these do not count against anybody's cover, nor for it.
UNCOUNTED = {ClaimOutcome.REJECTED, ClaimOutcome.WITHDRAWN}


def make_ready(
    claim: Claim,
    result: ClaimOutcome,
    *,
    note: str = "",
    actor: Actor,
    at: datetime,
) -> Claim:
    """Let it be fetched: a code goes to the customer, and what they owe is asked for.

    For an action that holds the claim.
    """
    code = new_code(CODE_LENGTH)
    claim.result, claim.ready_at = result, at
    claim.code_digest, claim.code_tries = digest(code), 0
    take(
        claim,
        Step(verbs.CLAIM_READY, ClaimStatus.READY, note=note, is_public=True),
        actor=actor,
        at=at,
    )
    _charge(claim, actor=actor, at=at)
    open_recoveries(claim, actor=actor, at=at)
    send_ready_letter(claim, code)
    return claim


def call_off_charges(claim: Claim, *, actor: Actor, at: datetime) -> None:
    """What was asked for and not paid is asked for no more: the sum is another now."""
    for payment in payments_of(ref(claim)):
        if payment.is_owed and payment.purpose == Purpose.REPAIR:
            cancel(payment, note=_("Tính lại chi phí sửa chữa"), actor=actor, at=at)


def _charge(claim: Claim, *, actor: Actor, at: datetime) -> None:
    """Ask for what the customer has not paid yet; ready a second time, it is asked anew."""
    call_off_charges(claim, actor=actor, at=at)
    due = claim.customer_total - balance_of(ref(claim)).paid_in
    if due <= 0:
        return
    customer = claim.ticket.customer
    debt = Debt(
        amount=due,
        key=f"claim:{claim.pk}:repair:{claim.n_steps}",
        payee=Payee(customer.pk, customer.name),
    )
    owe_charge(ref(claim), debt, purpose=Purpose.REPAIR, actor=actor, at=at)


@transaction.atomic
def withdraw_claim(claim: Claim, *, note: str, actor: Actor, at: datetime) -> Claim:
    """The customer takes it back: over at once before anybody looked at it, else it
    waits to be fetched, and only what was done by then as agreed is charged.

    Refused once it is repaired, refused or remedied; what would be over waits for its
    loaner.
    """
    claim = held(claim)
    if claim.status not in WITHDRAWABLE:
        raise TransitionError
    is_over = claim.status in NOT_BEGUN
    if is_over and claim.loaners_out:
        raise LoanerOutError
    drop_all(claim, actor=actor, at=at)
    claim.repairs.filter(finished_at=None).update(finished_at=at)
    if is_over:
        claim.outcome, claim.closed_at = ClaimOutcome.WITHDRAWN, at
        step = Step(
            verbs.CLAIM_WITHDRAWN, ClaimStatus.CLOSED, note=note, is_public=True
        )
        take(claim, step, actor=actor, at=at)
        return end_ticket(claim, None, actor=actor, at=at)
    step = Step(verbs.CLAIM_WITHDRAWN, note=note, is_public=True)
    take(claim, step, actor=actor, at=at)
    return make_ready(claim, ClaimOutcome.WITHDRAWN, actor=actor, at=at)


def hand_back(
    claim: Claim,
    *,
    code: str = "",
    identity: str = "",
    staff: User | None = None,
    actor: Actor,
    at: datetime,
) -> Claim:
    """Give the thing back for the code the customer got, or for papers that are named.

    A try is counted and kept before the code is looked at. Refused while something is
    unpaid. Its cover goes on with the days added, and the claim ends unless a loaner is
    still out.
    """
    if not identity.strip():
        _count_try(claim, code)
    return _hand_back(claim, identity.strip(), staff, actor=actor, at=at)


@transaction.atomic
def _hand_back(
    claim: Claim, identity: str, staff: User | None, *, actor: Actor, at: datetime
) -> Claim:
    claim = held(claim)
    check(claim, ClaimStatus.RETURNED)
    if claim.status == ClaimStatus.REJECTED and claim.received_at is None:
        raise TransitionError  # nothing of theirs is with us
    if balance_of(ref(claim)).owed_in:
        raise UnpaidError
    claim.returned_at = at
    claim.result = claim.result or ClaimOutcome.REJECTED
    step = Step(
        verbs.CLAIM_RETURNED,
        ClaimStatus.RETURNED,
        note=identity,
        is_public=not identity,
        data={"result": claim.result},
    )
    take(claim, step, actor=actor, at=at)
    _let_cover_go_on(claim, actor=actor, at=at)
    if claim.loaners_out:
        return claim
    return close_returned(claim, staff, actor=actor, at=at)


@transaction.atomic
def close_claim(
    claim: Claim, *, staff: User | None, actor: Actor, at: datetime
) -> Claim:
    """End a claim whose thing is back, or a refused one whose thing never came.

    Refused while the thing is with us or a loaner is out.
    """
    claim = held(claim)
    check(claim, ClaimStatus.CLOSED)
    if claim.status == ClaimStatus.REJECTED and claim.received_at is not None:
        raise ThingHereError
    if claim.status not in {ClaimStatus.RETURNED, ClaimStatus.REJECTED}:
        raise TransitionError
    return close_returned(claim, staff, actor=actor, at=at)


def close_returned(
    claim: Claim, staff: User | None, *, actor: Actor, at: datetime
) -> Claim:
    """The same for an action that holds the claim."""
    check(claim, ClaimStatus.CLOSED)
    if claim.loaners_out:
        raise LoanerOutError
    claim.outcome, claim.closed_at = claim.result, at
    step = Step(
        verbs.CLAIM_CLOSED,
        ClaimStatus.CLOSED,
        is_public=True,
        data={"outcome": claim.outcome},
    )
    take(claim, step, actor=actor, at=at)
    return end_ticket(claim, staff, actor=actor, at=at)


def _count_try(claim: Claim, code: str) -> None:
    tries = Claim.objects.filter(pk=claim.pk, code_tries__lt=MAX_TRIES)
    if not code.strip():
        raise HandBackCodeError(field="code")
    if not tries.update(code_tries=F("code_tries") + 1):
        raise HandBackCodeError(field="code")
    kept = Claim.objects.values_list("code_digest", flat=True).get(pk=claim.pk)
    if not kept or digest(clean_code(code)) != kept:
        raise HandBackCodeError(field="code")


def _let_cover_go_on(claim: Claim, *, actor: Actor, at: datetime) -> None:
    """The days with us are added where the cover paid; a new part starts anew.

    Another thing given for it begins its cover today.
    """
    is_paid = claim.is_covered and claim.result not in UNCOUNTED
    counts = is_paid or claim.replacement is not None
    with suppress(
        NoCoverError, CustodyError
    ):  # nothing covers it, or it stayed at home
        end_custody(
            claim.replacement or claim.unit,
            on=_custody_end(claim, at),
            claim=ref(claim),
            counts=counts,
            actor=actor,
            at=at,
        )
    with suppress(NoCoverError):
        _restart_parts(claim, actor=actor, at=at)


def _custody_end(claim: Claim, at: datetime) -> date:
    """The day it was fetched, or the last day of grace after the word that it is ready."""
    terms = getattr(claim.version, "warranty_terms", None)
    back = localdate(at)
    if claim.ready_at is None or terms is None:
        return back
    return min(back, localdate(claim.ready_at) + timedelta(days=terms.grace_days))


def _restart_parts(claim: Claim, *, actor: Actor, at: datetime) -> None:
    if claim.result != ClaimOutcome.REPAIRED:
        return
    terms = getattr(claim.version, "warranty_terms", None)
    new: dict[int, ClaimLine] = {}
    fitted = claim.lines.filter(kind=LineKind.PART, state=LineState.DONE)
    for line in fitted.exclude(component=None).select_related("component"):
        new[line.component_id] = line
    for _pk, line in sorted(new.items()):
        # What the customer paid for is covered as a repair, not as the thing.
        is_paid = line.percent == 0 and line.customer_amount > 0
        assert line.component is not None  # left out above
        restart_component(
            claim.unit,
            line.component,
            on=localdate(claim.ready_at or at),
            months=terms.repair_months if is_paid and terms else None,
            actor=actor,
            at=at,
        )
