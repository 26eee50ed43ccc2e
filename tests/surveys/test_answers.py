from datetime import timedelta

import pytest

from foundation.core.actor import customer_actor
from foundation.events.models import Event
from surveys import verbs
from surveys.actions.answers import Answer, answer_invitation
from surveys.enums import InvitationState
from surveys.errors import InvitationClosedError, ScoreError
from surveys.models import Invitation, Response
from tests.factories.surveys import RESOLVED, InvitationFactory

BY_CUSTOMER = customer_actor(1)
LATER = RESOLVED + timedelta(hours=2)


@pytest.fixture
def invitation(db: None) -> Invitation:
    return InvitationFactory.create()


def test_an_answer_is_kept_clean(invitation: Invitation) -> None:
    words = Answer(4, "Nhanh,\u202e gọn\x00.\r\nCảm ơn")

    answer_invitation(invitation, words, actor=BY_CUSTOMER, at=LATER)

    response = Response.objects.get()
    assert (response.score, response.comment) == (4, "Nhanh, gọn.\nCảm ơn")
    assert Invitation.objects.get().state == InvitationState.ANSWERED
    assert Event.objects.get(verb=verbs.SURVEY_ANSWERED).data["score"] == 4


def test_no_words_of_the_customer_enter_the_log(invitation: Invitation) -> None:
    answer_invitation(
        invitation, Answer(1, "Số của tôi 0903"), actor=BY_CUSTOMER, at=LATER
    )

    assert "0903" not in str(Event.objects.get().data)


def test_a_second_answer_replaces_the_first(invitation: Invitation) -> None:
    answer_invitation(invitation, Answer(2), actor=BY_CUSTOMER, at=LATER)
    answer_invitation(invitation, Answer(5, "Ổn rồi"), actor=BY_CUSTOMER, at=LATER)

    response = Response.objects.get()
    assert (response.score, response.comment) == (5, "Ổn rồi")
    assert Event.objects.get(verb=verbs.SURVEY_CHANGED).data["old_score"] == 2


def test_the_same_answer_twice_changes_nothing(invitation: Invitation) -> None:
    answer_invitation(invitation, Answer(4), actor=BY_CUSTOMER, at=LATER)
    answer_invitation(invitation, Answer(4), actor=BY_CUSTOMER, at=LATER)

    assert not Event.objects.filter(verb=verbs.SURVEY_CHANGED).exists()


def test_after_a_day_the_answer_stands(invitation: Invitation) -> None:
    answer_invitation(invitation, Answer(2), actor=BY_CUSTOMER, at=LATER)
    next_day = LATER + timedelta(hours=24)

    with pytest.raises(InvitationClosedError):
        answer_invitation(invitation, Answer(5), actor=BY_CUSTOMER, at=next_day)

    assert Response.objects.get().score == 2


@pytest.mark.parametrize(
    "state",
    [InvitationState.OWED, InvitationState.CANCELLED, InvitationState.EXPIRED],
)
def test_only_what_was_asked_is_answered(db: None, state: InvitationState) -> None:
    invitation = InvitationFactory.create(state=state)

    with pytest.raises(InvitationClosedError):
        answer_invitation(invitation, Answer(5), actor=BY_CUSTOMER, at=LATER)


def test_an_answer_after_the_end_is_refused(invitation: Invitation) -> None:
    with pytest.raises(InvitationClosedError):
        answer_invitation(
            invitation, Answer(5), actor=BY_CUSTOMER, at=invitation.expires_at
        )


@pytest.mark.parametrize("score", [0, 6, -1])
def test_the_scale_has_five_steps(invitation: Invitation, score: int) -> None:
    with pytest.raises(ScoreError):
        answer_invitation(invitation, Answer(score), actor=BY_CUSTOMER, at=LATER)
