"""Answering, and changing one's mind."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.core.text import clean_text
from foundation.events.actions import record
from surveys import verbs
from surveys.enums import InvitationState, Score
from surveys.errors import InvitationClosedError, ScoreError
from surveys.models import Invitation, Response

MAX_COMMENT = 2000


@dataclass(frozen=True, slots=True)
class Answer:
    """A score from 1 to 5 and, if they like, some words."""

    score: int
    comment: str = ""


@transaction.atomic
def answer_invitation(
    invitation: Invitation, answer: Answer, *, actor: Actor, at: datetime
) -> Response:
    """Keep what the customer answers. For a day a second answer replaces the first;
    saying the same again changes nothing."""
    if answer.score not in Score.values:
        raise ScoreError(field="score")
    invitation = locked(invitation)
    comment = clean_text(answer.comment)[:MAX_COMMENT]
    if invitation.state == InvitationState.ANSWERED:
        return _change(invitation, answer.score, comment, actor=actor, at=at)
    if not invitation.is_open(at):
        raise InvitationClosedError
    response = Response.objects.create(
        invitation=invitation, score=answer.score, comment=comment, answered_at=at
    )
    invitation.state = InvitationState.ANSWERED
    invitation.save(update_fields=["state"])
    _record(response, verbs.SURVEY_ANSWERED, actor=actor, at=at, score=answer.score)
    return response


def _change(
    invitation: Invitation, score: int, comment: str, *, actor: Actor, at: datetime
) -> Response:
    response: Response = invitation.response
    if (response.score, response.comment) == (score, comment):
        return response
    if at >= response.changeable_until:
        raise InvitationClosedError
    old_score = response.score
    response.score, response.comment, response.changed_at = score, comment, at
    response.save(update_fields=["score", "comment", "changed_at"])
    _record(
        response,
        verbs.SURVEY_CHANGED,
        actor=actor,
        at=at,
        score=score,
        old_score=old_score,
    )
    return response


def _record(
    response: Response, verb: str, *, actor: Actor, at: datetime, **data: int
) -> None:
    invitation = response.invitation
    record(
        response,
        verb,
        actor=actor,
        at=at,
        links=[invitation, invitation.ticket, invitation.ticket.customer],
        episode=invitation.episode,
        agent_id=invitation.agent_id,
        team_id=invitation.team_id,
        customer_id=invitation.ticket.customer_id,
        **data,
    )
