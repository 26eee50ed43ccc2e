"""How often strangers may ask about covers; counted outside any transaction.

A serial number is no secret: it stands on a box, and the next one is one more. So a
network gets few answers and fewer misses, and what a program learns in a day is not
worth its while. The code on the device itself opens its own unit alone, and is counted
with that unit, not with the network: a workshop scans all day.
"""

import logging
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import Counter

from foundation.accounts.throttles import (
    HOUR,
    MINUTE,
    Rule,
    TooManyError,
    check,
    hit,
)

logger = logging.getLogger(__name__)

# A household has a dozen things at most; somebody at a counter reads a note through.
LOOKUPS_BY_NETWORK = Rule("warranty-lookup.network", 30, 10 * MINUTE)
# Signed in we know who it is, and can ask them to stop.
LOOKUPS_BY_ACCOUNT = Rule("warranty-lookup.account", 60, 10 * MINUTE)
# People mistype; ten numbers that do not exist are no longer typing.
MISSES = Rule("warranty-miss", 10, 10 * MINUTE)
# A label is scanned again and again while somebody stands before the device.
DOORS_BY_UNIT = Rule("warranty-door.unit", 60, HOUR)
# From here on somebody tries numbers from many places at once. It refuses nobody:
# a stranger must not be able to close the page for everybody. It tells us.
MISSES_BY_ALL = Rule("warranty-miss.all", 300, 10 * MINUTE)

LOOKUPS = Counter(
    "aftersales_warranty_lookups",
    "Public look-ups of covers, by what came of them.",
    ["outcome"],
)
ALERTS = Counter(
    "aftersales_warranty_lookup_alerts",
    "Misses beyond what customers make, from all networks together.",
)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: an account where somebody is signed in, else a network."""

    network: str
    account_id: int | None = None

    @property
    def key(self) -> str:
        """What their tries are counted by."""
        if self.account_id is not None:
            return f"account:{self.account_id}"
        return f"network:{self.network}"

    @property
    def rule(self) -> Rule:
        """How many answers they get."""
        return LOOKUPS_BY_NETWORK if self.account_id is None else LOOKUPS_BY_ACCOUNT


def count_lookup(asker: Asker, *, at: datetime) -> None:
    """One more number asked for; TooManyError beyond the limits. Two queries."""
    try:
        check(MISSES, asker.key, at=at)
        hit(asker.rule, asker.key, at=at)
    except TooManyError:
        LOOKUPS.labels("refused").inc()
        raise


def count_miss(asker: Asker, *, at: datetime) -> None:
    """One more number that does not exist; TooManyError beyond the limits."""
    LOOKUPS.labels("missed").inc()
    try:
        hit(MISSES_BY_ALL, "all", at=at)
    except TooManyError:
        ALERTS.inc()
        logger.warning("warranty numbers are being tried from many networks")
    hit(MISSES, asker.key, at=at)


def count_door(serial: str, *, at: datetime) -> None:
    """One more scan of the label of a unit, whoever scans it."""
    hit(DOORS_BY_UNIT, serial, at=at)
