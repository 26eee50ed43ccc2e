"""Faults that customers report, and what they see and do of their claims."""

from tests.permissions.rows import link, mine
from tests.permissions.world import World
from warranty.claim_links import quote_path


def the_claim(world: World) -> dict[str, object]:
    return {"number": world.claim.number}


def the_claim_behind(world: World) -> dict[str, object]:
    return {**the_claim(world), "access_key": world.claim.ticket.access_key}


def the_quote(world: World) -> dict[str, object]:
    return {"token": quote_path(world.quote).split("/")[-2]}


def the_quoted_claim(world: World) -> dict[str, object]:
    return {"number": world.quote.claim.number}


NO_CLAIM = {"number": "BH-999999999"}
NO_QUOTE = {"token": "1:1vN000:nobody-signed-this"}

ROUTES = {
    "portal:claims": mine(is_shared=True),
    "portal:claim_new": [mine(is_shared=True), mine("POST", is_shared=True)],
    "portal:claim": mine(kwargs=the_claim, absent=NO_CLAIM),
    "portal:claim_withdraw": mine("POST", kwargs=the_claim, absent=NO_CLAIM),
    "portal:claim_appeal": mine("POST", kwargs=the_claim, absent=NO_CLAIM),
    "portal:claim_receipt": mine(kwargs=the_claim, absent=NO_CLAIM),
    "portal:claim_quote": [
        mine(kwargs=the_quoted_claim, absent=NO_CLAIM),
        mine("POST", kwargs=the_quoted_claim, absent=NO_CLAIM),
    ],
    "portal:quote": [
        link(kwargs=the_quote, absent=NO_QUOTE),
        link("POST", kwargs=the_quote, absent=NO_QUOTE),
    ],
    "portal:tracked_claim_withdraw": link(
        "POST", kwargs=the_claim_behind, absent=NO_CLAIM
    ),
    "portal:tracked_claim_appeal": link(
        "POST", kwargs=the_claim_behind, absent=NO_CLAIM
    ),
    "portal:tracked_claim_receipt": link(kwargs=the_claim_behind, absent=NO_CLAIM),
}
