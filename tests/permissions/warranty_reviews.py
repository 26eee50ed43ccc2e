"""Odd things about covers: everybody at the desk reads them, managers decide."""

from tests.permissions.rows import MANAGERS, STAFF, desk
from tests.permissions.world import World


def the_review(world: World) -> dict[str, object]:
    return {"pk": world.cover_review.pk}


ROUTES = {
    "covers:reviews": desk(STAFF),
    "covers:activations": desk(STAFF),
    "covers:decide": desk(
        MANAGERS, "POST", kwargs=the_review, absent={"pk": 999_999_999}
    ),
}
