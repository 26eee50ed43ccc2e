"""The event log and its dead letters: leads and above."""

from tests.permissions.rows import LEADS, desk

ROUTES = {
    "events:list": desk(LEADS),
    "events:dead": desk(LEADS),
    "events:retry": desk(
        LEADS, "POST", kwargs=lambda world: {"pk": world.dead_letter.pk}
    ),
}
