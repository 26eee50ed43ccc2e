"""What customers allow us, word by word."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from customers import verbs
from customers.consents import Word
from customers.enums import ConsentSource
from customers.errors import ConsentSourceError
from customers.models import Consent, Customer
from foundation.core.actor import Actor, ActorKind
from foundation.core.db import locked
from foundation.events.actions import record

# What of a word makes it another one.
FIELDS = ("purpose", "channel", "is_given", "source", "evidence", "policy_version")


@transaction.atomic
def record_consent(
    customer: Customer, *, word: Word, actor: Actor, at: datetime
) -> Consent:
    """Keep a yes or no of a customer, on the record in which they go on.

    The same word again is the one we have. Refuses a yes that a colleague was told
    without what shows it; and that anybody but the customer speaks in the portal.
    """
    is_customer = actor.kind == ActorKind.CUSTOMER
    if is_customer != (word.source == ConsentSource.PORTAL):
        raise ConsentSourceError(field="source")
    word = word.cleaned()
    customer = locked(customer.living)
    values = {name: getattr(word, name) for name in FIELDS}
    last = _last(customer, word)
    if last is not None and all(getattr(last, name) == values[name] for name in FIELDS):
        return last
    consent = Consent.objects.create(
        customer=customer,
        recorded_by_id=None if is_customer else actor.user_id,
        at=at,
        **values,
    )
    record(
        customer,
        verbs.CONSENT_GIVEN if word.is_given else verbs.CONSENT_WITHDRAWN,
        actor=actor,
        at=at,
        consent_id=consent.pk,
        purpose=str(word.purpose),
        channel=str(word.channel),
        source=str(word.source),
    )
    return consent


@transaction.atomic
def record_consents(
    customer: Customer, *, words: Iterable[Word], actor: Actor, at: datetime
) -> list[Consent]:
    """Keep several words that were said together: all of them, or none is."""
    return [record_consent(customer, word=word, actor=actor, at=at) for word in words]


def _last(customer: Customer, word: Word) -> Consent | None:
    """What they said of the same before, in whichever of their records."""
    records = Customer.objects.of_person(customer).values("pk")
    said = Consent.objects.filter(
        customer__in=records, purpose=word.purpose, channel=word.channel
    )
    return said.order_by("-pk").first()
