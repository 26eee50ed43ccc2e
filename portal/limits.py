"""How often the portal takes words and files in; counted outside any transaction.

How often it takes new requests is the intake's to say, how often it sends a link
the tickets'.
"""

from datetime import datetime
from hashlib import sha256

from catalog.serials import without_marks
from foundation.accounts.throttles import HOUR, MINUTE, Rule, give_back, hit
from tickets.models import Ticket

# A worried customer writes five times in an hour; a program hundreds.
ANSWERS_BY_CASE = Rule("customer-answer.case", 30, HOUR)
# Each form brings up to ten files, painted anew before anybody looks at them.
FILES_BY_NETWORK = Rule("customer-files.network", 60, HOUR)
# Codes, keys and order numbers that were wrong: a person mistypes, a program tries.
PROOFS_BY_NETWORK = Rule("unit-proof.network", 20, 10 * MINUTE)
PROOFS_BY_SERIAL = Rule("unit-proof.serial", 10, HOUR)


def count_answer(ticket: Ticket, *, at: datetime) -> None:
    """One more answer on a case; TooManyError beyond the limit."""
    hit(ANSWERS_BY_CASE, str(ticket.pk), at=at)


def count_files(network: str, *, at: datetime) -> None:
    """One more form with files; ask before the files are looked at."""
    hit(FILES_BY_NETWORK, network, at=at)


def count_proof(serial: str, *, network: str, at: datetime) -> None:
    """One more try to prove a thing; TooManyError beyond the limits."""
    hit(PROOFS_BY_NETWORK, network, at=at)
    hit(PROOFS_BY_SERIAL, _hashed(serial), at=at)


def forgive_proof(serial: str, *, network: str, at: datetime) -> None:
    """The proof was good: only wrong ones add up."""
    give_back(PROOFS_BY_NETWORK, network, at=at)
    give_back(PROOFS_BY_SERIAL, _hashed(serial), at=at)


def _hashed(serial: str) -> str:
    return sha256(without_marks(serial).encode()).hexdigest()
