"""What the dialogs of loaners, refusals, replacements, refunds and goodwill do."""

from desk.claim_hand import Hand, Run, Said
from warranty.actions.claims import (
    alarms,
    goodwill as gifts,
    loaners,
    refunding,
    refusing,
    replacing,
    supplier,
)
from warranty.claim_enums import AlarmDecision, AppealState, LoanerAnswer
from warranty.remedy_errors import AppealDecidedError, LendingOverError


def loaner_answer(hand: Hand, said: Said) -> object:
    """Write down what the customer does meanwhile."""
    answer, note = LoanerAnswer(said["answer"]), said["note"]
    return loaners.note_loaner_answer(hand.claim, answer=answer, note=note, **hand.by)


def lend(hand: Hand, said: Said) -> object:
    """Give them a loaner."""
    return loaners.lend_loaner(
        hand.claim,
        said["loaner"],
        due_at=said["due_at"],
        condition=said["condition"],
        **hand.by,
    )


def take_loaner_back(hand: Hand, said: Said) -> object:
    """Take it back."""
    lending = hand.file.lending_out
    if lending is None:
        raise LendingOverError
    return loaners.take_loaner_back(lending, condition=said["condition"], **hand.by)


def reject(hand: Hand, said: Said) -> object:
    """Refuse the claim."""
    exclusion, note = said["exclusion"], said["note"]
    return refusing.reject_claim(
        hand.claim, exclusion=exclusion, note=note, decider=hand.user, **hand.by
    )


def appeal(hand: Hand, said: Said) -> object:
    """Take down that the customer does not accept it."""
    return refusing.appeal_claim(hand.claim, words=said["words"], **hand.by)


def decide_appeal(hand: Hand, said: Said) -> object:
    """Answer them."""
    waiting = [one for one in hand.file.appeals if one.state == AppealState.OPEN]
    if not waiting:
        raise AppealDecidedError
    return refusing.decide_appeal(
        waiting[0],
        is_granted=said["granted"] == "yes",
        answer=said["answer"],
        decider=hand.user,
        **hand.by,
    )


def decide_alarm(hand: Hand, said: Said) -> object:
    """Answer what the law gives."""
    return alarms.decide_alarm(
        said["alarm"],
        decision=AlarmDecision(said["decision"]),
        note=said["note"],
        amount=said["amount"],
        decider=hand.user,
        **hand.by,
    )


def replace(hand: Hand, said: Said) -> object:
    """Decide that they get another thing."""
    note = said["note"]
    return replacing.decide_replace(hand.claim, note=note, decider=hand.user, **hand.by)


def give(hand: Hand, said: Said) -> object:
    """Give it."""
    unit, note = said["serial"], said["note"]
    return replacing.give_replacement(hand.claim, unit, note=note, **hand.by)


def refund(hand: Hand, said: Said) -> object:
    """Decide that they get money back."""
    return refunding.decide_refund(
        hand.claim,
        amount=said["amount"],
        note=said["note"],
        ceiling=said.get("ceiling"),
        decider=hand.user,
        **hand.by,
    )


def goodwill(hand: Hand, said: Said) -> object:
    """Pay a share for them."""
    return gifts.give_goodwill(
        said["line"],
        amount=said["amount"],
        note=said["note"],
        giver=hand.user,
        **hand.by,
    )


def to_supplier(hand: Hand, said: Said) -> object:
    """Send it to its maker."""
    to, note = said["supplier"], said["note"]
    return supplier.send_to_supplier(hand.claim, to, note=note, **hand.by)


def from_supplier(hand: Hand, said: Said) -> object:
    """Have it back."""
    fix, note = said["fix"], said["note"]
    return supplier.take_back_from_supplier(hand.claim, fix=fix, note=note, **hand.by)


REMEDY_RUNS: dict[str, Run] = {
    each.__name__: each
    for each in (
        *(loaner_answer, lend, take_loaner_back, reject, appeal, decide_appeal),
        *(decide_alarm, replace, give, refund, goodwill, to_supplier, from_supplier),
    )
}
