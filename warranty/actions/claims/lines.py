"""What a repair costs and who pays it: lines, their shares, and the sums that were agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Sum

from catalog.models import ComponentClass
from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.text import clean_line
from parts.errors import OneEachError, PartClosedError
from parts.models import Part
from parts.queries import substitutes_of
from warranty import claim_verbs as verbs
from warranty.actions.claims.gifts import take_gifts_back
from warranty.actions.claims.reserving import let_go, let_line_go
from warranty.actions.claims.steps import Step, held, take
from warranty.claim_cover import Share, amounts, payer_of, share_of
from warranty.claim_enums import ClaimStatus, LineKind, LineState, QuoteState
from warranty.claim_errors import ClaimNoteError, LineError, LinesFixedError
from warranty.models import Claim, ClaimLine

MAX_NAME = 120
MAX_QUANTITY = 99
MAX_PRICE = 1_000_000_000
MAX_REASON = 200
WHOLE = 100
WORK = frozenset({LineKind.LABOUR, LineKind.FEE})


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line to be: `price` and `cost` are of the whole line, in đồng.

    A part brings its name, component and cost with it; `price` None asks for its own. One
    that is put in `instead_of` another counts as the other's component: that is covered.
    """

    kind: LineKind
    name: str = ""
    quantity: int = 1
    price: int | None = None
    cost: int = 0
    component: ComponentClass | None = None
    part: Part | None = None
    instead_of: Part | None = None


@transaction.atomic
def add_line(
    claim: Claim, new: NewLine, *, adder: User | None, actor: Actor, at: datetime
) -> ClaimLine:
    """Add what is needed, with the share that the cover pays. A quote that waits is taken back.

    Work that names no component is about the one that was found faulty. Refused unless it is
    being looked at, without words, number or price, and a part instead of one for which it
    does not stand in.
    """
    claim = _open_for_lines(claim)
    values = _values(new)
    component = new.component or _component(claim, new)
    share = share_of(claim, new.kind, component)
    line = ClaimLine(
        claim=claim,
        position=1 + (claim.lines.aggregate(last=Max("position"))["last"] or 0),
        kind=new.kind,
        component=component,
        part=new.part,
        added_by=adder,
        at=at,
        **values,
    )
    _share(line, share)
    line.save()
    withdraw_quote(claim, actor=actor, at=at)
    _settle(claim, _added(line, new), actor=actor, at=at)
    return line


@transaction.atomic
def drop_line(line: ClaimLine, *, actor: Actor, at: datetime) -> ClaimLine:
    """Take a planned line off; it stays on record. A part kept for it is free again."""
    claim = _open_for_lines(line.claim)
    line = claim.lines.get(pk=line.pk)
    if line.state != LineState.PLANNED:
        raise LinesFixedError
    _cancel([line], at)
    let_line_go(line, actor=actor, at=at)
    withdraw_quote(claim, actor=actor, at=at)
    _settle(
        claim, Step(verbs.LINE_DROPPED, data={"line_id": line.pk}), actor=actor, at=at
    )
    return line


@transaction.atomic
def share_otherwise(
    line: ClaimLine,
    *,
    percent: int,
    reason: str,
    decider: User | None,
    actor: Actor,
    at: datetime,
) -> ClaimLine:
    """Let the cover pay another share than it says, with the reason and whose word it is."""
    claim = _open_for_lines(line.claim)
    line = claim.lines.get(pk=line.pk)
    if not 0 <= percent <= WHOLE or line.state != LineState.PLANNED:
        raise LineError(field="percent")
    if not clean_line(reason):
        raise ClaimNoteError(field="reason")
    _share(line, Share(line.verdict, percent, tuple(line.reasons), payer_of(claim)))
    line.goodwill = 0
    take_gifts_back([line], at=at)
    line.override_reason = clean_line(reason)[:MAX_REASON]
    line.overridden_by = decider
    line.save()
    withdraw_quote(claim, actor=actor, at=at)
    data = {"line_id": line.pk, "percent": percent}
    _settle(claim, Step(verbs.LINE_CHANGED, data=data), actor=actor, at=at)
    return line


def share_anew(claim: Claim, found: ComponentClass | None) -> None:
    """Share work and ways as the cover of what was found says; a share that somebody
    gave a reason for stands.

    For an action that holds the claim, has its verdict set and stores it.
    """
    last = claim.diagnoses.first()
    before = last.component if last else None
    planned = claim.lines.filter(state=LineState.PLANNED, override_reason="")
    for line in planned.exclude(kind=LineKind.PART):
        if line.kind in WORK and line.component in {None, before}:
            line.component = found
        _share(line, share_of(claim, LineKind(line.kind), line.component))
        line.save()
    _sum_up_agreed(claim)


def drop_all(claim: Claim, *, actor: Actor, at: datetime) -> None:
    """Nothing more is done: every planned line is off, every kept part free, no quote waits.

    For an action that holds the claim and takes the step itself.
    """
    let_go(claim, actor=actor, at=at)
    _cancel(list(claim.lines.filter(state=LineState.PLANNED)), at)
    withdraw_quote(claim, actor=actor, at=at)
    sum_up(claim)


def withdraw_quote(claim: Claim, *, actor: Actor, at: datetime) -> None:
    """Take back the quote that waits, if one does; the claim is the caller's to store."""
    waiting = claim.quotes.filter(state=QuoteState.SENT)
    if waiting.update(state=QuoteState.WITHDRAWN):
        take(claim, Step(verbs.QUOTE_WITHDRAWN, is_public=True), actor=actor, at=at)


def sum_up(claim: Claim) -> None:
    """Put the sums of the living lines on the claim, which the caller stores.

    What was approved for a line that is off is approved for nothing else.
    """
    lines = claim.lines.exclude(state=LineState.CANCELLED)
    sums = lines.aggregate(own=Sum("customer_amount"), whole=Sum("price"))
    claim.customer_total = sums["own"] or 0
    claim.house_total = (sums["whole"] or 0) - claim.customer_total
    claim.approved_total = min(claim.approved_total, claim.house_total)


def _added(line: ClaimLine, new: NewLine) -> Step:
    data = {"line_id": line.pk, "kind": line.kind, "price": line.price}
    other = new.instead_of
    if other is None or line.part is None:
        return Step(verbs.LINE_ADDED, data=data)
    data["instead_of_id"] = other.pk
    return Step(verbs.LINE_ADDED, note=f"{other.sku} → {line.part.sku}", data=data)


def _component(claim: Claim, new: NewLine) -> ComponentClass | None:
    if new.part is not None:
        replaced = new.instead_of.component if new.instead_of else None
        return replaced or new.part.component
    last = claim.diagnoses.first() if new.kind in WORK else None
    return last.component if last else None


def _sum_up_agreed(claim: Claim) -> None:
    """The sums, and what of them the customer agreed to: line by line as it was shown, so
    that a yes to one work is none to another of the same price."""
    sum_up(claim)
    quote = claim.quotes.filter(state=QuoteState.ACCEPTED).first()
    shown = {row["pk"]: row["customer_amount"] for row in quote.lines} if quote else {}
    living = claim.lines.exclude(state=LineState.CANCELLED)
    claim.accepted_total = sum(
        min(own, shown.get(pk, 0))
        for pk, own in living.values_list("pk", "customer_amount")
    )


def _settle(claim: Claim, step: Step, *, actor: Actor, at: datetime) -> None:
    _sum_up_agreed(claim)
    take(claim, step, actor=actor, at=at)


def _open_for_lines(claim: Claim) -> Claim:
    claim = held(claim)
    if claim.status != ClaimStatus.DIAGNOSING:
        raise LinesFixedError
    return claim


def _cancel(lines: Sequence[ClaimLine], at: datetime) -> None:
    for line in lines:
        line.state = LineState.CANCELLED
        line.save(update_fields=["state"])
    take_gifts_back(lines, at=at)


def _share(line: ClaimLine, share: Share) -> None:
    line.verdict, line.percent = share.verdict, share.percent
    line.reasons = list(share.reasons)
    line.covered_by = share.payer.value if share.percent else ""
    for name, amount in amounts(line.price, share).items():
        setattr(line, name, amount)


def _check_part(new: NewLine) -> None:
    part = new.part
    if (new.kind == LineKind.PART) != (part is not None):
        raise LineError(field="part")
    if part is not None and not part.is_active:
        raise PartClosedError(field="part")
    other = new.instead_of
    if other and part not in [each.part for each in substitutes_of(other)]:
        raise LineError(field="part")
    if part is not None and part.is_serialised and new.quantity > 1:
        raise OneEachError(field="quantity")


def _values(new: NewLine) -> dict[str, object]:
    part = new.part
    _check_part(new)
    name = clean_line(new.name) or (part.name if part else "")
    price, cost = new.price, new.cost
    if part is not None:
        price = part.price * new.quantity if price is None else price
        cost = cost or part.cost * new.quantity
    if not name:
        raise LineError(field="name")
    if not 1 <= new.quantity <= MAX_QUANTITY:
        raise LineError(field="quantity")
    if price is None or not 0 <= price <= MAX_PRICE or not 0 <= cost <= MAX_PRICE:
        raise LineError(field="price")
    return {
        "name": name[:MAX_NAME],
        "quantity": new.quantity,
        "price": price,
        "cost": cost,
    }
