"""Who works on a ticket: one person, or one team's queue."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from foundation.accounts.models import Team, User
from foundation.core.actor import Actor
from foundation.core.db import locked
from tickets import verbs
from tickets.actions.history import record_on
from tickets.actions.words import keep_note
from tickets.enums import TicketStatus
from tickets.errors import (
    AgentUnavailableError,
    AlreadyTakenError,
    NoOwnerError,
    TeamUnavailableError,
    TicketClosedError,
)
from tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class _Owner:
    agent: User | None
    team: Team | None


@transaction.atomic
def assign_ticket(
    ticket: Ticket,
    *,
    actor: Actor,
    at: datetime,
    agent: User | None = None,
    team: Team | None = None,
    summary: str = "",
) -> Ticket:
    """Give a ticket to a person, or back to a team's queue.

    A person brings their team along unless another is named. A summary stays as an
    internal note. Giving it to whom it belongs changes nothing and is no event.
    """
    ticket = locked(ticket)
    _check_open(ticket)
    if agent is None and team is None:
        raise NoOwnerError(field="agent")
    if agent:
        check_agent(agent)
    if team:
        check_team(team)
    return _give(ticket, actor, at, _Owner(agent, team), summary)


@transaction.atomic
def take_ticket(ticket: Ticket, *, actor: Actor, agent: User, at: datetime) -> Ticket:
    """Take a ticket out of the queue for oneself; refuses when a colleague was quicker."""
    ticket = locked(ticket)
    _check_open(ticket)
    check_agent(agent)
    if ticket.assignee_id not in {None, agent.pk}:
        raise AlreadyTakenError
    return _give(ticket, actor, at, _Owner(agent, None), "")


def check_agent(agent: User) -> None:
    """Refuse whoever is no active member of staff."""
    if not (agent.is_active and agent.is_staff_member):
        raise AgentUnavailableError(field="agent")


def check_team(team: Team) -> None:
    """Refuse a team that is no longer in use."""
    if not team.is_active:
        raise TeamUnavailableError(field="team")


def _check_open(ticket: Ticket) -> None:
    if ticket.status == TicketStatus.CLOSED:
        raise TicketClosedError


def _give(
    ticket: Ticket, actor: Actor, at: datetime, to: _Owner, summary: str
) -> Ticket:
    before = (ticket.assignee_id, ticket.team_id)
    ticket.assignee = to.agent
    ticket.team = to.team or (to.agent and to.agent.team) or ticket.team
    after = (ticket.assignee_id, ticket.team_id)
    if before == after:
        return ticket
    ticket.save(update_fields=["assignee", "team"])
    keep_note(ticket, summary, actor=actor, at=at)
    record_on(
        ticket,
        verbs.TICKET_ASSIGNED,
        actor=actor,
        at=at,
        agent_id=after[0],
        team_id=after[1],
        old_agent_id=before[0],
        old_team_id=before[1],
    )
    return ticket
