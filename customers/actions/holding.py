"""Taking hold of a customer's record that something is to be done to."""

from customers.errors import CustomerMergedError
from customers.models import Customer
from foundation.core.db import locked


def held(customer: Customer) -> Customer:
    """The customer re-read under their lock; refused where they go on in another."""
    customer = locked(customer)
    if customer.is_merged:
        raise CustomerMergedError
    return customer
