"""Claims over the API: whoever sees the ticket sees the claim, and does what the role lets."""

from foundation.accounts.enums import Scope
from foundation.accounts.permissions import Capability
from tests.permissions.claims import WHO
from tests.permissions.rows import STAFF, Row, api
from tests.permissions.world import World
from warranty.api.claim_remedies import ClaimRemedyViewSet
from warranty.api.claim_work import ClaimWorkViewSet

UNSEEN = {"other_agent", "own_agent"}


def the_claim(world: World) -> dict[str, object]:
    return {"number": world.claim.number}


def verb_row(capability: Capability) -> Row:
    """A verb on the world's claim, which other_agent and own_agent cannot see."""
    who = set(WHO[capability])
    return api(
        who - UNSEEN,
        "POST",
        scope="tickets",
        hidden=who & UNSEEN,
        kwargs=the_claim,
        absent={"number": "BH-999999999"},
    )


VERBS: dict[str, tuple[Capability, Scope]] = {
    **ClaimWorkViewSet.permissions,
    **ClaimRemedyViewSet.permissions,
}
ROUTES = {
    "warranty_api:claims": [
        api(STAFF),
        api(WHO[Capability.HANDLE_CLAIM], "POST", scope="tickets"),
    ],
    "warranty_api:claim": api(
        set(STAFF) - UNSEEN,
        hidden=UNSEEN,
        kwargs=the_claim,
        absent={"number": "BH-999999999"},
    ),
    **{
        f"warranty_api:claim_{verb}": verb_row(needs[0])
        for verb, needs in VERBS.items()
    },
}
