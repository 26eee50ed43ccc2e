"""Pairs of tickets of one customer, and everything the database says."""

from dataclasses import replace
from typing import Any

from django.db import connection

from customers.models import Customer
from foundation.accounts.models import User
from foundation.core.actor import customer_actor, staff_actor
from foundation.events.models import Delivery, Dispatch, Event, EventLink
from tests.conftest import NOON
from tests.tickets.acting import ASKED
from tickets.actions.merging import merge_tickets, unmerge_ticket
from tickets.actions.opening import open_ticket
from tickets.models import Ticket, TicketMerge

# The log grows, the merge is the row that says so; the database dates every touch.
BESIDE = frozenset(
    model._meta.db_table
    for model in (TicketMerge, Event, EventLink, Dispatch, Delivery)
)
LEADING = """
    WITH RECURSIVE leads(oid) AS (
        SELECT %s::regclass::oid
        UNION SELECT conrelid FROM pg_constraint JOIN leads ON confrelid = leads.oid
        WHERE contype = 'f'
    )
    SELECT oid::regclass::text FROM leads
"""


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


def all_rows() -> dict[str, list[str]]:
    """Every row of every table of the database as text, but for the log of what happened
    and the row that says that two were merged; so a new table is looked at by itself."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        return {name: _lines(cursor, name) for name in tables if name not in BESIDE}


def tables_that_lead_to_a_ticket() -> set[str]:
    """The tables whose rows name a ticket, or name one that does, as PostgreSQL knows it."""
    with connection.cursor() as cursor:
        cursor.execute(LEADING, [Ticket._meta.db_table])
        return {name for (name,) in cursor.fetchall()}


def _lines(cursor: Any, table: str) -> list[str]:
    name = connection.ops.quote_name(table)
    cursor.execute(f"SELECT (to_jsonb(t) - 'updated_at')::text FROM {name} t")
    return sorted(line for (line,) in cursor.fetchall())
