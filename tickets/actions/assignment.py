"""Who works on a ticket: one person, or one team's queue."""

from datetime import datetime

from django.db import transaction

from foundation.accounts.models import Team, User
from foundation.core.actor import Actor
from tickets.actions.handing import HandOver, give_ticket
from tickets.actions.holding import held
from tickets.enums import AssignReason, TicketStatus
from tickets.errors import (
    AgentUnavailableError,
    AlreadyTakenError,
    NoOwnerError,
    TeamUnavailableError,
    TicketClosedError,
)
from tickets.models import Ticket


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

    A person brings their team along unless another is named. The summary stays as an
    internal note. From one person to another it is a hand-off: refused without a
    summary, and past the limit unless the giver may approve and answers for it.
    """
    ticket = held(ticket)
    _check_open(ticket)
    if agent is None and team is None:
        raise NoOwnerError(field="agent")
    if agent:
        check_agent(agent)
    if team:
        check_team(team)
    reason = AssignReason.GIVEN if agent else AssignReason.RETURNED
    to = HandOver(agent, reason, team=team, summary=summary)
    return give_ticket(ticket, to=to, actor=actor, at=at)


@transaction.atomic
def take_ticket(ticket: Ticket, *, actor: Actor, agent: User, at: datetime) -> Ticket:
    """Take a ticket out of the queue for oneself; refuses when a colleague was quicker.

    What another person had before counts as handed over, within the same limit.
    """
    ticket = held(ticket)
    _check_open(ticket)
    check_agent(agent)
    if ticket.assignee_id not in {None, agent.pk}:
        raise AlreadyTakenError
    to = HandOver(agent, AssignReason.TAKEN)
    return give_ticket(ticket, to=to, actor=actor, at=at)


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
