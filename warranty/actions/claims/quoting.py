"""What the customer would pay, asked and answered before any of it is done."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.core.actor import SYSTEM, Actor
from foundation.core.db import locked
from foundation.core.errors import DomainError
from warranty import claim_verbs as verbs
from warranty.actions.claims.approving import approve_within, settle_parts
from warranty.actions.claims.lines import drop_all
from warranty.actions.claims.returning import make_ready
from warranty.actions.claims.steps import Step, check, held, take
from warranty.actions.codes import clean_code, digest, new_code
from warranty.claim_enums import (
    ClaimOutcome,
    ClaimStatus,
    ConsentVia,
    Decision,
    LineState,
    QuoteState,
)
from warranty.claim_errors import (
    DiagnosisNeededError,
    NothingToQuoteError,
    QuoteOverError,
)
from warranty.claim_letters import send_quote_letter
from warranty.claim_terms import claim_terms
from warranty.errors import WrongCodeError
from warranty.models import Claim, RepairQuote

CODE_LENGTH = 6
MAX_TRIES = 5
OTHER_CODE = _("Mã không đúng. Hãy xem lại mã trong tin báo giá.")
NO_MORE_TRIES = _(
    "Mã này không dùng được nữa: đã nhập sai năm lần, hoặc báo giá không còn chờ trả lời. "
    "Khách vẫn trả lời được bằng đường dẫn, hoặc ký tại quầy."
)
SHOWN = ("pk", "name", "quantity", "price", "customer_amount")


@transaction.atomic
def send_quote(
    claim: Claim, *, sender: User | None, actor: Actor, at: datetime
) -> RepairQuote:
    """Show the customer the lines and ask; a link and a code go to them.

    Refused before anybody wrote down what was found, and where they pay nothing that
    they did not agree to already.
    """
    claim = held(claim)
    check(claim, ClaimStatus.AWAITING_CUSTOMER)
    if not claim.diagnoses.exists():
        raise DiagnosisNeededError
    if claim.customer_total <= claim.accepted_total:
        raise NothingToQuoteError
    code = new_code(CODE_LENGTH)
    quote = RepairQuote.objects.create(
        claim=claim,
        number=claim.quotes.count() + 1,
        customer_total=claim.customer_total,
        **_shown(claim),
        valid_until=at + timedelta(days=claim_terms().quote_days),
        code_digest=digest(code),
        sent_by=sender,
        sent_at=at,
    )
    approve_within(claim, sender)
    step = Step(
        verbs.QUOTE_SENT,
        ClaimStatus.AWAITING_CUSTOMER,
        is_public=True,
        data={"quote_id": quote.pk, "customer_total": quote.customer_total},
    )
    take(claim, step, actor=actor, at=at)
    send_quote_letter(quote, code)
    return quote


@transaction.atomic
def accept_quote(
    quote: RepairQuote,
    *,
    via: ConsentVia,
    note: str = "",
    actor: Actor,
    at: datetime,
) -> Claim:
    """The customer agrees: from now on the work may be done.

    Refuses a quote that was answered, taken back or is over.
    """
    claim, quote = _answered(quote, QuoteState.ACCEPTED, via, note, actor, at)
    claim.accepted_total = quote.customer_total
    step = Step(
        verbs.QUOTE_ACCEPTED,
        ClaimStatus.APPROVED,
        note=note,
        is_public=True,
        data={"quote_id": quote.pk, "via": via.value},
    )
    take(claim, step, actor=actor, at=at)
    return _settle(claim, actor=actor, at=at)


@transaction.atomic
def decline_quote(
    quote: RepairQuote,
    *,
    via: ConsentVia,
    note: str = "",
    actor: Actor,
    at: datetime,
) -> Claim:
    """The customer does not agree: the thing goes back as it came, for nothing."""
    claim, quote = _answered(quote, QuoteState.DECLINED, via, note, actor, at)
    drop_all(claim, actor=actor, at=at)
    step = Step(
        verbs.QUOTE_DECLINED,
        note=note,
        is_public=True,
        data={"quote_id": quote.pk, "via": via.value},
    )
    take(claim, step, actor=actor, at=at)
    return make_ready(claim, ClaimOutcome.RETURNED_UNREPAIRED, actor=actor, at=at)


def check_code(quote: RepairQuote, code: str) -> None:
    """Raise WrongCodeError unless it is the code of this quote. Five tries, counted first."""
    tries = RepairQuote.objects.filter(
        pk=quote.pk, state=QuoteState.SENT, code_tries__lt=MAX_TRIES
    )
    if not tries.update(code_tries=F("code_tries") + 1):
        raise WrongCodeError(NO_MORE_TRIES, field="code")
    if digest(clean_code(code)) != quote.code_digest:
        raise WrongCodeError(OTHER_CODE, field="code")


def expire_quotes(*, at: datetime) -> int:
    """Call off quotes that nobody answered in time; how many. Run again, it does no more."""
    over = RepairQuote.objects.filter(state=QuoteState.SENT, valid_until__lte=at)
    return sum(_expire(quote, at=at) for quote in over.order_by("pk")[:200])


@transaction.atomic
def _expire(quote: RepairQuote, *, at: datetime) -> bool:
    claim = held(quote.claim)
    quote = locked(quote)
    if quote.state != QuoteState.SENT:
        return False
    quote.state = QuoteState.EXPIRED
    quote.save(update_fields=["state"])
    data = {"quote_id": quote.pk}
    step = Step(verbs.QUOTE_EXPIRED, ClaimStatus.DIAGNOSING, is_public=True, data=data)
    take(claim, step, actor=SYSTEM, at=at)
    return True


def _shown(claim: Claim) -> dict[str, Any]:
    """The living lines as the customer reads them, and their prices in all."""
    living = claim.lines.exclude(state=LineState.CANCELLED)
    lines = [dict(zip(SHOWN, row, strict=True)) for row in living.values_list(*SHOWN)]
    return {"lines": lines, "price_total": sum(line["price"] for line in lines)}


def _settle(claim: Claim, *, actor: Actor, at: datetime) -> Claim:
    """Keep the parts. What the store refuses is ours to mend, and takes no answer away
    from a customer: the claim is approved, and its parts are asked for again."""
    try:
        with transaction.atomic():
            return settle_parts(claim, actor=actor, at=at)
    except DomainError:
        claim = held(claim)
        claim.decision = Decision.REPAIR
        claim.save(update_fields=["decision"])
        return claim


def _answered(
    quote: RepairQuote,
    state: QuoteState,
    via: ConsentVia,
    note: str,
    actor: Actor,
    at: datetime,
) -> tuple[Claim, RepairQuote]:
    claim = held(quote.claim)
    quote = locked(quote)
    if quote.state != QuoteState.SENT or quote.valid_until <= at:
        raise QuoteOverError
    quote.state, quote.answered_at, quote.answered_via = state, at, via
    quote.answered_by_id = actor.user_id if actor.is_staff else None
    quote.note = note.strip()[:300]
    quote.save()
    return claim, quote
