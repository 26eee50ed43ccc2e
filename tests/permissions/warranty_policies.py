"""What the house publishes: everybody reads it, managers write it at the desk."""

from tests.permissions.rows import link, public
from tests.permissions.world import World

NO_POLICY = {"code": "khong-co"}


def the_policy(world: World) -> dict[str, object]:
    return {"code": world.warranty_version.policy.code}


def the_version(world: World) -> dict[str, object]:
    return {**the_policy(world), "number": world.warranty_version.number}


ROUTES = {
    "portal:policies": public(),
    "portal:policy": link(kwargs=the_policy, absent=NO_POLICY),
    "portal:policy_compare": link(kwargs=the_policy, absent=NO_POLICY),
    "portal:policy_version": link(
        kwargs=the_version, absent={**NO_POLICY, "number": 1}
    ),
}
