"""What a cover pays of a claim: per component and cost, on the day that counts."""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from catalog.enums import Whereabouts
from catalog.models import ComponentClass
from foundation.calendars.period import add_months
from foundation.core.money import split
from warranty.claim_enums import ClaimOutcome, LineKind, LineState, Payer
from warranty.enums import CostClass, Responsible
from warranty.models import Claim, ClaimLine
from warranty.queries import folded, has_open_review
from warranty.verdicts import Verdict, judge

WHOLE = 100
COSTS = {
    LineKind.PART: CostClass.PART,
    LineKind.LABOUR: CostClass.LABOUR,
    LineKind.TRAVEL: CostClass.TRAVEL,
    LineKind.FEE: CostClass.LABOUR,
}
PAYERS = {
    Responsible.COMPANY: Payer.COMPANY,
    Responsible.BRAND: Payer.BRAND,
    Responsible.SUPPLIER: Payer.SUPPLIER,
}
# Beside the codes of a verdict: why a line is paid though the cover alone would not.
REPAIR_WARRANTY = "repair_warranty"
SELLER_PAYS_WAYS = "seller_pays_ways"


@dataclass(frozen=True, slots=True)
class Share:
    """What of a line is paid by the cover, why, and who stands behind it."""

    verdict: str
    percent: int
    reasons: tuple[str, ...]
    payer: Payer


def share_of(claim: Claim, kind: LineKind, component: ComponentClass | None) -> Share:
    """What the cover pays of a sort of line, on the day the claim was made.

    A part that we repaired lately is free again, and the ways of covered work are the
    seller's (articles 30.2.e of the consumer law, and the policy's repair warranty).
    """
    payer = payer_of(claim)
    verdict = _verdict(claim, COSTS[kind], component)
    outcome, percent = verdict.outcome.value, verdict.percent
    reasons = tuple(reason.value for reason in verdict.reasons)
    if kind == LineKind.TRAVEL and claim.verdict == "in":
        return Share("in", WHOLE, (SELLER_PAYS_WAYS,), Payer.COMPANY)
    if percent < WHOLE and is_repaired_lately(claim, component):
        return Share("in", WHOLE, (REPAIR_WARRANTY,), Payer.COMPANY)
    return Share(outcome, percent if outcome != "out" else 0, reasons, payer)


def component_verdict(claim: Claim, component: ComponentClass | None) -> str:
    """What the cover says of a part that turned out to be the faulty one."""
    if is_repaired_lately(claim, component):
        return "in"
    return _verdict(claim, CostClass.PART, component).outcome.value


def amounts(price: int, share: Share) -> dict[str, int]:
    """The four shares of a price; they add up to it to the đồng."""
    covered, own = split(price, [share.percent, WHOLE - share.percent])
    found = {f"{payer.value}_amount": 0 for payer in Payer}
    found["customer_amount"] = own
    found[f"{share.payer.value}_amount"] += covered
    return found


def payer_of(claim: Claim) -> Payer:
    """Who stands behind the cover; the company where no version says."""
    terms = getattr(claim.version, "warranty_terms", None)
    return PAYERS[Responsible(terms.responsible)] if terms else Payer.COMPANY


def judged_on(claim: Claim) -> date:
    """The day whose cover counts: when the customer told us."""
    return localdate(claim.submitted_at or claim.opened_at)


def is_repaired_lately(claim: Claim, component: ComponentClass | None) -> bool:
    """Whether this component was repaired so lately that the repair itself is covered."""
    if component is None:
        return False
    terms = getattr(claim.version, "warranty_terms", None)
    months = terms.repair_months if terms else 0
    done = ClaimLine.objects.filter(
        claim__unit=claim.unit_id,
        claim__outcome=ClaimOutcome.REPAIRED,
        component=component,
        kind=LineKind.PART,
        state=LineState.DONE,
    ).exclude(claim=claim.pk)
    days = done.values_list("claim__returned_at", flat=True)
    on = judged_on(claim)
    return any(on <= add_months(localdate(day), months) for day in days if day)


def _verdict(
    claim: Claim, cost: CostClass, component: ComponentClass | None
) -> Verdict:
    unit = claim.unit
    return judge(
        folded(unit),
        component.pk if component else None,
        cost,
        judged_on(claim),
        is_disputed=has_open_review(unit),
        is_blocked=unit.whereabouts == Whereabouts.BLOCKED,
    )
