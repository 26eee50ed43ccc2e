"""What each dialog of a claim does: one action, with what was typed."""

from django.db import transaction

from desk.claim_forms import ACCEPT
from desk.claim_hand import Hand, Run, Said
from desk.claim_remedy_runs import REMEDY_RUNS
from foundation.payments.actions import settle
from foundation.payments.enums import Method
from foundation.payments.errors import PaymentSettledError
from warranty.actions.claims import (
    approving,
    diagnosing,
    lines,
    opening,
    quoting,
    receiving,
    repairing,
    returning,
)
from warranty.claim_enums import ConsentVia, LineKind
from warranty.claim_errors import QuoteOverError


def submit(hand: Hand, _said: Said) -> object:
    """Let it count."""
    return opening.submit_claim(hand.claim, **hand.by)


def receive(hand: Hand, said: Said) -> object:
    """Take the thing in."""
    return receiving.receive_claim(
        hand.claim,
        promised_at=said["promised_at"],
        service_point=said["service_point"],
        **hand.by,
    )


def visit(hand: Hand, said: Said) -> object:
    """Send somebody there."""
    return receiving.book_visit(hand.claim, visit_at=said["visit_at"], **hand.by)


def assign(hand: Hand, said: Said) -> object:
    """Put it on a bench."""
    return receiving.assign_technician(hand.claim, said["technician"], **hand.by)


def promise(hand: Hand, said: Said) -> object:
    """Name another day."""
    day, note = said["promised_at"], said["note"]
    return receiving.promise_again(hand.claim, promised_at=day, note=note, **hand.by)


def hurry(hand: Hand, said: Said) -> object:
    """Put it before others."""
    return receiving.hurry_claim(hand.claim, urgency=said["urgency"], **hand.by)


def begin(hand: Hand, said: Said) -> object:
    """Take it on the bench."""
    technician = said["technician"]
    return diagnosing.begin_diagnosis(hand.claim, technician=technician, **hand.by)


def diagnose(hand: Hand, said: Said) -> object:
    """Write down what was found."""
    finding = diagnosing.Finding(
        said["symptom"], said["cause"], said["component"], said["note"]
    )
    return diagnosing.write_diagnosis(hand.claim, finding, finder=hand.user, **hand.by)


def no_fault(hand: Hand, said: Said) -> object:
    """Send it back as it came."""
    return diagnosing.find_no_fault(hand.claim, note=said["note"], **hand.by)


def add_part(hand: Hand, said: Said) -> object:
    """Plan a part, or what stands in for it."""
    new = lines.NewLine(
        LineKind.PART,
        quantity=said["quantity"],
        price=said["price"],
        part=said["part"].part,
        instead_of=said["part"].instead_of,
    )
    return lines.add_line(hand.claim, new, adder=hand.user, **hand.by)


def add_cost(hand: Hand, said: Said) -> object:
    """Plan work, a way or a fee."""
    new = lines.NewLine(
        LineKind(said["kind"]),
        name=said["name"],
        price=said["price"],
        cost=said["cost"] or 0,
    )
    return lines.add_line(hand.claim, new, adder=hand.user, **hand.by)


def drop_line(hand: Hand, said: Said) -> object:
    """Take a line off."""
    return lines.drop_line(said["line"], **hand.by)


def share_line(hand: Hand, said: Said) -> object:
    """Let the cover pay another share."""
    return lines.share_otherwise(
        said["line"],
        percent=said["percent"],
        reason=said["reason"],
        decider=hand.user,
        **hand.by,
    )


def quote(hand: Hand, _said: Said) -> object:
    """Ask the customer."""
    return quoting.send_quote(hand.claim, sender=hand.user, **hand.by)


def answer(hand: Hand, said: Said) -> object:
    """Write down what the customer says; a code that is read out is checked first."""
    waiting = hand.file.quote_out
    if waiting is None:
        raise QuoteOverError
    via = ConsentVia(said["via"])
    if via == ConsentVia.CODE:
        quoting.check_code(waiting, said["code"])
    is_yes = said["answer"] == ACCEPT
    act = quoting.accept_quote if is_yes else quoting.decline_quote
    return act(waiting, via=via, note=said["note"], **hand.by)


def approve(hand: Hand, _said: Said) -> object:
    """Let it be repaired."""
    return approving.approve_repair(hand.claim, approver=hand.user, **hand.by)


def start(hand: Hand, _said: Said) -> object:
    """Begin to mend it; whoever begins has it from then on, where nobody had."""
    technician = None if hand.claim.technician_id else hand.user
    return repairing.start_repair(hand.claim, technician=technician, **hand.by)


def fit_part(hand: Hand, said: Said) -> object:
    """Put a part in."""
    fitting = repairing.Fitting(said["old_serial"], said["new_serial"])
    return repairing.use_part(said["line"], fitting, **hand.by)


def finish(hand: Hand, said: Said) -> object:
    """Pass it to a second person."""
    fix, note = said["fix"], said["note"]
    return repairing.finish_repair(hand.claim, fix=fix, note=note, **hand.by)


def test(hand: Hand, said: Said) -> object:
    """Try it."""
    return repairing.try_repair(
        hand.claim,
        has_passed=said["passed"] == "yes",
        note=said["note"],
        tester=hand.user,
        **hand.by,
    )


@transaction.atomic
def pay(hand: Hand, said: Said) -> object:
    """Take the money for everything that is owed, or for nothing of it."""
    if not hand.file.owed:
        raise PaymentSettledError
    method, reference = Method(said["method"]), said["reference"]
    return [
        settle(one, method=method, reference=reference, **hand.by)
        for one in hand.file.owed
    ]


def hand_back(hand: Hand, said: Said) -> object:
    """Give the thing back."""
    return returning.hand_back(
        hand.claim,
        code=said["code"],
        identity=said["identity"],
        staff=hand.user,
        **hand.by,
    )


def withdraw(hand: Hand, said: Said) -> object:
    """The customer takes it back."""
    return returning.withdraw_claim(hand.claim, note=said["note"], **hand.by)


def close(hand: Hand, _said: Said) -> object:
    """End it."""
    return returning.close_claim(hand.claim, staff=hand.user, **hand.by)


RUNS: dict[str, Run] = {
    each.__name__: each
    for each in (
        *(submit, receive, visit, assign, hurry, promise, begin, diagnose, no_fault),
        *(add_part, add_cost, drop_line, share_line, quote, answer, approve, start),
        *(fit_part, finish, test, pay, hand_back, withdraw, close),
    )
}
RUNS |= {"begin_again": begin, **REMEDY_RUNS}
