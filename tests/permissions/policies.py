"""What we promise: everybody at the desk reads it, managers write it."""

from tests.permissions.rows import MANAGERS, STAFF, Row, desk
from tests.permissions.world import World


def the_policy(world: World) -> dict[str, object]:
    return {"pk": world.policy_version.policy_id}


def the_version(world: World) -> dict[str, object]:
    return {"pk": world.policy_version.pk}


def the_run(world: World) -> dict[str, object]:
    return {"pk": world.clock_run.pk}


def policy_verb() -> Row:
    return desk(MANAGERS, "POST", kwargs=the_policy)


ROUTES = {
    "sla:list": desk(STAFF),
    "sla:create": desk(MANAGERS, "POST"),
    "sla:policy": desk(STAFF, kwargs=the_policy),
    "sla:rename": policy_verb(),
    "sla:up": policy_verb(),
    "sla:down": policy_verb(),
    "sla:switch_on": policy_verb(),
    "sla:switch_off": policy_verb(),
    "sla:edit": [desk(MANAGERS, kwargs=the_policy), policy_verb()],
    "sla:draft": desk(MANAGERS, kwargs=the_policy),
    "sla:discard": policy_verb(),
    "sla:preview": policy_verb(),
    "sla:publish": policy_verb(),
    "sla:publish_open": policy_verb(),
    "sla:version": desk(STAFF, kwargs=the_version),
    "sla:apply": desk(MANAGERS, "POST", kwargs=the_version),
    "sla:run": desk(STAFF, kwargs=the_run),
    "sla:cancel": desk(MANAGERS, "POST", kwargs=the_run),
}
