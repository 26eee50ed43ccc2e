"""Asking a lead for one hand-off more than a ticket may have, and their answer."""

from datetime import datetime

from django.db import transaction

from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.core.text import clean_text
from tickets import verbs
from tickets.actions.assignment import check_agent
from tickets.actions.handing import HandOver, give_ticket
from tickets.actions.history import record_on
from tickets.actions.holding import held
from tickets.actions.telling import Word, tell
from tickets.actions.words import keep_note
from tickets.enums import AssignReason, RequestState
from tickets.errors import (
    ApprovalNotNeededError,
    ApprovalPendingError,
    RequestDecidedError,
    SummaryRequiredError,
    TicketFinishedError,
)
from tickets.hand_notices import APPROVAL_ASKED, APPROVAL_GIVEN, APPROVAL_REFUSED
from tickets.hands import may_receive
from tickets.models import HandoffRequest, Ticket
from tickets.overseers import Overseers


@transaction.atomic
def request_handoff(
    ticket: Ticket,
    *,
    actor: Actor,
    asked_by: User,
    to: User,
    summary: str,
    at: datetime,
) -> HandoffRequest:
    """Ask whoever leads to let a ticket past its limit go to a colleague.

    Refused where no approval is needed, without a summary, on a finished ticket, and
    while another request waits.
    """
    ticket = held(ticket)
    _check_unfinished(ticket)
    check_agent(to)
    if may_receive(ticket, to.pk):
        raise ApprovalNotNeededError(field="agent")
    if not summary.strip():
        raise SummaryRequiredError(field="summary")
    if HandoffRequest.objects.pending().filter(ticket=ticket).exists():
        raise ApprovalPendingError
    request = HandoffRequest.objects.create(
        ticket=ticket,
        asked_by=asked_by,
        to_agent=to,
        summary=clean_text(summary),
        created_at=at,
    )
    _note(request, verbs.HANDOFF_REQUESTED, actor, at)
    leads = Overseers.now().leads_of(ticket.team_id)
    tell(ticket, Word(APPROVAL_ASKED, request.pk), leads, by=actor, at=at)
    return request


@transaction.atomic
def approve_handoff(
    request: HandoffRequest, *, actor: Actor, by: User, at: datetime
) -> HandoffRequest:
    """Let the ticket change hands once more, and answer for it from now on.

    Refused when it was decided, when the ticket changed hands or was finished
    meanwhile, and when whoever should get it has left.
    """
    request = _locked(request)
    ticket = request.ticket
    _check_unfinished(ticket)
    check_agent(request.to_agent)
    _decide(request, RequestState.APPROVED, by, at)
    _note(request, verbs.HANDOFF_APPROVED, actor, at)
    to = HandOver(
        request.to_agent,
        AssignReason.GIVEN,
        summary=request.summary,
        told_by=request.asked_by,
        approved_by=by,
    )
    give_ticket(ticket, to=to, actor=actor, at=at)
    word = Word(APPROVAL_GIVEN, request.pk)
    tell(ticket, word, [request.asked_by_id], by=actor, at=at)
    return request


@transaction.atomic
def decline_handoff(
    request: HandoffRequest, *, actor: Actor, by: User, reason: str, at: datetime
) -> HandoffRequest:
    """Leave the ticket where it is; the reason stays as an internal note."""
    request = _locked(request)
    _decide(request, RequestState.DECLINED, by, at)
    keep_note(request.ticket, reason, actor=actor, at=at)
    _note(request, verbs.HANDOFF_DECLINED, actor, at)
    word = Word(APPROVAL_REFUSED, request.pk)
    tell(request.ticket, word, [request.asked_by_id], by=actor, at=at)
    return request


@transaction.atomic
def withdraw_handoff(
    request: HandoffRequest, *, actor: Actor, by: User, at: datetime
) -> HandoffRequest:
    """Take a request back that nobody has decided."""
    request = _locked(request)
    _decide(request, RequestState.WITHDRAWN, by, at)
    _note(request, verbs.HANDOFF_WITHDRAWN, actor, at)
    return request


def _locked(request: HandoffRequest) -> HandoffRequest:
    """The undecided request under its ticket's lock, which comes first everywhere."""
    ticket = held(Ticket(pk=request.ticket_id))
    request = locked(request)
    request.ticket = ticket
    if request.state != RequestState.PENDING:
        raise RequestDecidedError
    return request


def _check_unfinished(ticket: Ticket) -> None:
    if not ticket.can_be_assigned:
        raise TicketFinishedError


def _decide(
    request: HandoffRequest, state: RequestState, by: User, at: datetime
) -> None:
    request.state, request.decided_by, request.decided_at = state, by, at
    request.save(update_fields=["state", "decided_by", "decided_at"])


def _note(request: HandoffRequest, verb: str, actor: Actor, at: datetime) -> None:
    record_on(
        request.ticket,
        verb,
        actor=actor,
        at=at,
        request_id=request.pk,
        agent_id=request.to_agent_id,
    )
