"""From which day a cover counts: the policy's basis, else the best that is known."""

from collections.abc import Mapping
from datetime import date, timedelta

from foundation.calendars.period import add_months
from warranty.coverage.values import Rules
from warranty.enums import StartBasis

Facts = Mapping[StartBasis, date]
# Where the basis itself is unknown, what stands for it, the best first.
STAND_INS = {
    StartBasis.ACTIVATION: (StartBasis.DELIVERY, StartBasis.INVOICE),
    StartBasis.INSTALLATION: (StartBasis.DELIVERY, StartBasis.INVOICE),
    StartBasis.DELIVERY: (StartBasis.INVOICE,),
    StartBasis.INVOICE: (StartBasis.DELIVERY,),
}


def start_of(rules: Rules, facts: Facts, known_on: date) -> tuple[date, StartBasis]:
    """The first day, which is not counted, and what it rests on.

    `known_on` is when we first heard of the thing: the last resort.
    """
    if StartBasis.SWAP in facts:
        return facts[StartBasis.SWAP], StartBasis.SWAP
    proof = _first(facts, STAND_INS[rules.basis])
    own = facts.get(rules.basis)
    if own is not None and _counts(rules, own, proof):
        # An activation in the shop, before the thing was brought home, costs nothing.
        day = own if proof is None else max(own, _floor(rules, own, proof[0]))
        return day, rules.basis
    if proof is not None:
        return proof
    # The law asks the seller for the paper: without any, it is taken to have been sold late,
    # but never later than on the day it was known to be somebody's.
    if StartBasis.PRODUCTION in facts:
        shelved = add_months(facts[StartBasis.PRODUCTION], rules.shelf_months)
        return min(shelved, known_on), StartBasis.PRODUCTION
    return facts.get(StartBasis.ACTIVATION, known_on), StartBasis.PRODUCTION


def activate_by(rules: Rules, facts: Facts) -> date | None:
    """The last day on which an activation decides the start, where it is not done yet."""
    if rules.basis != StartBasis.ACTIVATION or StartBasis.ACTIVATION in facts:
        return None
    proof = _first(facts, STAND_INS[rules.basis])
    if proof is None or StartBasis.SWAP in facts:
        return None
    return proof[0] + timedelta(days=rules.activation_days)


def _counts(rules: Rules, own: date, proof: tuple[date, StartBasis] | None) -> bool:
    if rules.basis != StartBasis.ACTIVATION or proof is None:
        return True
    return own <= proof[0] + timedelta(days=rules.activation_days)


def _floor(rules: Rules, own: date, proof_on: date) -> date:
    return proof_on if rules.basis == StartBasis.ACTIVATION else own


def _first(
    facts: Facts, wanted: tuple[StartBasis, ...]
) -> tuple[date, StartBasis] | None:
    return next(((facts[basis], basis) for basis in wanted if basis in facts), None)
