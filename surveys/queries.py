"""What other pages show of surveys."""

from dataclasses import dataclass
from datetime import datetime

from foundation.accounts.models import User
from surveys.enums import InvitationState
from surveys.models import Invitation, Response, Survey
from tickets.models import Ticket

TONES = {
    InvitationState.OWED: "",
    InvitationState.SENT: "info",
    InvitationState.ANSWERED: "ok",
    InvitationState.CANCELLED: "",
    InvitationState.EXPIRED: "",
}


@dataclass(frozen=True, slots=True)
class TicketPanel:
    """How the last survey about a ticket stands; `at` belongs to its state."""

    state: InvitationState
    label: str
    tone: str
    at: datetime
    agent: str = ""
    why: str = ""
    score: int = 0
    score_label: str = ""
    comment: str = ""
    is_satisfied: bool = False
    is_changed: bool = False

    @property
    def is_answered(self) -> bool:
        """Whether there is a score to show."""
        return self.score > 0


def ticket_panel(ticket: Ticket) -> TicketPanel | None:
    """The last invitation of a ticket and its answer; None where nobody was asked yet.
    One query."""
    invitation = (
        Invitation.objects.filter(ticket=ticket)
        .select_related("response", "agent")
        .order_by("-episode", "-pk")
        .first()
    )
    if invitation is None:
        return None
    state = InvitationState(invitation.state)
    agent = invitation.agent.name if invitation.agent else ""
    if state != InvitationState.ANSWERED:
        at = _when(invitation, state)
        why = invitation.get_why_cancelled_display()
        return TicketPanel(state, str(state.label), TONES[state], at, agent, why)
    response: Response = invitation.response
    return TicketPanel(
        state,
        str(state.label),
        TONES[state] if response.is_satisfied else "bad",
        response.answered_at,
        agent,
        score=response.score,
        score_label=response.score_label,
        comment=response.comment,
        is_satisfied=response.is_satisfied,
        is_changed=response.changed_at is not None,
    )


def invitation_to_answer(invitation_id: int) -> Invitation | None:
    """An invitation with what its page tells: the case, the thing, and who handled it."""
    return (
        Invitation.objects.select_related(
            "survey", "ticket__customer", "ticket__unit__product", "agent", "response"
        )
        .filter(pk=invitation_id, sent_at__isnull=False)
        .first()
    )


def csat_survey() -> Survey:
    """The survey that follows every resolved ticket."""
    return Survey.objects.csat()


def latest_responses(user: User, *, limit: int) -> list[Response]:
    """The newest answers about tickets that `user` may see."""
    answers = Response.objects.visible_to(user).select_related(
        "invitation__ticket__customer", "invitation__agent"
    )
    return list(answers.order_by("-answered_at", "-pk")[:limit])


def _when(invitation: Invitation, state: InvitationState) -> datetime:
    if state == InvitationState.OWED:
        return invitation.due_at
    if state == InvitationState.EXPIRED:
        return invitation.expires_at
    return invitation.sent_at or invitation.due_at
