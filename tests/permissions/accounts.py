"""The door of the desk, and the people page."""

from tests.permissions.rows import (
    ADMINS,
    LEADS,
    STAFF,
    Kwargs,
    Outcome,
    Row,
    desk,
    public,
)
from tests.permissions.world import World


def the_agent(world: World) -> dict[str, object]:
    return {"pk": world.staff["agent"].pk}


def the_team(world: World) -> dict[str, object]:
    return {"pk": world.team.pk}


def person(method: str = "POST") -> Row:
    return desk(ADMINS, method, kwargs=the_agent, absent={"pk": 999_999_999})


def team_verb() -> Row:
    return desk(ADMINS, "POST", kwargs=the_team, absent={"pk": 999_999_999})


def own(method: str = "POST", *, is_leave: bool = False) -> Row:
    """Of the agent: for themself and whoever plans them; to colleagues it is not there."""
    return desk(
        {"agent", *LEADS},
        method,
        hidden={"other_agent", "own_agent", "technician"},
        kwargs=the_leave if is_leave else the_agent,
        absent={"pk": 999_999_999},
    )


def planner(kwargs: Kwargs) -> Row:
    return desk(LEADS, "POST", kwargs=kwargs, absent={"pk": 999_999_999})


def the_leave(world: World) -> dict[str, object]:
    return {"pk": world.leave.pk}


def the_skill(world: World) -> dict[str, object]:
    return {"pk": world.skill.pk}


EVERYBODY = public().expected
# Whoever came without a link, or is sent to the admin site while signed in already.
NO_LINK = dict.fromkeys(EVERYBODY, Outcome.HIDDEN)
ADMIN_DOOR = dict.fromkeys(EVERYBODY, Outcome.DENIED) | {
    "anonymous": Outcome.DESK_SIGN_IN
}

ROUTES = {
    "accounts:sign_in": [public(), public("POST")],
    "accounts:sign_in_code": public(),
    "accounts:sign_out": public("POST"),
    "admin_sign_in": Row(ADMIN_DOOR),
    "admin_sign_out": public("POST"),
    "accounts:set_up_totp": [desk(STAFF), desk(STAFF, "POST")],
    "accounts:password_reset": [public(), public("POST")],
    "accounts:set_password": public(
        kwargs=lambda world: {"token": world.password_token}
    ),
    "accounts:choose_password": [Row(NO_LINK), Row(NO_LINK, "POST")],
    "accounts:people": desk(ADMINS),
    "accounts:invite": [desk(ADMINS), desk(ADMINS, "POST")],
    "accounts:person": person("GET"),
    "accounts:change_rights": person(),
    "accounts:deactivate": person(),
    "accounts:reactivate": person(),
    "accounts:reset_totp": person(),
    "accounts:resend_invitation": person(),
    "accounts:create_token": person(),
    "accounts:revoke_token": desk(
        ADMINS,
        "POST",
        kwargs=lambda world: {
            "pk": world.staff["agent"].pk,
            "token_pk": world.token.pk,
        },
    ),
    "accounts:teams": [desk(ADMINS), desk(ADMINS, "POST")],
    "accounts:rename_team": team_verb(),
    "accounts:close_team": team_verb(),
    "accounts:reopen_team": team_verb(),
    "accounts:roster": desk(STAFF),
    "accounts:set_taking": desk(STAFF, "POST"),
    "accounts:skills": [desk(LEADS), desk(LEADS, "POST")],
    "accounts:rename_skill": planner(the_skill),
    "accounts:close_skill": planner(the_skill),
    "accounts:reopen_skill": planner(the_skill),
    "accounts:roster_person": own("GET"),
    "accounts:plan_shifts": planner(the_agent),
    "accounts:set_skills": planner(the_agent),
    "accounts:set_capacity": planner(the_agent),
    "accounts:plan_leave": own(),
    "accounts:cancel_leave": own(is_leave=True),
    "accounts:end_leave": own(is_leave=True),
}
