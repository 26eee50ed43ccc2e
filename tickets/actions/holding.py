"""Taking hold of a ticket that something is to be done to."""

from collections.abc import Iterable

from django.db import transaction

from foundation.core.db import locked
from tickets.errors import TicketMergedError
from tickets.models import Ticket


class _MovedOnError(Exception):
    """It was merged, or taken apart, while we waited for its lock."""

    def __init__(self, into_id: int | None) -> None:
        super().__init__()
        self.into_id = into_id


def held(ticket: Ticket) -> Ticket:
    """The ticket re-read under its lock; refused where it goes on in another."""
    ticket = locked(ticket)
    if ticket.is_merged:
        raise TicketMergedError
    return ticket


def held_together(keys: Iterable[int]) -> dict[int, Ticket]:
    """Several tickets re-read under lock, the oldest first, whoever asks: by key."""
    rows = Ticket.objects.select_for_update(of=("self",)).filter(pk__in=set(keys))
    return {ticket.pk: ticket for ticket in rows.order_by("pk")}


def held_where_it_goes_on(ticket: Ticket) -> tuple[Ticket, Ticket | None]:
    """The ticket in which `ticket` goes on, held; and `ticket` itself, if it was merged.

    A lock that was taken on the wrong belief is given back before the next try, so that
    nobody ever holds the younger ticket and waits for the older one.
    """
    into_id = ticket.merged_into_id
    while True:
        try:
            with transaction.atomic():
                return _held_as_merged_into(ticket.pk, into_id)
        except _MovedOnError as moved:
            into_id = moved.into_id


def _held_as_merged_into(pk: int, into_id: int | None) -> tuple[Ticket, Ticket | None]:
    found = held_together([pk, into_id] if into_id else [pk])
    source = found[pk]
    if source.merged_into_id != into_id:
        raise _MovedOnError(source.merged_into_id)
    return (found[into_id], source) if into_id else (source, None)
