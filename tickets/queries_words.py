"""Which words belong on the page of a ticket, for us and for its customer."""

from django.db.models import Q

from tickets.models import Ticket


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
