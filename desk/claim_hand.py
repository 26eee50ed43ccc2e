"""Who does what to which claim, as every deed is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from foundation.accounts.models import User
from foundation.core.actor import Actor
from warranty.claim_queries import ClaimFile
from warranty.models import Claim

Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Hand:
    """Who does it, to which claim, and when."""

    file: ClaimFile
    user: User
    actor: Actor
    at: datetime

    @property
    def claim(self) -> Claim:
        """What it is done to."""
        return self.file.claim

    @property
    def by(self) -> dict[str, Any]:
        """As every action is told."""
        return {"actor": self.actor, "at": self.at}


Run = Callable[[Hand, Said], object]
