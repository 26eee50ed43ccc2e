"""Costs that a supplier has to give back: asked for by themselves, sent, answered, paid."""

from datetime import datetime

from django.db import transaction

from foundation.accounts.models import User
from foundation.accounts.permissions import Capability
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.core.errors import TransitionError
from foundation.core.refs import ref
from foundation.core.text import clean_line
from foundation.events.actions import record
from foundation.payments.actions import Debt, Payee, cancel, owe_charge
from foundation.payments.enums import PaymentState, Purpose
from foundation.payments.models import Payment
from foundation.payments.queries import payments_of
from warranty import claim_verbs as verbs
from warranty.claim_cover import judged_on
from warranty.claim_enums import LineKind, LineState, SupplierClaimState
from warranty.claim_errors import ClaimNoteError
from warranty.claim_numbers import next_recovery_number
from warranty.claim_workflow import RECOVERY_WORKFLOW
from warranty.deciders import check_may
from warranty.models import Claim, ClaimLine, SupplierClaim, SupplierCover
from warranty.remedy_errors import RecoveryAmountError

WHOLE = 100
MAX_NOTE = 500
MAX_REFERENCE = 60
# The ways to the customer and back are the seller's own.
RECOVERABLE = (LineKind.PART, LineKind.LABOUR, LineKind.FEE)


def open_recoveries(claim: Claim, *, actor: Actor, at: datetime) -> list[SupplierClaim]:
    """Ask back what a supplier's cover pays of the work that was done, line by line.

    For an action that holds the claim. Run again, it asks for no line twice.
    """
    done = claim.lines.filter(
        state=LineState.DONE, kind__in=RECOVERABLE, cost__gt=0, supplier_claim=None
    )
    covers = list(_live_covers(claim)) if done else []
    opened = []
    for line in done.order_by("pk") if covers else ():
        cover = _best(covers, line, _component(claim, line))
        asked = line.cost * _percent(cover, line) // WHOLE if cover else 0
        if cover is not None and asked:
            opened.append(_open(line, cover, asked, actor=actor, at=at))
    return opened


@transaction.atomic
def send_recovery(
    recovery: SupplierClaim,
    *,
    note: str = "",
    handler: User,
    actor: Actor,
    at: datetime,
) -> SupplierClaim:
    """It went to the supplier; after a refusal it may go there again."""
    recovery = _held(recovery, SupplierClaimState.SENT, handler)
    recovery.note = clean_line(note)[:MAX_NOTE] or recovery.note
    recovery.state, recovery.sent_at = SupplierClaimState.SENT, at
    return _store(recovery, verbs.RECOVERY_SENT, handler, actor=actor, at=at)


@transaction.atomic
def answer_recovery(  # noqa: PLR0913 - what the supplier answers, in number and words
    recovery: SupplierClaim,
    *,
    granted: int,
    reference: str = "",
    note: str = "",
    handler: User,
    actor: Actor,
    at: datetime,
) -> SupplierClaim:
    """What the supplier grants, at most what was asked; nothing is a refusal."""
    state = SupplierClaimState.ACCEPTED if granted else SupplierClaimState.REFUSED
    recovery = _held(recovery, state, handler)
    if not 0 <= granted <= recovery.asked:
        raise RecoveryAmountError(field="granted")
    recovery.state, recovery.answered_at = state, at
    recovery.granted = granted
    recovery.reference = clean_line(reference)[:MAX_REFERENCE]
    recovery.note = clean_line(note)[:MAX_NOTE] or recovery.note
    return _store(recovery, verbs.RECOVERY_ANSWERED, handler, actor=actor, at=at)


@transaction.atomic
def finish_recovery(
    recovery: SupplierClaim, *, handler: User, actor: Actor, at: datetime
) -> Payment:
    """Ask for the money that was granted; it is recovered when it has come.

    Asked for already, the same payment answers.
    """
    recovery = _held(recovery, SupplierClaimState.RECOVERED, handler)
    known = payments_of(ref(recovery))
    living = [payment for payment in known if payment.state != PaymentState.CANCELLED]
    if living:
        return living[0]
    debt = Debt(
        amount=recovery.granted,
        key=f"recovery:{recovery.pk}:{len(known) + 1}",
        payee=Payee(None, recovery.supplier.name),
        note=recovery.reference,
    )
    purpose = Purpose.RECOVERY
    return owe_charge(ref(recovery), debt, purpose=purpose, actor=actor, at=at)


@transaction.atomic
def note_recovered(
    recovery: SupplierClaim, *, actor: Actor, at: datetime
) -> SupplierClaim:
    """The money has come. Told twice, it is noted once."""
    recovery = locked(recovery)
    if recovery.state != SupplierClaimState.ACCEPTED:
        return recovery
    recovery.state, recovery.finished_at = SupplierClaimState.RECOVERED, at
    return _store(recovery, verbs.RECOVERY_DONE, None, actor=actor, at=at)


@transaction.atomic
def drop_recovery(
    recovery: SupplierClaim, *, note: str, handler: User, actor: Actor, at: datetime
) -> SupplierClaim:
    """Ask for it no more, with the reason; money that was asked for is called off.

    Refused where the money has come.
    """
    recovery = _held(recovery, SupplierClaimState.DROPPED, handler)
    note = clean_line(note)[:MAX_NOTE]
    if not note:
        raise ClaimNoteError(field="note")
    known = payments_of(ref(recovery))
    if any(payment.state == PaymentState.DONE for payment in known):
        raise TransitionError  # its news is on the way
    for payment in known:
        if payment.is_owed:
            cancel(payment, note=note, actor=actor, at=at)
    recovery.state, recovery.note = SupplierClaimState.DROPPED, note
    recovery.finished_at = at
    return _store(recovery, verbs.RECOVERY_DROPPED, handler, actor=actor, at=at)


def _live_covers(claim: Claim) -> list[SupplierCover]:
    """Those that ran on the day the customer told us."""
    on = judged_on(claim)
    live = SupplierCover.objects.filter(
        unit=claim.unit_id, starts_on__lte=on, ends_on__gte=on
    )
    return list(live.order_by("pk"))


def _component(claim: Claim, line: ClaimLine) -> int | None:
    """What the line is about; work without a part is about what was found faulty."""
    found = claim.diagnoses.first()
    return line.component_id or (found.component_id if found else None)


def _best(
    covers: list[SupplierCover], line: ClaimLine, component: int | None
) -> SupplierCover | None:
    """The cover that pays most: of the component itself, or of the whole thing."""
    fitting = [each for each in covers if each.component_id in {None, component}]
    return max(fitting, key=lambda each: _percent(each, line), default=None)


def _percent(cover: SupplierCover, line: ClaimLine) -> int:
    is_part = line.kind == LineKind.PART
    return cover.part_percent if is_part else cover.labour_percent


def _open(
    line: ClaimLine, cover: SupplierCover, asked: int, *, actor: Actor, at: datetime
) -> SupplierClaim:
    recovery = SupplierClaim.objects.create(
        number=next_recovery_number(),
        line=line,
        supplier_id=cover.supplier_id,
        cover=cover,
        asked=asked,
        opened_at=at,
    )
    _record(recovery, verbs.RECOVERY_OPENED, actor=actor, at=at)
    return recovery


def _held(
    recovery: SupplierClaim,
    state: SupplierClaimState,
    handler: User,
) -> SupplierClaim:
    """The recovery under its lock. Raises where the table has no step to `state`."""
    recovery = locked(recovery)
    check_may(handler, Capability.RECOVER_COSTS)
    RECOVERY_WORKFLOW.check(SupplierClaimState(recovery.state), state)
    return recovery


def _store(
    recovery: SupplierClaim,
    verb: str,
    handler: User | None,
    *,
    actor: Actor,
    at: datetime,
) -> SupplierClaim:
    recovery.handled_by = handler or recovery.handled_by
    recovery.save()
    _record(recovery, verb, actor=actor, at=at)
    return recovery


def _record(recovery: SupplierClaim, verb: str, *, actor: Actor, at: datetime) -> None:
    claim = recovery.line.claim
    record(
        recovery,
        verb,
        actor=actor,
        at=at,
        links=[claim, claim.unit],
        supplier_id=recovery.supplier_id,
        state=str(recovery.state),
        asked=recovery.asked,
        granted=recovery.granted,
    )
