"""Taking over what the cover does not pay, out of what the house gives away in a month."""

from datetime import datetime

from django.db import transaction

from foundation.accounts.models import User
from foundation.accounts.permissions import Capability
from foundation.core.actor import Actor
from foundation.core.text import clean_line
from warranty import claim_verbs as verbs
from warranty.actions.claims.gifts import spend
from warranty.actions.claims.lines import MAX_REASON, sum_up, withdraw_quote
from warranty.actions.claims.steps import Step, held, take
from warranty.claim_enums import ClaimStatus
from warranty.claim_errors import ClaimNoteError, LinesFixedError
from warranty.claim_workflow import AT_WORK
from warranty.deciders import check_may
from warranty.models import ClaimLine

# Until the sum is asked for: what was paid is a matter of paying back.
OPEN_TO_GIFTS = AT_WORK | {
    ClaimStatus.DIAGNOSING,
    ClaimStatus.AWAITING_CUSTOMER,
    ClaimStatus.APPROVED,
}


@transaction.atomic
def give_goodwill(
    line: ClaimLine,
    *,
    amount: int,
    note: str,
    giver: User,
    actor: Actor,
    at: datetime,
) -> ClaimLine:
    """Let the house pay so much of the customer's share of a line.

    A quote that waits is taken back, since it says another sum. Refused to whoever does
    not decide claims, without a reason, beyond the share, and beyond the month's budget;
    where there is none, nothing is given.
    """
    claim = held(line.claim)
    if claim.status not in OPEN_TO_GIFTS:
        raise LinesFixedError
    check_may(giver, Capability.DECIDE_CLAIM)
    line = claim.lines.get(pk=line.pk)
    note = clean_line(note)[:MAX_REASON]
    if not note:
        raise ClaimNoteError(field="note")
    spend(line, amount, giver=giver, at=at)
    line.override_reason, line.overridden_by = note, giver
    line.save()
    is_asked = claim.status == ClaimStatus.AWAITING_CUSTOMER
    withdraw_quote(claim, actor=actor, at=at)
    sum_up(claim)
    # Whoever gives it away approves of it.
    claim.approved_total += amount
    data = {"line_id": line.pk, "amount": amount}
    to = ClaimStatus.DIAGNOSING if is_asked else None
    take(claim, Step(verbs.GOODWILL_GIVEN, to, data=data), actor=actor, at=at)
    return line
