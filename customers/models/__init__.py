"""Who our customers are, how to reach them, what they allowed.

Django looks for models here; they live in the modules beside.
"""

from customers.models.ledgers import Consent, CustomerMerge
from customers.models.people import (
    LIVING,
    MAX_QUEUE_WEIGHT,
    ContactPoint,
    Customer,
    CustomerQuerySet,
)
from customers.models.proofs import SignInProof

__all__ = [
    "LIVING",
    "MAX_QUEUE_WEIGHT",
    "Consent",
    "ContactPoint",
    "Customer",
    "CustomerMerge",
    "CustomerQuerySet",
    "SignInProof",
]
