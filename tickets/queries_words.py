"""Which words belong on the page of a ticket, for us and for its customer."""

from django.db.models import Q, QuerySet

from tickets.models import Message, Ticket, TicketMerge


def spoken_on(ticket: Ticket, *, for_customer: bool) -> Q:
    """The words on a ticket, and on those that go on in it; of messages."""
    if for_customer:
        return _read_by_customer(ticket)
    return _on(Q(pk=ticket.pk) | Q(merged_into=ticket))


def _read_by_customer(ticket: Ticket) -> Q:
    """Those that were said on two cases only where both are proved to be theirs.

    A guest's link opens what that guest wrote, also what they add where their case was
    merged into another; and nobody else reads what a guest wrote.
    """
    unmixed = Q(via=None)
    if ticket.is_verified:
        unmixed |= Q(via__is_verified=True)
    if ticket.is_merged:
        return Q(ticket=ticket) & unmixed | Q(via=ticket)
    if not ticket.is_verified:
        return Q(ticket=ticket) & unmixed
    came = Q(merged_into=ticket, is_verified=True)
    return _on(Q(pk=ticket.pk) | came) & unmixed


def _on(tickets: Q) -> Q:
    # By their keys: a condition on two tables would read both whole.
    return Q(ticket__in=Ticket.objects.filter(tickets).values("pk"))


def came_through(merge: TicketMerge) -> QuerySet[Message]:
    """What its customer wrote through the merged ticket during this merge.

    Since the one before ended, not since this one began: what was sent a moment before
    it may have been written down after it.
    """
    found = Message.objects.filter(via=merge.source_id, ticket=merge.target_id)
    earlier = TicketMerge.objects.filter(source=merge.source_id, pk__lt=merge.pk)
    ended = earlier.order_by("-pk").values_list("undone_at", flat=True).first()
    return found.filter(created_at__gt=ended) if ended else found
