"""Two tickets about one thing: the one goes on in the other, and can be taken out again.

A merge is a pointer. Status, clocks, words, files and marks of the merged ticket stay
where they are; while it is merged nothing is done to it and no list counts it.
"""

from datetime import datetime

from django.db import transaction

from customers.models import Customer
from foundation.core.actor import Actor
from tickets import verbs
from tickets.actions.clocks import follow_merge, follow_parting
from tickets.actions.history import record_on
from tickets.actions.holding import held_together
from tickets.actions.returning import return_words
from tickets.enums import TicketStatus
from tickets.errors import TicketMergedError
from tickets.family_errors import (
    HoldsOthersError,
    MergeIntoItselfError,
    NotMergedError,
    OtherCustomerError,
    TargetFinishedError,
    TargetHiddenError,
    TargetMergedError,
)
from tickets.models import Ticket, TicketMerge

FINISHED = (TicketStatus.RESOLVED, TicketStatus.CLOSED)


@transaction.atomic
def merge_tickets(
    source: Ticket, into: Ticket, *, actor: Actor, at: datetime
) -> Ticket:
    """Let `source` go on in `into`, where its customer is answered; returns `source`.

    Refuses a ticket and itself, one that is merged already, one that holds others, the
    ticket of another customer, and to go on in one that is finished or unknown to them.
    """
    if source.pk == into.pk:
        raise MergeIntoItselfError(field="into")
    found = held_together([source.pk, into.pk])
    source, into = found[source.pk], found[into.pk]
    _check(source, into)
    merge = TicketMerge.objects.create(
        source=source, target=into, by_id=actor.user_id, at=at
    )
    source.merged_into = into
    source.save(update_fields=["merged_into"])
    follow_merge(source)
    _record(source, verbs.TICKET_MERGED, into, merge, actor=actor, at=at)
    return source


@transaction.atomic
def unmerge_ticket(
    source: Ticket, *, actor: Actor, at: datetime, take_along: bool = False
) -> Ticket:
    """Take a merged ticket out again, as it was when it went in; returns `source`.

    What its customer wrote through it meanwhile stays where it was answered, or goes
    back with it (`take_along`). Refuses a ticket that is not merged any more.
    """
    into_id = source.merged_into_id or source.pk
    found = held_together([source.pk, into_id])
    source, into = found[source.pk], found[into_id]
    if source.merged_into_id is None or source.merged_into_id != into_id:
        raise NotMergedError
    merge = TicketMerge.objects.get(source=source, undone_at=None)
    merge.undone_at, merge.undone_by_id, merge.took_along = (
        at,
        actor.user_id,
        take_along,
    )
    merge.save(update_fields=["undone_at", "undone_by", "took_along"])
    source.merged_into = None
    source.save(update_fields=["merged_into"])
    follow_parting(source, at)
    _record(source, verbs.TICKET_UNMERGED, into, merge, actor=actor, at=at)
    if take_along:
        return_words(source, into, merge, actor=actor, at=at)
    return source


def _check(source: Ticket, into: Ticket) -> None:
    if source.is_merged:
        raise TicketMergedError
    if into.is_merged:
        raise TargetMergedError(field="into")
    if source.merged_here.exists():
        raise HoldsOthersError
    if not _are_of_one_person(source, into):
        raise OtherCustomerError(field="into")
    if into.is_ours and not source.is_ours:
        raise TargetHiddenError(field="into")
    if into.status in FINISHED:
        raise TargetFinishedError(field="into")


def _are_of_one_person(source: Ticket, into: Ticket) -> bool:
    if source.customer_id == into.customer_id:
        return True
    records = Customer.objects.of_person(source.customer)
    return records.filter(pk=into.customer_id).exists()


def _record(
    source: Ticket,
    verb: str,
    into: Ticket,
    merge: TicketMerge,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    record_on(
        source,
        verb,
        actor=actor,
        at=at,
        also=[into],
        merge_id=merge.pk,
        number=source.number,
        into_id=into.pk,
        into_number=into.number,
        took_along=merge.took_along,
        is_ours=source.is_ours,
    )
