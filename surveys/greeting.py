"""How we address a customer."""

from customers.enums import Salutation
from customers.models import Customer
from foundation.core.text import given_name


def called(customer: Customer) -> str:
    """Title and given name, chị Hà, where we know how to address her; else empty."""
    if not customer.salutation:
        return ""
    return f"{Salutation(customer.salutation).label} {given_name(customer.name)}"
