"""A shop of as many cases as asked for, in a database of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction

from catalog.models import Unit
from customers.models import Customer
from foundation.accounts.enums import Role, Sight
from foundation.accounts.models import User
from surveys.models import Invitation, Response, Survey
from tests.factories.accounts import CustomerLoginFactory, StaffFactory, TeamFactory
from tests.factories.catalog import ProductFactory
from tests.factories.sla import publish
from tickets.enums import Metric, Side
from tickets.models import Message, SlaTarget, Ticket, TicketClock

CASES = Path(__file__).with_name("shop.sql").read_text(encoding="utf-8")
WORD_INDEXES = (
    "SELECT indexname, indexdef FROM pg_indexes"
    " WHERE schemaname = 'public' AND indexdef LIKE '%USING gin%'"
)
# Keys that no other test has seen, since processes remember things by their keys.
FAR = 900_000_000
OPEN_AT_FIRST = 600
CASE = 606  # open, about a thing, and somebody's


@contextmanager
def database_apart() -> Iterator[None]:
    """Another database like the one of the tests: filled, vacuumed and thrown away."""
    usual = connection.settings_dict["NAME"]
    name = connection.ops.quote_name(f"{usual}_gates")
    _outside(f"DROP DATABASE IF EXISTS {name}")
    _outside(f"CREATE DATABASE {name} TEMPLATE {connection.ops.quote_name(usual)}")
    connection.settings_dict["NAME"] = f"{usual}_gates"
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(format('%%I.%%I', schemaname, sequencename), %s)"
                " FROM pg_sequences WHERE schemaname = 'public'",
                [FAR],
            )
            cursor.execute(_defaults())
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
        _outside(f"DROP DATABASE {name}")


def _defaults() -> str:
    """Lets the database fill in what the models would: `shop.sql` names what matters."""
    quote = connection.ops.quote_name
    lines = []
    for model in (Customer, Ticket, Message, TicketClock, Unit, Invitation, Response):
        for field in model._meta.local_concrete_fields:
            is_given = field.has_db_default() or field.generated
            if field.primary_key or field.null or is_given:
                continue
            value = "" if not field.has_default() and field.blank else field.default
            if isinstance(value, str | int) and field.column:
                lines.append(
                    f"ALTER TABLE {quote(model._meta.db_table)} ALTER COLUMN"
                    f" {quote(field.column)} SET DEFAULT '{value}';"
                )
    return "\n".join(lines)


def _outside(statement: str) -> None:
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


@dataclass(frozen=True)
class People:
    """Who looks at the pages, and the case they look at."""

    agent: User
    lead: User
    login: User
    # About a thing, of the agent, with a customer who signs in.
    case: int
    customer: int


def people(at: datetime) -> tuple[People, dict[str, Any]]:
    """Who works here and what is promised; and what the cases are made from."""
    hands = more_hands()
    lead = StaffFactory(role=Role.LEAD, team_id=hands["teams"][0], sees=Sight.ALL)
    version = publish()
    targets = SlaTarget.objects.filter(version=version, metric=Metric.RESOLUTION)
    by_side = {target.side: target.pk for target in targets}
    from_what = {
        "at": at,
        **hands,
        "products": [ProductFactory().pk for _ in range(12)],
        "ours": by_side[Side.OURS],
        "promised": by_side[Side.PROMISED],
        "survey": Survey.objects.csat().pk,
    }
    agent = User.objects.get(pk=hands["agents"][CASE % len(hands["agents"])])
    return People(agent, lead, CustomerLoginFactory(), CASE, (CASE + 1) // 2), from_what


def more_hands(n_teams: int = 2, n_agents: int = 12) -> dict[str, list[int]]:
    """Teams with agents: in the order of the keys, since `shop.sql` gives each case the
    team and the agent of its number."""
    teams = [TeamFactory() for _ in range(n_teams)]
    agents = [StaffFactory(team=teams[n % n_teams]) for n in range(n_agents)]
    return {
        "teams": [team.pk for team in teams],
        "agents": [agent.pk for agent in agents],
    }


def fill(first: int, last: int, opened: int, from_what: dict[str, Any]) -> None:
    """Make the cases `first` to `last`; from `opened` on they are still to be done."""
    keys = {"first": first, "last": last, "opened": opened}
    with transaction.atomic(), connection.cursor() as cursor:
        # An index of words is built in a fraction of the time that filling it takes.
        cursor.execute(WORD_INDEXES)
        words = cursor.fetchall()
        for name, _definition in words:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
        cursor.execute(CASES, {**from_what, **keys})
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # none waits for the end
        for _name, definition in words:
            cursor.execute(definition)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
    cache.clear()  # what was remembered of a smaller shop, the last keys among it


def sign_up(who: People) -> None:
    """The customer of the case gets a sign-in."""
    Customer.objects.filter(pk=who.customer).update(login=who.login)
