"""How often a code may be asked for and tried; counted outside any transaction."""

from customers.contacts import Contact
from customers.proofs import digest
from foundation.accounts.throttles import MINUTE, Rule, hit

# A person asks twice or three times; five unanswered codes an hour annoy nobody's phone.
CODES_BY_ADDRESS = Rule("sign-in-code.address", 5, 15 * MINUTE)
# A provider puts a neighbourhood behind one network.
CODES_BY_NETWORK = Rule("sign-in-code.network", 40, 15 * MINUTE)
CODES_BY_ALL = Rule("sign-in-code.all", 1000, 10 * MINUTE)
TRIES_BY_NETWORK = Rule("sign-in-try.network", 60, 10 * MINUTE)


def count_request(contact: Contact, *, network: str) -> None:
    """One more code asked for; TooManyError beyond the limits, whoever it is."""
    hit(CODES_BY_NETWORK, network)
    # Hashed, so that the counters hold nobody's number.
    hit(CODES_BY_ADDRESS, digest("address", contact.value))
    hit(CODES_BY_ALL, "all")


def count_try(*, network: str) -> None:
    """One more code or link shown."""
    hit(TRIES_BY_NETWORK, network)
