"""What the public check shows: an answer, where to bring the thing, or why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from foundation.places.queries import OpenPoint, points_for
from warranty.lookups import Answer

MINUTE = 60
POINTS_AT_ONCE = 4  # as many as stand beside an answer without scrolling


@dataclass(frozen=True, slots=True)
class CheckPage:
    """The page around one number, which may be none yet."""

    text: str
    points: Sequence[OpenPoint]
    answer: Answer | None = None
    # Asked too often: so many minutes until the next answer.
    wait_minutes: int = 0

    @property
    def is_missing(self) -> bool:
        """Whether a number was asked for that does not exist."""
        return bool(self.text) and self.answer is None and not self.wait_minutes

    @property
    def first_points(self) -> Sequence[OpenPoint]:
        """Those shown at once."""
        return self.points[:POINTS_AT_ONCE]

    @property
    def more_points(self) -> Sequence[OpenPoint]:
        """Those behind a button."""
        return self.points[POINTS_AT_ONCE:]

    @property
    def has_positions(self) -> bool:
        """Whether a browser that knows where it is can say which point is near."""
        return any(one.point.latitude is not None for one in self.points)


def check_page(
    text: str, answer: Answer | None, at: datetime, *, wait: int = 0
) -> CheckPage:
    """The page, with the service points that take what was found; else any."""
    brand = answer.unit.product.brand if answer else ""
    return CheckPage(
        text=answer.unit.serial if answer else text,
        points=points_for(brand, at),
        answer=answer,
        wait_minutes=-(-wait // MINUTE),
    )
