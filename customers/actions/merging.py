"""Two customers found to be one: a pointer from one record to the other, and back.

Nothing of either moves, so that an undo leaves every row as it was. The lists of the
living record read both; who signs in by either sees both.
"""

from datetime import datetime

from django.db import transaction

from customers import verbs
from customers.errors import (
    CustomerMergedError,
    MergeChainError,
    MergeIntoItselfError,
    NotMergedError,
)
from customers.models import Customer, CustomerMerge
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.events.actions import record


@transaction.atomic
def merge_customers(
    source: Customer, into: Customer, *, actor: Actor, at: datetime
) -> Customer:
    """Say that `source` is `into`, whose record goes on; returns `into`.

    Refuses a record and itself, one that was merged already, and a chain: a record that
    holds others cannot be merged, nor can one go on in a record that does not go on.
    """
    if source.pk == into.pk:
        raise MergeIntoItselfError(field="into")
    source, into = _both(source, into)
    if source.is_merged:
        raise CustomerMergedError
    if into.is_merged or source.merged_here.exists():
        raise MergeChainError(field="into")
    merge = CustomerMerge.objects.create(
        source=source, target=into, by_id=actor.user_id, at=at
    )
    source.merged_into = into
    source.save(update_fields=["merged_into"])
    record(
        source,
        verbs.CUSTOMER_MERGED,
        actor=actor,
        at=at,
        links=[into],
        merge_id=merge.pk,
        into_id=into.pk,
    )
    return into


@transaction.atomic
def unmerge_customer(source: Customer, *, actor: Actor, at: datetime) -> Customer:
    """Take a merge back: both records stand alone as before; returns `source`.

    What was opened or bought since belongs to the record it was entered for. Refuses
    one that is not merged.
    """
    into = source.merged_into
    if into is None:
        raise NotMergedError
    source, into = _both(source, into)
    if source.merged_into_id != into.pk:
        raise NotMergedError
    merge = CustomerMerge.objects.get(source=source, undone_at=None)
    merge.undone_at, merge.undone_by_id = at, actor.user_id
    merge.save(update_fields=["undone_at", "undone_by"])
    source.merged_into = None
    source.save(update_fields=["merged_into"])
    record(
        source,
        verbs.CUSTOMER_UNMERGED,
        actor=actor,
        at=at,
        links=[into],
        merge_id=merge.pk,
        from_id=into.pk,
    )
    return source


def _both(source: Customer, into: Customer) -> tuple[Customer, Customer]:
    """Both re-read under lock, the older first whichever way it goes."""
    first, second = sorted((source, into), key=lambda customer: customer.pk)
    found = {customer.pk: customer for customer in (locked(first), locked(second))}
    return found[source.pk], found[into.pk]
