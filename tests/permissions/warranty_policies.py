"""What the house publishes: everybody reads it, managers write it at the desk."""

from tests.permissions.rows import MANAGERS, STAFF, Row, desk, link, public
from tests.permissions.world import World

NO_POLICY = {"code": "khong-co"}


def the_policy(world: World) -> dict[str, object]:
    return {"code": world.warranty_version.policy.code}


def the_version(world: World) -> dict[str, object]:
    return {**the_policy(world), "number": world.warranty_version.number}


def its_row(world: World) -> dict[str, object]:
    return {"pk": world.warranty_version.policy_id}


def policy_verb() -> Row:
    return desk(MANAGERS, "POST", kwargs=its_row)


ROUTES = {
    "portal:policies": public(),
    "portal:policy": link(kwargs=the_policy, absent=NO_POLICY),
    "portal:policy_compare": link(kwargs=the_policy, absent=NO_POLICY),
    "portal:policy_version": link(
        kwargs=the_version, absent={**NO_POLICY, "number": 1}
    ),
    "policies:list": desk(STAFF),
    "policies:create": desk(MANAGERS, "POST"),
    "policies:policy": desk(STAFF, kwargs=its_row),
    "policies:rename": policy_verb(),
    "policies:switch_on": policy_verb(),
    "policies:switch_off": policy_verb(),
    "policies:edit": [desk(MANAGERS, kwargs=its_row), policy_verb()],
    "policies:draft": desk(MANAGERS, kwargs=its_row),
    "policies:discard": policy_verb(),
    "policies:publish": policy_verb(),
}
