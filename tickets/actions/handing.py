"""The one way a ticket changes hands: counted, explained, and answered for."""

from dataclasses import dataclass
from datetime import datetime

from foundation.accounts.models import Team, User
from foundation.accounts.permissions import Capability, can
from foundation.core.actor import Actor, staff_actor
from tickets import verbs
from tickets.actions.history import record_on
from tickets.actions.telling import Word, tell
from tickets.actions.words import keep_note
from tickets.enums import AssignReason, RequestState
from tickets.errors import HandoffLimitError, SummaryRequiredError
from tickets.hand_notices import ASSIGNED
from tickets.hands import handoffs_left, is_handoff, last_human_id
from tickets.models import Assignment, HandoffRequest, Ticket

# Nobody of flesh decided; whoever leads and gets it answers for it.
BY_RULE = frozenset({AssignReason.LEAVE, AssignReason.ESCALATED})


@dataclass(frozen=True, slots=True)
class HandOver:
    """Whose a ticket becomes, and why. Without an agent: the queue of the team.

    A person brings their team along unless another is named. `summary` is for whoever
    takes over, in the words of `told_by`, else of the actor; `approved_by` answers for
    one hand-off too many.
    """

    agent: User | None
    reason: AssignReason
    team: Team | None = None
    summary: str = ""
    told_by: User | None = None
    approved_by: User | None = None


def give_ticket(ticket: Ticket, *, to: HandOver, actor: Actor, at: datetime) -> Ticket:
    """Change the owner of a locked ticket; giving it to whom it belongs changes nothing.

    Another responsible human than the last one is a hand-off and counts, also through
    a queue. Refused past the limit unless somebody who may approves, who is then
    accountable; and without a summary where a person gives it away.
    """
    before, last_id = (ticket.assignee_id, ticket.team_id), last_human_id(ticket)
    agent_id = to.agent.pk if to.agent else None
    team_id = to.team.pk if to.team else (to.agent and to.agent.team_id)
    after = (agent_id, team_id or ticket.team_id)
    if before == after:
        return ticket
    is_counted = is_handoff(last_id, agent_id)
    approver = _approver(ticket, to, actor) if is_counted else None
    if is_counted and to.reason == AssignReason.GIVEN and not to.summary.strip():
        raise SummaryRequiredError(field="summary")
    _move(ticket, to.agent, after[1], is_counted=is_counted, accountable=approver)
    row = Assignment.objects.create(
        ticket=ticket,
        agent=to.agent,
        team_id=after[1],
        previous_agent_id=last_id,
        reason=to.reason,
        is_counted=is_counted,
        approved_by=approver,
        at=at,
    )
    _explain(row, to, before, actor=actor, at=at)
    return ticket


def give_back(
    ticket: Ticket,
    *,
    agent: User | None,
    team: Team | None,
    actor: Actor,
    at: datetime,
) -> Ticket:
    """Put a locked ticket back to whose it was before its last change of owner, as if
    that had not been: what it counted counts no more. Asks for no summary."""
    before = (ticket.assignee_id, ticket.team_id)
    latest = Assignment.objects.filter(ticket=ticket).order_by("-id").first()
    ticket.handoffs -= bool(latest and latest.is_counted and ticket.handoffs)
    ticket.assignee, ticket.team, ticket.supervised_since = agent, team, None
    ticket.save(update_fields=["assignee", "team", "supervised_since", "handoffs"])
    reason = AssignReason.GIVEN if agent else AssignReason.RETURNED
    row = Assignment.objects.create(
        ticket=ticket,
        agent=agent,
        team=team,
        previous_agent_id=latest.previous_agent_id if latest else None,
        reason=reason,
        is_counted=False,
        at=at,
    )
    _explain(row, HandOver(agent, reason), before, actor=actor, at=at)
    return ticket


def _approver(ticket: Ticket, to: HandOver, actor: Actor) -> User | None:
    """Who answers for one hand-off too many; nobody has to below the limit."""
    if handoffs_left(ticket) > 0:
        return None
    giver = User.objects.filter(pk=actor.user_id or 0).first()
    taker = to.agent if to.reason in BY_RULE else None
    for person in (to.approved_by, giver, taker):
        if person is not None and can(person, Capability.APPROVE_HANDOFF):
            return person
    raise HandoffLimitError(field="agent")


def _move(
    ticket: Ticket,
    agent: User | None,
    team_id: int | None,
    *,
    is_counted: bool,
    accountable: User | None,
) -> None:
    ticket.assignee, ticket.team_id = agent, team_id
    ticket.supervised_since = None
    ticket.handoffs += is_counted
    if accountable is not None:
        ticket.accountable = accountable
    ticket.save(
        update_fields=[
            "assignee",
            "team",
            "supervised_since",
            "handoffs",
            "accountable",
        ]
    )


def _explain(
    row: Assignment,
    to: HandOver,
    before: tuple[int | None, int | None],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """The summary as a note, the event, the end of what was asked, and the notice."""
    ticket, old_agent_id = row.ticket, before[0]
    writer = staff_actor(to.told_by.pk) if to.told_by else actor
    keep_note(ticket, to.summary, actor=writer, at=at)
    record_on(
        ticket,
        verbs.TICKET_ASSIGNED,
        actor=actor,
        at=at,
        agent_id=row.agent_id,
        team_id=row.team_id,
        old_agent_id=old_agent_id,
        old_team_id=before[1],
        reason=str(to.reason),
        is_counted=row.is_counted,
        handoffs=ticket.handoffs,
        approved_by_id=row.approved_by_id,
    )
    if row.agent_id != old_agent_id:
        _lapse_request(ticket, actor=actor, at=at)
        tell(ticket, Word(ASSIGNED, row.pk), [row.agent_id], by=actor, at=at)


def _lapse_request(ticket: Ticket, *, actor: Actor, at: datetime) -> None:
    """What was asked of the lead was about the hands it was in."""
    if not ticket.handoffs:  # then nobody had to ask
        return
    pending = HandoffRequest.objects.pending().filter(ticket=ticket).first()
    if pending is not None:
        pending.state, pending.decided_at = RequestState.WITHDRAWN, at
        pending.save(update_fields=["state", "decided_at"])
        record_on(
            ticket,
            verbs.HANDOFF_WITHDRAWN,
            actor=actor,
            at=at,
            request_id=pending.pk,
            agent_id=pending.to_agent_id,
        )
