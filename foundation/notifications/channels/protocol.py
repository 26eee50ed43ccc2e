"""What every way out promises."""

from dataclasses import dataclass
from typing import Protocol


class TemporaryError(Exception):
    """Not now; the same may work later."""


class PermanentError(Exception):
    """Never by this route, however often we try."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as a channel takes it. `message_id` is the same on every retry."""

    message_id: str
    address: str
    name: str
    subject: str
    text: str
    html: str = ""
    is_automatic: bool = True
    request_id: str = ""


class Sender(Protocol):
    """A way out of the house."""

    def send(self, letter: Letter) -> None:
        """Hand `letter` over, or raise TemporaryError or PermanentError."""
