"""Working hours: managers and administrators."""

from tests.permissions.rows import MANAGERS, Row, desk
from tests.permissions.world import World


def the_calendar(world: World) -> dict[str, object]:
    return {"pk": world.calendar.pk}


def the_days(world: World) -> dict[str, object]:
    return {"pk": world.days_off.pk}


def calendar_verb() -> Row:
    return desk(MANAGERS, "POST", kwargs=the_calendar)


def days_verb() -> Row:
    return desk(MANAGERS, "POST", kwargs=the_days)


ROUTES = {
    "calendars:list": desk(MANAGERS),
    "calendars:create": desk(MANAGERS, "POST"),
    "calendars:detail": desk(MANAGERS, kwargs=the_calendar),
    "calendars:hours": calendar_verb(),
    "calendars:details": calendar_verb(),
    "calendars:default": calendar_verb(),
    "calendars:holidays": calendar_verb(),
    "calendars:add_days": calendar_verb(),
    "calendars:remove_days": days_verb(),
    "calendars:switch_on": days_verb(),
    "calendars:switch_off": days_verb(),
}
