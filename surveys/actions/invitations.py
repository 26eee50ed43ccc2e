"""Asking: owing an invitation, sending it when it is due, taking it back."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from customers.consent_reading import refused_channels
from customers.enums import ConsentPurpose
from foundation.core.actor import SYSTEM, Actor
from foundation.core.db import locked
from foundation.core.refs import ref
from foundation.events.actions import record
from foundation.notifications.actions import cancel_message, queue_message
from foundation.notifications.labels import register
from foundation.notifications.models import OutgoingMessage
from foundation.notifications.recipients import Recipient
from surveys import verbs
from surveys.enums import InvitationState, Score, WhyCancelled
from surveys.greeting import called
from surveys.models import Invitation, Survey
from surveys.tokens import answer_path, token_of
from tickets.enums import TicketStatus
from tickets.models import Ticket
from tickets.queries import recipient_of

TEMPLATE = "survey-invitation"
BATCH = 200  # what one sweep looks at; the next is fifteen seconds away
DONE = frozenset({TicketStatus.RESOLVED, TicketStatus.CLOSED})
OPEN_STATES = (InvitationState.OWED, InvitationState.SENT)

register(TEMPLATE, _("Mời đánh giá"))


@dataclass(frozen=True, slots=True)
class Finished:
    """An episode of a ticket that came to its end, and whose work it was."""

    ticket_id: int
    episode: int
    agent_id: int | None
    team_id: int | None
    at: datetime


@transaction.atomic
def owe_invitation(finished: Finished) -> Invitation | None:
    """Promise to ask the customer about this episode, once the delay has passed.

    Nothing is owed while the survey rests, for a part of a case of which the customer
    knows nothing, nor for an episode that was reopened before
    we heard that it had ended.
    """
    survey = Survey.objects.csat()
    ticket = locked(Ticket(pk=finished.ticket_id))
    if not survey.is_active or ticket.is_ours or not _is_over(ticket, finished.episode):
        return None
    due_at = finished.at + timedelta(minutes=survey.delay_minutes)
    return Invitation.objects.get_or_create(
        survey=survey,
        ticket=ticket,
        episode=finished.episode,
        defaults={
            "agent_id": finished.agent_id,
            "team_id": finished.team_id,
            "due_at": due_at,
            "expires_at": due_at + timedelta(days=survey.expires_days),
        },
    )[0]


@transaction.atomic
def cancel_invitations(ticket_id: int, *, before_episode: int, at: datetime) -> int:
    """Take back what was asked about episodes that are not over after all; how many."""
    invitations = Invitation.objects.select_for_update().filter(
        ticket=ticket_id, episode__lt=before_episode, state__in=OPEN_STATES
    )
    found = list(invitations.order_by("pk"))
    for invitation in found:
        _cancel(invitation, WhyCancelled.REOPENED, at)
    return len(found)


def send_due_invitations(at: datetime) -> int:
    """Send what is due; how many. May run twice at a time: each passes over what the
    other, or somebody at the ticket, holds."""
    due = Invitation.objects.filter(
        state=InvitationState.OWED,
        survey__is_active=True,
        # Whoever is still being answered in another ticket is asked there, or later.
        ticket__merged_into=None,
        due_at__lte=at,
        expires_at__gt=at,
    )
    ids = list(due.order_by("due_at").values_list("pk", flat=True)[:BATCH])
    return sum(_send(invitation_id, at) for invitation_id in ids)


def expire_invitations(at: datetime) -> int:
    """Close what nobody answered in time; how many."""
    return Invitation.objects.filter(state__in=OPEN_STATES, expires_at__lte=at).update(
        state=InvitationState.EXPIRED
    )


@transaction.atomic
def _send(invitation_id: int, at: datetime) -> bool:
    """Send one invitation, unless it is no longer owed; whether it went out."""
    # The ticket is locked too: a reopening under way is waited for by the next sweep.
    invitation = (
        Invitation.objects.select_for_update(of=("self", "ticket"), skip_locked=True)
        .select_related("survey", "ticket__customer")
        .filter(pk=invitation_id, state=InvitationState.OWED, ticket__merged_into=None)
        .first()
    )
    if invitation is None:
        return False
    recipient = recipient_of(invitation.ticket)
    allowed = _allowed(recipient, invitation.ticket)
    if not _is_over(invitation.ticket, invitation.episode):
        _cancel(invitation, WhyCancelled.REOPENED, at)
    elif not recipient.routes:
        # Nobody is telephoned for a rating.
        _cancel(invitation, WhyCancelled.NO_ROUTE, at)
    elif not allowed.routes:
        _cancel(invitation, WhyCancelled.REFUSED, at)
    else:
        _send_to(allowed, invitation, at)
    return invitation.state == InvitationState.SENT


def _allowed(recipient: Recipient, ticket: Ticket) -> Recipient:
    """The recipient by those ways only by which they did not refuse to be asked."""
    refused = refused_channels(ticket.customer, ConsentPurpose.SURVEY)
    routes = [route for route in recipient.routes if str(route[0]) not in refused]
    return replace(recipient, routes=tuple(routes))


def _send_to(recipient: Recipient, invitation: Invitation, at: datetime) -> None:
    queue_message(
        TEMPLATE,
        to=recipient,
        about=ref(invitation.ticket),
        dedupe_key=_message_key(invitation),
        context=_words(invitation),
        # Whoever holds the link may answer, so the desk does not get to read it.
        is_secret=True,
    )
    invitation.state, invitation.sent_at = InvitationState.SENT, at
    invitation.expires_at = at + timedelta(days=invitation.survey.expires_days)
    invitation.save(update_fields=["state", "sent_at", "expires_at"])
    _record(invitation, verbs.SURVEY_INVITED, at=at)


def _is_over(ticket: Ticket, episode: int) -> bool:
    return ticket.episode == episode and ticket.status in DONE


def _cancel(invitation: Invitation, why: WhyCancelled, at: datetime) -> None:
    invitation.state, invitation.why_cancelled = InvitationState.CANCELLED, why
    invitation.save(update_fields=["state", "why_cancelled"])
    message = OutgoingMessage.objects.filter(dedupe_key=_message_key(invitation))
    for waiting in message.select_for_update():
        if waiting.can_be_cancelled:
            cancel_message(waiting, actor=SYSTEM, at=at)
    _record(invitation, verbs.SURVEY_CANCELLED, at=at, reason=str(why))


def _message_key(invitation: Invitation) -> str:
    return f"{TEMPLATE}:{invitation.pk}"


def _words(invitation: Invitation) -> dict[str, Any]:
    """To an address that nobody has proved to own goes nothing the sender wrote."""
    ticket, customer = invitation.ticket, invitation.ticket.customer
    known = ticket.is_verified
    with translation.override(customer.locale):
        return {
            "number": ticket.number,
            "subject": ticket.subject if known else "",
            "called": called(customer) if known else "",
            "path": answer_path(token_of(invitation.pk)),
            "days": invitation.survey.expires_days,
            "scores": [
                {"value": score.value, "label": str(score.label)} for score in Score
            ],
        }


def _record(
    invitation: Invitation,
    verb: str,
    *,
    at: datetime,
    actor: Actor = SYSTEM,
    **data: Any,
) -> None:
    ticket = invitation.ticket
    record(
        invitation,
        verb,
        actor=actor,
        at=at,
        links=[ticket, ticket.customer],
        episode=invitation.episode,
        **data,
    )
