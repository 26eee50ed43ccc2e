"""Quality: judged by leads, read by whose work it was."""

from tests.permissions.rows import LEADS, WORKERS, Row, desk
from tests.permissions.world import World


def the_sample(world: World) -> dict[str, object]:
    return {"pk": world.sample.pk}


def sample_page(method: str = "POST") -> Row:
    return desk(LEADS, method, kwargs=the_sample, absent={"pk": 999_999_999})


ROUTES = {
    # Agents are led to what was said of their own work.
    "quality:samples": desk(WORKERS),
    "quality:mine": desk(WORKERS),
    "quality:take_next": desk(LEADS, "POST"),
    "quality:results": desk(LEADS),
    "quality:export": desk(LEADS),
    "quality:sample": sample_page("GET"),
    "quality:take": sample_page(),
    "quality:review": sample_page(),
    "quality:skip": sample_page(),
}
