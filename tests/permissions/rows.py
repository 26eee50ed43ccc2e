"""How a row of the permission matrix is written."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tests.permissions.world import World


class Outcome(StrEnum):
    """What became of a request, as far as permission goes."""

    IN = "in"  # let in, whatever was then said about the empty form
    DESK_SIGN_IN = "sent to the desk's door"
    SIGN_IN = "sent to the customers' door"
    DENIED = "403"
    HIDDEN = "404"
    UNKNOWN = "401"


CUSTOMERS = ("customer", "other_customer")
STAFF = (
    "agent",  # of the team whose ticket it is, and its assignee
    "other_agent",  # of another team
    "own_agent",  # of the team, but sees only what is assigned to it
    "lead",
    "technician",
    "manager",
    "admin",
)
PEOPLE = ("anonymous", *CUSTOMERS, *STAFF)
# Programs: tokens of the agent with one scope each, and of others with every scope.
SCOPES = ("read", "tickets", "customers", "catalog", "admin")
TOKENS = (
    *(f"agent:{scope}" for scope in SCOPES),
    "agent",
    "other_agent",
    "own_agent",
    "lead",
    "technician",
    "manager",
    "admin",
)

# Usual companies of those who get in.
WORKERS = ("agent", "other_agent", "own_agent", "lead", "manager", "admin")
LEADS = ("lead", "manager", "admin")
MANAGERS = ("manager", "admin")
ADMINS = ("admin",)
SEES_TICKET = ("agent", "lead", "technician", "manager", "admin")

Kwargs = Callable[[World], dict[str, Any]]


def nothing(world: World) -> dict[str, Any]:
    """The address has no variable part."""
    return {}


@dataclass(frozen=True)
class Row:
    """One method of one address, and what comes of it for every principal."""

    expected: Mapping[str, Outcome]
    method: str = "GET"
    kwargs: Kwargs = nothing
    # The same address of a thing that does not exist: must look like a hidden one.
    absent: Mapping[str, Any] = field(default_factory=dict)
    is_api: bool = False


def public(method: str = "GET", *, kwargs: Kwargs = nothing) -> Row:
    """Anybody may."""
    return Row(dict.fromkeys(PEOPLE, Outcome.IN), method, kwargs)


def link(method: str = "GET", *, kwargs: Kwargs, absent: Mapping[str, Any]) -> Row:
    """Anybody who holds the unguessable link may; without it, 404."""
    return Row(dict.fromkeys(PEOPLE, Outcome.IN), method, kwargs, absent)


def desk(
    allowed: Iterable[str],
    method: str = "GET",
    *,
    hidden: Iterable[str] = (),
    kwargs: Kwargs = nothing,
    absent: Mapping[str, Any] | None = None,
) -> Row:
    """Staff in `allowed` get in, `hidden` find nothing, all others are denied."""
    expected = dict.fromkeys(PEOPLE, Outcome.DENIED)
    expected["anonymous"] = Outcome.DESK_SIGN_IN
    expected |= dict.fromkeys(allowed, Outcome.IN)
    expected |= dict.fromkeys(hidden, Outcome.HIDDEN)
    return Row(expected, method, kwargs, absent or {})


def ticket_page(allowed: Iterable[str], method: str = "GET") -> Row:
    """A page or verb of the world's ticket, which other_agent and own_agent cannot see."""
    who = set(allowed)
    return desk(
        who - {"other_agent", "own_agent"},
        method,
        hidden=who & {"other_agent", "own_agent"},
        kwargs=lambda world: {"number": world.ticket.number},
        absent={"number": "TK-999999999"},
    )


def mine(
    method: str = "GET",
    *,
    kwargs: Kwargs = nothing,
    absent: Mapping[str, Any] | None = None,
    is_shared: bool = False,
) -> Row:
    """The customer's own thing; another customer finds nothing, staff have the desk.

    `is_shared` marks a page that every customer has, such as their own list.
    """
    expected = dict.fromkeys(STAFF, Outcome.DENIED)
    expected["anonymous"] = Outcome.SIGN_IN
    expected["customer"] = Outcome.IN
    expected["other_customer"] = Outcome.IN if is_shared else Outcome.HIDDEN
    return Row(expected, method, kwargs, absent or {})


def api(
    allowed: Iterable[str],
    method: str = "GET",
    *,
    scope: str = "read",
    hidden: Iterable[str] = (),
    kwargs: Kwargs = nothing,
    absent: Mapping[str, Any] | None = None,
) -> Row:
    """Tokens of `allowed` get in; of the agent's single-scope ones only `scope`.

    Nobody else does: not without a token, and not with a session of the desk.
    """
    expected = dict.fromkeys(TOKENS, Outcome.DENIED)
    expected |= dict.fromkeys(allowed, Outcome.IN)
    expected |= dict.fromkeys(hidden, Outcome.HIDDEN)
    expected[f"agent:{scope}"] = expected["agent"]
    expected |= {"anonymous": Outcome.UNKNOWN, "session": Outcome.UNKNOWN}
    return Row(expected, method, kwargs, absent or {}, is_api=True)


def ticket_api(
    allowed: Iterable[str], method: str = "GET", *, scope: str = "tickets"
) -> Row:
    """A verb on the world's ticket by API."""
    who = set(allowed)
    return api(
        who - {"other_agent", "own_agent"},
        method,
        scope=scope,
        hidden=who & {"other_agent", "own_agent"},
        kwargs=lambda world: {"number": world.ticket.number},
        absent={"number": "TK-999999999"},
    )


def public_api(method: str = "GET", *, kwargs: Kwargs = nothing) -> Row:
    """Anybody may call it, with or without a token."""
    principals = ("anonymous", *TOKENS)
    return Row(dict.fromkeys(principals, Outcome.IN), method, kwargs, is_api=True)
