"""Messages out: read by who writes to customers, sent again by leads. Notices: one's own."""

from tests.permissions.rows import ADMINS, LEADS, STAFF, WORKERS, desk
from tests.permissions.world import World


def the_message(world: World) -> dict[str, object]:
    return {"pk": world.message.pk}


def the_notice(world: World) -> dict[str, object]:
    return {"pk": world.notice.pk}


NOT_THEIRS = set(STAFF) - {"agent"}

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
    "notifications:notices": desk(STAFF),
    "notifications:read_notices": desk(STAFF, "POST"),
    "notifications:notice_settings": [desk(STAFF), desk(STAFF, "POST")],
    "notifications:open_notice": [
        desk(
            STAFF,
            method,
            hidden=NOT_THEIRS,
            kwargs=the_notice,
            absent={"pk": 999_999_999},
        )
        for method in ("GET", "POST")
    ],
    "notifications:notice_count": desk(STAFF),
}
