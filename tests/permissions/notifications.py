"""Messages out: read by who writes to customers, sent again by leads."""

from tests.permissions.rows import ADMINS, LEADS, WORKERS, desk
from tests.permissions.world import World


def the_message(world: World) -> dict[str, object]:
    return {"pk": world.message.pk}


ROUTES = {
    "notifications:list": desk(WORKERS),
    # About a ticket that they cannot see.
    "notifications:detail": desk(
        WORKERS,
        hidden={"other_agent", "own_agent"},
        kwargs=the_message,
        absent={"pk": 999_999_999},
    ),
    "notifications:resend": desk(LEADS, "POST", kwargs=the_message),
    "notifications:cancel": desk(LEADS, "POST", kwargs=the_message),
    "notifications:release": desk(ADMINS, "POST"),
}
