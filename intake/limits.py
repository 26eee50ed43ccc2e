"""How often strangers may ask for help; counted outside any transaction."""

from datetime import datetime
from hashlib import sha256

from customers.contacts import Contact
from foundation.accounts.throttles import HOUR, MINUTE, Rule, hit

# A family writes twice or three times; an office behind one network a few times more.
GUESTS_BY_NETWORK = Rule("guest-ticket.network", 20, HOUR)
GUESTS_BY_ADDRESS = Rule("guest-ticket.address", 10, HOUR)
# Past this it is no longer customers, and the desk must not drown.
GUESTS_BY_ALL = Rule("guest-ticket.all", 600, 10 * MINUTE)
# Signed in we know who it is, and can ask them to stop.
REQUESTS_BY_CUSTOMER = Rule("customer-ticket.customer", 30, HOUR)


def count_guest(contact: Contact, *, network: str, at: datetime) -> None:
    """One more request of somebody unknown; TooManyError beyond the limits."""
    hit(GUESTS_BY_NETWORK, network, at=at)
    # Hashed, so that the counters hold nobody's number.
    hit(GUESTS_BY_ADDRESS, sha256(contact.value.encode()).hexdigest(), at=at)
    hit(GUESTS_BY_ALL, "all", at=at)


def count_request(customer_id: int, *, at: datetime) -> None:
    """One more request of a signed-in customer."""
    hit(REQUESTS_BY_CUSTOMER, str(customer_id), at=at)
