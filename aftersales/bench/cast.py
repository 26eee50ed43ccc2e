"""Who asks in the bench, and for what: somebody at the desk, a customer, programs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count, cycle

from django.test import Client

from aftersales.bench.asking import Ask, signed_in
from aftersales.bench.words import COMMON, RARE
from customers.models import Customer
from foundation.accounts.actions.tokens import create_token
from foundation.accounts.enums import Role, Scope, UserKind
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM
from foundation.core.text import fold
from tickets.models import Ticket

SOME = 20  # different things asked for in turn
N_TOKENS = 12  # each has a limit of its own


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is signed in, and what they look at."""

    agent: User
    desk: Mapping[str, str]
    portal: Mapping[str, str]
    tokens: list[Mapping[str, str]]
    # Tickets about a thing, of customers with a telephone; and some of the one customer.
    tickets: list[Ticket]
    own: list[Ticket]
    # Open ones of somebody, each to be written to once.
    fresh: list[Ticket]

    def desk_pages(self, paths: list[str]) -> Iterator[Ask]:
        """Pages of the desk, in turn without end."""
        return cycle([Ask(path, self.desk) for path in paths])

    def portal_pages(self, paths: list[str]) -> Iterator[Ask]:
        """Pages of the portal, in turn without end."""
        return cycle([Ask(path, self.portal) for path in paths])

    def calls(self, paths: list[str]) -> Iterator[Ask]:
        """Calls of the API, every program in turn."""
        pairs = zip(cycle(paths), cycle(self.tokens), strict=False)
        return (Ask(path, headers) for path, headers in pairs)

    def verbs(self, verb: str, form: Mapping[str, str], share: int) -> Iterator[Ask]:
        """The form sent on one ticket after the other of a third of them, none twice."""
        for ticket in self.fresh[share::3]:
            own = {**form, "client_key": f"bench-{verb}-{ticket.pk}"}
            yield Ask(f"/desk/tickets/{ticket.number}/{verb}/", self.desk, own)

    def created(self) -> Iterator[Ask]:
        """What the yardstick of writing is sent."""
        for key in count(1):
            form = {"customer": str(self.tickets[-1].customer_id), "key": str(key)}
            yield Ask("/bare/create/", self.desk, form)


def cast_of(at: datetime) -> Cast:
    """Sign everybody in."""
    agent = User.objects.filter(role=Role.AGENT, is_active=True).order_by("pk")[0]
    about_things = Ticket.objects.filter(unit__isnull=False).select_related(
        "customer", "unit__purchase_line__purchase"
    )
    tickets = list(about_things.order_by("pk")[:SOME])
    own = list(tickets[0].customer.tickets.order_by("-pk"))
    open_ones = Ticket.objects.unfinished().exclude(assignee=None).order_by("pk")
    fresh = list(open_ones.exclude(assignee=_other(agent)))
    return Cast(
        agent=agent,
        desk=signed_in(_session(agent)),
        portal=signed_in(_session(_login(tickets[0].customer))),
        tokens=[{"Authorization": f"Token {key}"} for key in _keys(at)],
        tickets=tickets,
        own=own,
        fresh=fresh,
    )


def words_asked(cast: Cast) -> dict[str, list[str]]:
    """What people type to find a ticket, by what it is."""
    units = [ticket.unit for ticket in cast.tickets if ticket.unit]
    lines = [unit.purchase_line for unit in units if unit.purchase_line]
    return {
        "a rare word": [fold(RARE)],
        "a common word": [COMMON],
        "words without marks": ["bao hanh tu lanh"],
        "the end of a telephone": [each.customer.phone[-6:] for each in cast.tickets],
        "a serial number": [unit.serial for unit in units],
        "an order": [line.purchase.source_id for line in lines],
    }


def colleague_of(agent: User) -> User:
    """To whom tickets are given."""
    return _other(agent)


def _other(agent: User) -> User:
    others = User.objects.filter(role=Role.AGENT, is_active=True, team=agent.team_id)
    return others.exclude(pk=agent.pk).order_by("pk")[0]


def _session(user: User) -> str:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    return client.cookies["session"].value


def _login(customer: Customer) -> User:
    login = User(kind=UserKind.CUSTOMER, name=customer.name, email=None, role="")
    login.set_unusable_password()
    login.save()
    Customer.objects.filter(pk=customer.pk).update(login=login)
    return login


def _keys(at: datetime) -> list[str]:
    owners = User.objects.filter(role=Role.AGENT, is_active=True).order_by("pk")
    return [
        create_token(owner, name="bench", scopes=[Scope.READ], actor=SYSTEM, at=at).key
        for owner in owners[:N_TOKENS]
    ]
