"""The shop as a page shows it: its name, its hotline, and whether somebody answers now."""

from datetime import datetime
from functools import cached_property

from foundation.calendars.opening_words import hours_words
from foundation.calendars.queries import default_schedule
from foundation.calendars.schedule import Schedule
from foundation.core.shop import ADDRESS, HOTLINE, NAME


class Shop:
    """Read by templates. The hours are looked up only where a page shows them."""

    name = NAME
    hotline = HOTLINE
    address = ADDRESS
    hotline_number = HOTLINE.replace(" ", "")

    def __init__(self, at: datetime) -> None:
        self._at = at

    @cached_property
    def _schedule(self) -> Schedule:
        return default_schedule()

    @cached_property
    def is_open(self) -> bool:
        """Whether the hotline answers now."""
        return self._schedule.is_working_at(self._at)

    @cached_property
    def hours(self) -> str:
        """Until when it answers, or from when again."""
        return hours_words(self._schedule, self._at)
