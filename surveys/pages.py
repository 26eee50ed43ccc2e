"""What the survey page tells the customer, as values."""

from dataclasses import dataclass
from datetime import datetime

from catalog.looks import icon_of
from foundation.core.text import given_name
from surveys.enums import InvitationState, Score
from surveys.greeting import called
from surveys.models import Invitation

FACES = {1: "angry", 2: "frown", 3: "meh", 4: "smile", 5: "laugh"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the five."""

    value: int
    label: str
    face: str


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """Who is asked, about what, and what they have said already."""

    called: str
    number: str
    subject: str
    product: str
    icon: str
    agent: str
    resolved_at: datetime | None
    choices: tuple[Choice, ...]
    answered: Choice | None
    comment: str
    changeable_until: datetime | None
    shows_form: bool


def answer_page(
    invitation: Invitation, at: datetime, *, wants_edit: bool
) -> AnswerPage:
    """The page of an invitation at this moment. To an address that nobody has proved to
    own it names neither person nor thing."""
    ticket = invitation.ticket
    known = ticket.is_verified
    unit = ticket.unit if known else None
    is_answered = invitation.state == InvitationState.ANSWERED
    response = invitation.response if is_answered else None
    until = response.changeable_until if response else None
    choices = tuple(
        Choice(score.value, str(score.label), FACES[score.value]) for score in Score
    )
    return AnswerPage(
        called=called(ticket.customer) if known else "",
        number=ticket.number,
        subject=ticket.subject if known else "",
        product=unit.product.name if unit else "",
        icon=icon_of(unit),
        agent=given_name(invitation.agent.name) if invitation.agent else "",
        resolved_at=ticket.resolved_at,
        choices=choices,
        answered=choices[response.score - 1] if response else None,
        comment=response.comment if response else "",
        changeable_until=until if until and at < until else None,
        shows_form=response is None or bool(wants_edit and until and at < until),
    )
