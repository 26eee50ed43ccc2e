"""How often the portal takes words and files in; counted outside any transaction.

How often it takes new requests is the intake's to say, how often it sends a link
the tickets'.
"""

from datetime import datetime
from hashlib import sha256

from catalog.models import Unit
from catalog.serials import without_marks
from foundation.accounts.throttles import HOUR, MINUTE, Rule, give_back, hit
from tickets.models import Ticket

# A worried customer writes five times in an hour; a program hundreds.
ANSWERS_BY_CASE = Rule("customer-answer.case", 30, HOUR)
# Each form brings up to ten files, painted anew before anybody looks at them.
FILES_BY_NETWORK = Rule("customer-files.network", 60, HOUR)
# Codes, keys and order numbers that were wrong: a person mistypes, a program tries.
PROOFS_BY_NETWORK = Rule("unit-proof.network", 20, 10 * MINUTE)
# Counted by thing and network: numbers are no secret, and a stranger who tries one must
# not close the way for whoever stands before the device. A code has ten signs.
PROOFS_BY_SERIAL = Rule("unit-proof.serial", 10, HOUR)
# Links of quotes are signed: nobody mistypes twenty of them. Good ones are not counted.
LINKS_BY_NETWORK = Rule("quote-link.network", 20, HOUR)
# Numbers follow each other: who has one telephone number tries cases, who has a case
# tries telephone numbers. Neither gets far in an hour. Counted by number and network:
# a stranger who tries a number must not close it for its owner.
TRACKS_BY_NETWORK = Rule("claim-track.network", 20, HOUR)
TRACKS_BY_NUMBER = Rule("claim-track.number", 10, HOUR)
# Each is a message that the shop pays for.
CODES_BY_UNIT = Rule("transfer-code.unit", 5, HOUR)


def count_track(number: str, *, network: str, at: datetime) -> None:
    """One more look at a repair; TooManyError beyond the limits."""
    hit(TRACKS_BY_NETWORK, network, at=at)
    hit(TRACKS_BY_NUMBER, _from(network, number), at=at)


def forgive_track(number: str, *, network: str, at: datetime) -> None:
    """Both numbers belonged together: only wrong ones add up."""
    give_back(TRACKS_BY_NETWORK, network, at=at)
    give_back(TRACKS_BY_NUMBER, _from(network, number), at=at)


def count_wrong_link(network: str, *, at: datetime) -> None:
    """One more link that nobody signed; TooManyError beyond the limit."""
    hit(LINKS_BY_NETWORK, network, at=at)


def count_answer(ticket: Ticket, *, at: datetime) -> None:
    """One more answer on a case; TooManyError beyond the limit."""
    hit(ANSWERS_BY_CASE, str(ticket.pk), at=at)


def count_files(network: str, *, at: datetime) -> None:
    """One more form with files; ask before the files are looked at."""
    hit(FILES_BY_NETWORK, network, at=at)


def count_code(unit: Unit, *, at: datetime) -> None:
    """One more code to hand a thing over by; TooManyError beyond the limit."""
    hit(CODES_BY_UNIT, str(unit.pk), at=at)


def count_proof(serial: str, *, network: str, at: datetime) -> None:
    """One more try to prove a thing; TooManyError beyond the limits."""
    hit(PROOFS_BY_NETWORK, network, at=at)
    hit(PROOFS_BY_SERIAL, _from(network, serial), at=at)


def forgive_proof(serial: str, *, network: str, at: datetime) -> None:
    """The proof was good: only wrong ones add up."""
    give_back(PROOFS_BY_NETWORK, network, at=at)
    give_back(PROOFS_BY_SERIAL, _from(network, serial), at=at)


def _from(network: str, serial: str) -> str:
    """One number as it is tried from one network, in the length of a key."""
    return sha256(f"{network} {without_marks(serial)}".encode()).hexdigest()
