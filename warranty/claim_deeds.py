"""What can be done with a claim now, by whom: the buttons of its page. The action judges."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, capabilities_of
from warranty.claim_enums import ClaimMode, ClaimStatus as S
from warranty.claim_workflow import AT_WORK, DEPOT, NOT_BEGUN, UNFIXED
from warranty.models import Claim

# Somebody looks at it, or is about to.
BEFORE_WORK = frozenset({S.RECEIVED, S.VISIT_BOOKED, S.DIAGNOSING, S.AWAITING_CUSTOMER})
STARTABLE = frozenset({S.APPROVED, S.WAITING_PART})
# Until the sum is asked for.
GIVING = AT_WORK | {S.DIAGNOSING, S.AWAITING_CUSTOMER, S.APPROVED}
ON_BENCH = UNFIXED - {S.APPEALED, S.REFUNDING, S.REPLACING}


@dataclass(frozen=True, slots=True)
class Facts:
    """What beside the claim itself decides which buttons make sense."""

    is_diagnosed: bool = False
    has_cause: bool = False
    has_quote_out: bool = False
    has_unfitted: bool = False
    has_planned: bool = False
    unpaid: int = 0
    has_appeal: bool = False
    has_alarm: bool = False
    # Money that goes back is owed, or paid.
    has_refund: bool = False
    # Who repaired it last: somebody else has to test it.
    repairer_ids: Collection[int] = ()
    user_id: int | None = None

    @property
    def is_own_work(self) -> bool:
        """Whether the reader would test what they repaired."""
        return self.user_id in self.repairer_ids


Fits = Callable[[Claim, Facts], bool]


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that may be done: by whom, when it makes sense, and how far up it stands."""

    verb: str
    capability: Capability
    fits: Fits
    # The next step of the way, rather than something beside it.
    is_main: bool = True


def deeds_for(claim: Claim, facts: Facts, user: User) -> list[Deed]:
    """What `user` may do with the claim as it stands, the next step first."""
    held = capabilities_of(user)
    return [
        each for each in DEEDS if each.capability in held and each.fits(claim, facts)
    ]


def deed_named(verb: str) -> Deed:
    """A deed by its verb."""
    return BY_VERB[verb]


def _to(target: S) -> Fits:
    return lambda claim, _facts: claim.can_become(target)


def _at(*statuses: S) -> Fits:
    return lambda claim, _facts: claim.status in statuses


def _in(statuses: Collection[S]) -> Fits:
    return lambda claim, _facts: claim.status in statuses


def _has_thing(claim: Claim) -> bool:
    return claim.received_at is not None


def _begins(claim: Claim, _facts: Facts) -> bool:
    return claim.status in {S.RECEIVED, S.VISIT_BOOKED}


def _begins_again(claim: Claim, _facts: Facts) -> bool:
    again = {S.AWAITING_CUSTOMER, S.APPROVED, S.WAITING_PART, S.IN_REPAIR}
    return claim.status in again


def _quotes(claim: Claim, facts: Facts) -> bool:
    is_asked = claim.customer_total > claim.accepted_total
    return claim.status == S.DIAGNOSING and facts.is_diagnosed and is_asked


def _approves(claim: Claim, facts: Facts) -> bool:
    if not facts.has_cause:
        return False
    is_more = claim.house_total > claim.approved_total
    if claim.status in {S.APPROVED, S.AWAITING_CUSTOMER}:
        return is_more
    is_agreed = claim.customer_total <= claim.accepted_total
    return claim.status == S.DIAGNOSING and is_agreed


def _asks_loaner(claim: Claim, _facts: Facts) -> bool:
    is_here = claim.mode in DEPOT and _has_thing(claim)
    return is_here and claim.status in ON_BENCH and not claim.loaners_out


def _hands_back(claim: Claim, facts: Facts) -> bool:
    return claim.can_become(S.RETURNED) and _has_thing(claim) and not facts.unpaid


def _closes(claim: Claim, _facts: Facts) -> bool:
    if claim.status == S.REJECTED:
        return not _has_thing(claim)
    return claim.status == S.RETURNED and not claim.loaners_out


def _withdraws(claim: Claim, _facts: Facts) -> bool:
    return claim.status in NOT_BEGUN | BEFORE_WORK | STARTABLE


def _rejects(claim: Claim, _facts: Facts) -> bool:
    """An appeal is answered, not passed over."""
    return claim.can_become(S.REJECTED) and claim.status != S.APPEALED


def _refunds(claim: Claim, facts: Facts) -> bool:
    """Also once more, where the money was called off."""
    is_off = claim.status == S.REFUNDING and not facts.has_refund
    return is_off or claim.can_become(S.REFUNDING)


DEEDS: tuple[Deed, ...] = (
    # What the law gives a customer goes before everything else.
    Deed(
        "decide_alarm", Capability.DECIDE_CLAIM, lambda _claim, facts: facts.has_alarm
    ),
    Deed("submit", Capability.HANDLE_CLAIM, _at(S.DRAFT)),
    Deed("receive", Capability.HANDLE_CLAIM, _to(S.RECEIVED)),
    Deed(
        "visit",
        Capability.HANDLE_CLAIM,
        lambda claim, _facts: (
            claim.mode == ClaimMode.ONSITE and claim.can_become(S.VISIT_BOOKED)
        ),
    ),
    Deed("begin", Capability.REPAIR_CLAIM, _begins),
    Deed("diagnose", Capability.REPAIR_CLAIM, _at(S.DIAGNOSING)),
    Deed(
        "no_fault",
        Capability.REPAIR_CLAIM,
        lambda claim, facts: (
            claim.status == S.DIAGNOSING and facts.is_diagnosed and not facts.has_cause
        ),
    ),
    Deed("quote", Capability.REPAIR_CLAIM, _quotes),
    Deed("answer", Capability.HANDLE_CLAIM, lambda _claim, facts: facts.has_quote_out),
    Deed("approve", Capability.REPAIR_CLAIM, _approves),
    Deed("start", Capability.REPAIR_CLAIM, _in(STARTABLE)),
    Deed(
        "fit_part",
        Capability.REPAIR_CLAIM,
        lambda claim, facts: claim.status == S.IN_REPAIR and facts.has_unfitted,
    ),
    Deed("finish", Capability.REPAIR_CLAIM, _at(S.IN_REPAIR)),
    Deed(
        "test",
        Capability.REPAIR_CLAIM,
        lambda claim, facts: claim.status == S.QC and not facts.is_own_work,
    ),
    Deed(
        "pay",
        Capability.TAKE_PAYMENT,
        lambda claim, facts: (
            claim.status in {S.READY, S.REJECTED, S.RETURNED} and facts.unpaid > 0
        ),
    ),
    Deed("hand_back", Capability.HANDLE_CLAIM, _hands_back),
    Deed("close", Capability.HANDLE_CLAIM, _closes),
    Deed(
        "appeal",
        Capability.HANDLE_CLAIM,
        lambda claim, facts: claim.status == S.REJECTED and not facts.has_appeal,
    ),
    Deed(
        "decide_appeal",
        Capability.DECIDE_CLAIM,
        lambda _claim, facts: facts.has_appeal,
    ),
    Deed("give", Capability.DECIDE_CLAIM, _at(S.REPLACING)),
    Deed("from_supplier", Capability.REPAIR_CLAIM, _at(S.AT_SUPPLIER)),
    Deed(
        "loaner_answer",
        Capability.HANDLE_CLAIM,
        lambda claim, facts: _asks_loaner(claim, facts) and not claim.loaner_answer,
        is_main=False,
    ),
    Deed("lend", Capability.HANDLE_CLAIM, _asks_loaner, is_main=False),
    Deed(
        "take_loaner_back",
        Capability.HANDLE_CLAIM,
        lambda claim, _facts: claim.loaners_out > 0,
        is_main=False,
    ),
    Deed("add_part", Capability.REPAIR_CLAIM, _at(S.DIAGNOSING), is_main=False),
    Deed("add_cost", Capability.REPAIR_CLAIM, _at(S.DIAGNOSING), is_main=False),
    Deed(
        "drop_line",
        Capability.REPAIR_CLAIM,
        lambda claim, facts: claim.status == S.DIAGNOSING and facts.has_planned,
        is_main=False,
    ),
    Deed(
        "share_line",
        Capability.APPROVE_CLAIM,
        lambda claim, facts: claim.status == S.DIAGNOSING and facts.has_planned,
        is_main=False,
    ),
    Deed("begin_again", Capability.REPAIR_CLAIM, _begins_again, is_main=False),
    Deed(
        "assign", Capability.HANDLE_CLAIM, _in(ON_BENCH | {S.SUBMITTED}), is_main=False
    ),
    Deed(
        "hurry", Capability.HANDLE_CLAIM, _in(ON_BENCH | {S.SUBMITTED}), is_main=False
    ),
    Deed("to_supplier", Capability.REPAIR_CLAIM, _to(S.AT_SUPPLIER), is_main=False),
    Deed("reject", Capability.DECIDE_CLAIM, _rejects, is_main=False),
    Deed("replace", Capability.DECIDE_CLAIM, _to(S.REPLACING), is_main=False),
    Deed("refund", Capability.DECIDE_CLAIM, _refunds, is_main=False),
    Deed(
        "goodwill",
        Capability.DECIDE_CLAIM,
        lambda claim, _facts: claim.status in GIVING and claim.customer_total > 0,
        is_main=False,
    ),
    Deed(
        "promise",
        Capability.HANDLE_CLAIM,
        lambda claim, _facts: claim.status in UNFIXED and bool(claim.promised_at),
        is_main=False,
    ),
    Deed("withdraw", Capability.HANDLE_CLAIM, _withdraws, is_main=False),
)
BY_VERB: Mapping[str, Deed] = {each.verb: each for each in DEEDS}
