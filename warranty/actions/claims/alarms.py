"""What the law gives a customer when a repair is late or does not help.

Article 30.2.đ of the consumer law of 2023: another thing or the money back, where the
time for the repair is over and the fault is not, or where three services under warranty
did not mend it. An alarm opens by itself, and nobody can do anything but decide it.
"""

from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import get_current_timezone, localdate

from foundation.accounts.models import User
from foundation.accounts.permissions import Capability
from foundation.core.actor import SYSTEM, Actor
from foundation.core.db import locked
from foundation.core.errors import TransitionError
from foundation.core.text import clean_line
from tickets.overseers import Overseers
from warranty import claim_verbs as verbs
from warranty.actions.claims.closing import REMEDYING, write_decision
from warranty.actions.claims.diagnosing import begin_diagnosis
from warranty.actions.claims.refunding import decide_refund, paid_for
from warranty.actions.claims.replacing import decide_replace
from warranty.actions.claims.steps import MAX_NOTE, Step, held, take
from warranty.claim_enums import (
    AlarmDecision,
    AlarmKind,
    ClaimMode,
    ClaimOutcome,
    ClaimStatus,
)
from warranty.claim_errors import ClaimNoteError
from warranty.claim_notices import ALARM_LATE, ALARM_OPENED, tell
from warranty.claim_terms import claim_terms
from warranty.claim_workflow import UNFIXED
from warranty.deciders import check_may, people_who
from warranty.models import Claim, EntitlementAlarm, Repair
from warranty.remedy_errors import (
    AlarmDecidedError,
    CeilingNeededError,
    CustomerWordError,
)
from warranty.remedy_letters import send_alarm_letter, send_going_on_letter

SERVICES = 3
OUT = "out"
BATCH = 200
# Where the law's answer is given already, nothing more is owed.
LATE_IN = UNFIXED - REMEDYING
TARGETS = {
    AlarmDecision.REPLACE: ClaimStatus.REPLACING,
    AlarmDecision.REFUND: ClaimStatus.REFUNDING,
}


def look_for_overdue(at: datetime) -> int:
    """Open an alarm for each covered claim whose receipt's day has passed and that is not
    mended, whatever was promised since; how many are new. Run again, it does no more.

    Where the customer let us go on, the next day that we named counts."""
    first = _overdue(at).order_by("first_promised_at", "pk")[:BATCH]
    return sum(_look_at(claim, at) for claim in first)


def look_for_third(
    claim: Claim, *, actor: Actor, at: datetime
) -> EntitlementAlarm | None:
    """Open an alarm where three services under warranty did not mend this fault.

    For an action that holds the claim and knows that the fault is there still.
    """
    # Taken back, refused or without a fault found: nothing of these was a service.
    done = Repair.objects.filter(
        Q(claim=claim.pk) | Q(claim__outcome=ClaimOutcome.REPAIRED),
        claim__unit=claim.unit_id,
        claim__family=claim.family,
        is_covered=True,
        finished_at__isnull=False,
        fix__isnull=False,
    )
    last = claim.alarms.filter(kind=AlarmKind.THIRD_REPAIR).order_by("-pk").first()
    if last is not None:  # they let us try once more, and it did not help
        done = done.filter(claim=claim.pk, finished_at__gt=last.opened_at)
    if done.count() < (1 if last else SERVICES):
        return None
    return _open(claim, AlarmKind.THIRD_REPAIR, actor=actor, at=at)


@transaction.atomic
def decide_alarm(  # noqa: PLR0913 - the decision with its reason, and the sum of one
    alarm: EntitlementAlarm,
    *,
    decision: AlarmDecision,
    note: str,
    amount: int | None = None,
    decider: User,
    actor: Actor,
    at: datetime,
) -> EntitlementAlarm:
    """Answer what the law gives the customer, and do it: another thing, the money back
    (all that was paid, or `amount`), or going on because they said so.

    Refused twice, without a reason, to whoever does not decide claims, and where the
    claim cannot go there.
    """
    claim, alarm = held(alarm.claim), locked(alarm)
    if alarm.decision:
        raise AlarmDecidedError
    check_may(decider, Capability.DECIDE_CLAIM)
    note = clean_line(note)[:MAX_NOTE]
    if not note:
        is_going_on = decision == AlarmDecision.GO_ON
        raise (CustomerWordError if is_going_on else ClaimNoteError)(field="note")
    write_decision(alarm, decision, note, decider=decider, at=at)
    data = {"alarm_id": alarm.pk, "decision": decision.value}
    step = Step(verbs.ALARM_DECIDED, note=note, data=data)
    take(claim, step, actor=actor, at=at)
    if decision == AlarmDecision.GO_ON:
        _go_on(claim, alarm, at)
    elif claim.decision != decision.value:  # else it is done, or under way
        _carry_out(claim, alarm, amount, actor=actor, at=at)
    return alarm


def remind_alarms(at: datetime) -> int:
    """Tell those who decide of alarms that waited longer than they may, each once; how
    many were told of. Those beyond a batch come with the next call."""
    late = EntitlementAlarm.objects.filter(
        decision="", reminded_at=None, due_at__lte=at
    )
    found = list(late.order_by("due_at", "pk")[:BATCH])
    people: set[int] = set()
    if found:
        deciders = people_who(Capability.DECIDE_CLAIM)
        people = {*deciders.values_list("pk", flat=True), *Overseers.now().managers}
    return sum(_remind_of(alarm, people, at) for alarm in found)


@transaction.atomic
def _remind_of(alarm: EntitlementAlarm, people: set[int], at: datetime) -> bool:
    alarm = locked(alarm)
    if alarm.decision or alarm.reminded_at:
        return False
    alarm.reminded_at = at
    alarm.save(update_fields=["reminded_at"])
    tell(alarm.claim, ALARM_LATE, alarm.pk, people, by=SYSTEM, at=at)
    return True


def _overdue(at: datetime) -> QuerySet[Claim]:
    """Claims of which an alarm is to be opened."""
    known = EntitlementAlarm.objects.filter(
        claim=OuterRef("pk"), kind=AlarmKind.OVERDUE
    )
    told = known.filter(Q(decision="") | Q(opened_at__gte=OuterRef("promised_at")))
    late = Claim.objects.filter(status__in=sorted(LATE_IN)).exclude(verdict=OUT)
    late = late.filter(
        Q(~Exists(known), first_promised_at__lt=at)
        | Q(Exists(known), ~Exists(told), promised_at__lt=at)
    )
    # Somebody goes there on that day: it is late when the day is over.
    today = datetime.combine(localdate(at), time(), tzinfo=get_current_timezone())
    return late.exclude(mode=ClaimMode.ONSITE, first_promised_at__gte=today)


@transaction.atomic
def _look_at(claim: Claim, at: datetime) -> bool:
    claim = held(claim)
    if not _overdue(at).filter(pk=claim.pk).exists():
        return False
    return _open(claim, AlarmKind.OVERDUE, actor=SYSTEM, at=at) is not None


def _open(
    claim: Claim, kind: AlarmKind, *, actor: Actor, at: datetime
) -> EntitlementAlarm | None:
    """Open it, one of a kind at a time, and tell the customer, the owner, the leads and
    those who decide."""
    if claim.alarms.filter(kind=kind, decision="").exists():
        return None
    due_at = at + timedelta(days=claim_terms().decision_days)
    alarm = EntitlementAlarm.objects.create(
        claim=claim, kind=kind, opened_at=at, due_at=due_at
    )
    data = {"alarm_id": alarm.pk, "kind": kind.value}
    step = Step(verbs.ALARM_OPENED, is_public=True, data=data)
    take(claim, step, actor=actor, at=at)
    send_alarm_letter(alarm, claim)
    ticket = claim.ticket
    leads = Overseers.now().leads_of(ticket.team_id)
    deciders = people_who(Capability.DECIDE_CLAIM).values_list("pk", flat=True)
    people = [ticket.assignee_id, *leads, *deciders]
    tell(claim, ALARM_OPENED, alarm.pk, people, by=SYSTEM, at=at)
    return alarm


def _go_on(claim: Claim, alarm: EntitlementAlarm, at: datetime) -> None:
    """Nothing changes, and the customer reads what we wrote down that they said."""
    if claim.status in REMEDYING:
        raise TransitionError
    if claim.status in UNFIXED:
        send_going_on_letter(alarm, claim, at)


def _carry_out(
    claim: Claim,
    alarm: EntitlementAlarm,
    amount: int | None,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    target = TARGETS[AlarmDecision(alarm.decision)]
    # Promised and not begun, or waiting for an answer: the way leads over the bench.
    is_before = claim.can_become(ClaimStatus.DIAGNOSING)
    is_appealed = claim.status == ClaimStatus.APPEALED
    if is_before and not is_appealed and not claim.can_become(target):
        claim = begin_diagnosis(claim, actor=actor, at=at)
    how: dict[str, Any] = {"note": alarm.note, "decider": alarm.decided_by}
    if target == ClaimStatus.REPLACING:
        decide_replace(claim, **how, actor=actor, at=at)
        return
    amount = amount or paid_for(claim.unit)
    if amount is None:
        raise CeilingNeededError(field="amount")
    decide_refund(claim, amount=amount, ceiling=amount, **how, actor=actor, at=at)
