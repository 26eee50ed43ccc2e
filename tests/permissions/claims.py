"""Claims at the desk: whoever sees the ticket sees the claim, and does what the role lets."""

from collections.abc import Iterable

from desk.claim_runs import RUNS
from foundation.accounts.permissions import Capability
from tests.permissions.rows import (
    LEADS,
    MANAGERS,
    STAFF,
    WORKERS,
    Row,
    desk,
    ticket_page,
)
from tests.permissions.world import World
from warranty.claim_deeds import deed_named

BENCH = (*LEADS, "technician")
# Those of the cast whose role includes it.
WHO: dict[Capability, Iterable[str]] = {
    Capability.HANDLE_CLAIM: STAFF,
    Capability.REPAIR_CLAIM: BENCH,
    Capability.APPROVE_CLAIM: LEADS,
    Capability.TAKE_PAYMENT: WORKERS,
    Capability.DECIDE_CLAIM: MANAGERS,
    Capability.RECOVER_COSTS: MANAGERS,
}


def the_claim(world: World) -> dict[str, object]:
    return {"number": world.claim.number}


def claim_page(allowed: Iterable[str], method: str = "GET") -> Row:
    """Of the world's claim, which other_agent and own_agent cannot see."""
    who, blind = set(allowed), {"other_agent", "own_agent"}
    return desk(
        who - blind,
        method,
        hidden=who & blind,
        kwargs=the_claim,
        absent={"number": "BH-999999999"},
    )


def recovery_page(method: str = "GET") -> Row:
    """Of the world's cost that a supplier has to give back."""
    return desk(
        MANAGERS,
        method,
        kwargs=lambda world: {"number": world.recovery.number},
        absent={"number": "NC-999999999"},
    )


ROUTES = {
    "desk:recoveries": desk(MANAGERS),
    "desk:send_recoveries": desk(MANAGERS, "POST"),
    "desk:recovery": recovery_page(),
    **{
        f"desk:recovery_{verb}": recovery_page("POST")
        for verb in ("send", "answer", "finish", "drop")
    },
    "desk:claims": desk(STAFF),
    "desk:claims_export": desk(STAFF),
    "desk:bench": desk(BENCH),
    "desk:loaners": desk(STAFF),
    "desk:new_claim": [ticket_page(STAFF), ticket_page(STAFF, "POST")],
    "desk:claim": claim_page(STAFF),
    "desk:claim_receipt": [claim_page(STAFF), claim_page(STAFF, "POST")],
    **{
        f"desk:claim_{verb}": claim_page(WHO[deed_named(verb).capability], "POST")
        for verb in RUNS
    },
}
