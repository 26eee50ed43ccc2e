"""Pairs of tickets of one customer, and everything the database says of them."""

from dataclasses import replace
from typing import Any

from django.apps import apps
from django.db.models import Model

from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import customer_actor, staff_actor
from tests.conftest import NOON
from tests.tickets.acting import ASKED
from tickets.actions.merging import merge_tickets, unmerge_ticket
from tickets.actions.opening import open_ticket
from tickets.models import Ticket, TicketMerge

# The log grows, the merge is the row that says so, and the database dates every touch.
BESIDE = (TicketMerge,)
TOUCHED = frozenset({"updated_at"})


def asked(customer: Customer, **changes: Any) -> Ticket:
    """A new request of this customer."""
    actor = customer_actor(customer.pk, customer.login_id)
    return open_ticket(
        customer, actor=actor, at=NOON, opening=replace(ASKED, **changes)
    )


def merged(source: Ticket, into: Ticket, by: User, **changes: Any) -> Ticket:
    """The first after it was merged into the second."""
    facts = {"at": NOON, **changes}
    return merge_tickets(source, into, actor=staff_actor(by.pk), **facts)


def unmerged(source: Ticket, by: User, **changes: Any) -> Ticket:
    """The ticket after it was taken out again."""
    facts = {"at": NOON, **changes}
    fresh = Ticket.objects.get(pk=source.pk)
    return unmerge_ticket(fresh, actor=staff_actor(by.pk), **facts)


def rows_of(*tickets: Ticket) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that names one of these tickets, as it is stored."""
    keys = [ticket.pk for ticket in tickets]
    found = {"tickets.Ticket": _plain(Ticket.objects.filter(pk__in=keys))}
    for model in apps.get_models():
        for column in _columns_to(model):
            rows = model._base_manager.filter(**{f"{column}__in": keys})
            found[f"{model._meta.label}.{column}"] = _plain(rows)
    return found


def _columns_to(model: type[Model]) -> list[str]:
    if model in BESIDE:
        return []
    fields = [*model._meta.concrete_fields]
    return [field.name for field in fields if field.related_model is Ticket]


def _plain(rows: Any) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in row.items() if name not in TOUCHED}
        for row in rows.order_by("pk").values()
    ]
