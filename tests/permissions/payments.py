"""Money of a claim: who serves its customer takes it, finance and managers pay it out."""

from typing import Any

from tests.permissions.rows import MANAGERS, WORKERS, Kwargs, Row, desk
from tests.permissions.world import World

GONE = {"number": "TC-999999999"}


def the_refund(world: World) -> dict[str, Any]:
    return {"number": world.refund.number}


def the_charge(world: World) -> dict[str, Any]:
    return {"number": world.charge.number}


def the_taken(world: World) -> dict[str, Any]:
    return {"number": world.taken.number}


def taken_in(kwargs: Kwargs, method: str = "GET") -> Row:
    """Of the world's claim, whose money other_agent and own_agent do not see."""
    blind = {"other_agent", "own_agent"}
    who = set(WORKERS) - blind
    return desk(who, method, hidden=blind, kwargs=kwargs, absent=GONE)


def paid_out(kwargs: Kwargs) -> Row:
    """For those alone who hand money out."""
    blind = {"other_agent", "own_agent"}
    return desk(MANAGERS, "POST", hidden=blind, kwargs=kwargs, absent=GONE)


ROUTES = {
    "desk:payments": desk(WORKERS),
    "desk:payments_export": desk(MANAGERS),
    "desk:payment": [taken_in(the_refund), taken_in(the_charge)],
    "desk:payment_receipt": taken_in(the_taken),
    "desk:payment_settle": [paid_out(the_refund), taken_in(the_charge, "POST")],
    "desk:payment_payee": [paid_out(the_refund), taken_in(the_charge, "POST")],
    "desk:payment_cancel": [
        desk(MANAGERS, "POST", kwargs=the_refund, absent=GONE),
        desk(MANAGERS, "POST", kwargs=the_charge, absent=GONE),
    ],
}
