import pytest

from foundation.calendars.actions.hours import open_default_calendar
from foundation.calendars.models import Calendar
from foundation.core.actor import SYSTEM
from tests.conftest import NOON


@pytest.fixture
def calendar(db: None) -> Calendar:
    """The default calendar: Monday to Saturday, 8:00–12:00 and 13:30–17:30."""
    return open_default_calendar(actor=SYSTEM, at=NOON)
