"""How often the portal takes words and files in; counted outside any transaction.

How often it takes new requests is the intake's to say, how often it sends a link
the tickets'.
"""

from datetime import datetime

from foundation.accounts.throttles import HOUR, Rule, hit
from tickets.models import Ticket

# A worried customer writes five times in an hour; a program hundreds.
ANSWERS_BY_CASE = Rule("customer-answer.case", 30, HOUR)
# Each form brings up to ten files, painted anew before anybody looks at them.
FILES_BY_NETWORK = Rule("customer-files.network", 60, HOUR)


def count_answer(ticket: Ticket, *, at: datetime) -> None:
    """One more answer on a case; TooManyError beyond the limit."""
    hit(ANSWERS_BY_CASE, str(ticket.pk), at=at)


def count_files(network: str, *, at: datetime) -> None:
    """One more form with files; ask before the files are looked at."""
    hit(FILES_BY_NETWORK, network, at=at)
