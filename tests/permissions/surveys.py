"""Surveys: answered by link, set up by managers, read by leads."""

from tests.permissions.rows import MANAGERS, desk, link
from tests.permissions.world import World


def the_link(world: World) -> dict[str, object]:
    return {"token": world.survey_token}


ROUTES = {
    "surveys:answer": [
        link(kwargs=the_link, absent={"token": "nothing"}),
        link("POST", kwargs=the_link, absent={"token": "nothing"}),
    ],
    "surveys:settings": [desk(MANAGERS), desk(MANAGERS, "POST")],
}
