"""Judging: what is found, thinking again, putting aside, and what is refused."""

from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from foundation.accounts.enums import Role, Sight
from foundation.accounts.models import Team, User
from foundation.core.actor import staff_actor
from foundation.events.models import Event
from foundation.notifications.models import Notice
from quality.actions.draws import cases_of
from quality.actions.reviews import (
    Review,
    amend_review,
    review_sample,
    skip_sample,
    take_next,
    take_sample,
)
from quality.enums import Accuracy, ErrorType, SkipReason
from quality.errors import (
    AmendClosedError,
    CommentMissingError,
    ErrorTypeError,
    MarkError,
    OwnWorkError,
    SampleDoneError,
    SampleTakenError,
    SkipReasonError,
    VerdictError,
)
from quality.lot import drawn_from
from quality.models import AMEND_WITHIN, HOLD, FormerVerdict, Sample
from tests.conftest import NOON
from tests.factories.accounts import StaffFactory
from tests.factories.quality import (
    OCTOBER,
    SEED,
    DrawFactory,
    SampleFactory,
    SolvedFactory,
)
from tickets.models import Ticket

RIGHT = Review(Accuracy.CORRECT.value, 5, 4, 3, comment="Rõ ràng.")
PARTLY = Review(
    Accuracy.PARTLY.value, 3, 4, 4, ErrorType.INCOMPLETE.value, "Thiếu thời hạn."
)


@pytest.fixture
def sample(agent_user: User) -> Sample:
    return SampleFactory.create(agent=agent_user)


def say(sample: Sample, review: Review, by: User, **more: Any) -> Sample:
    values: dict[str, Any] = {
        "reviewer": by,
        "actor": staff_actor(by.pk),
        "at": NOON,
    }
    return review_sample(sample, review, **(values | more))


def think_again(sample: Sample, review: Review, by: User, **more: Any) -> Sample:
    values: dict[str, Any] = {
        "reviewer": by,
        "actor": staff_actor(by.pk),
        "at": NOON,
    }
    return amend_review(sample, review, **(values | more))


def skip(sample: Sample, reason: str, by: User) -> Sample | None:
    return skip_sample(sample, reason, reviewer=by, actor=staff_actor(by.pk), at=NOON)


def found(sample: Sample) -> dict[str, Any]:
    fresh = Sample.objects.get(pk=sample.pk)
    return {name: getattr(fresh, name) for name in asdict(RIGHT)}


def test_what_was_found_is_kept_with_who_found_it(
    sample: Sample, lead_user: User
) -> None:
    said = say(sample, RIGHT, lead_user)

    assert found(sample) == asdict(RIGHT)
    assert (said.reviewer, said.reviewed_at) == (lead_user, NOON)


def test_it_is_recorded_without_words_and_not_on_the_ticket(
    sample: Sample, lead_user: User
) -> None:
    say(sample, PARTLY, lead_user)

    event = Event.objects.get(verb="quality.reviewed")
    assert event.data == {
        "agent_id": sample.agent_id,
        "accuracy": "partly",
        "error_type": "incomplete",
        "knowledge": 3,
        "courtesy": 4,
        "wording": 4,
    }
    assert [link.type for link in event.links.all()] == ["quality.sample"]


def test_whose_work_it_was_is_told(sample: Sample, lead_user: User) -> None:
    say(sample, RIGHT, lead_user)

    notice = Notice.objects.get(user=sample.agent)
    assert (notice.kind, notice.path) == (
        "quality-said",
        f"/desk/quality/mine/#s{sample.pk}",
    )


@pytest.mark.parametrize(
    ("change", "error", "field"),
    [
        ({"accuracy": "perhaps"}, VerdictError, "accuracy"),
        ({"knowledge": 0}, MarkError, "knowledge"),
        ({"courtesy": 6}, MarkError, "courtesy"),
        ({"wording": 6}, MarkError, "wording"),
        ({"error_type": ""}, ErrorTypeError, "error_type"),
        ({"error_type": "weather"}, ErrorTypeError, "error_type"),
        ({"accuracy": "correct"}, ErrorTypeError, "error_type"),
        ({"comment": "  "}, CommentMissingError, "comment"),
    ],
)
def test_half_a_verdict_is_refused_by_its_field(
    sample: Sample,
    lead_user: User,
    change: dict[str, Any],
    error: type[Exception],
    field: str,
) -> None:
    with pytest.raises(error) as refused:
        say(sample, replace(PARTLY, **change), lead_user)

    assert refused.value.field == field  # type: ignore[attr-defined] # a DomainError
    assert say(sample, PARTLY, lead_user).reviewed_at == NOON


def test_nobody_judges_their_own_work(lead_user: User, manager_user: User) -> None:
    own = SampleFactory.create(agent=lead_user)

    with pytest.raises(OwnWorkError):
        say(own, RIGHT, lead_user)
    with pytest.raises(OwnWorkError):
        skip(own, SkipReason.SPAM, lead_user)

    assert say(own, RIGHT, manager_user).reviewer == manager_user


def test_the_database_lets_nobody_judge_their_own_work(lead_user: User) -> None:
    own = SampleFactory.create(agent=lead_user)
    values = {"reviewer": lead_user, "reviewed_at": NOON, **asdict(RIGHT)}

    with pytest.raises(DatabaseError), transaction.atomic():
        Sample.objects.filter(pk=own.pk).update(**values)


def test_what_a_colleague_has_judged_is_done(
    sample: Sample, lead_user: User, manager_user: User
) -> None:
    say(sample, RIGHT, lead_user)

    with pytest.raises(SampleDoneError):
        say(sample, PARTLY, manager_user)

    assert found(sample) == asdict(RIGHT)


def test_the_next_case_is_the_oldest_and_kept_from_others(
    sample: Sample, lead_user: User, manager_user: User
) -> None:
    second = SampleFactory.create(agent=sample.agent)

    assert take_next(lead_user, at=NOON) == sample
    assert take_next(manager_user, at=NOON) == second


def test_whoever_asks_again_gets_the_same_case(sample: Sample, lead_user: User) -> None:
    SampleFactory.create(agent=sample.agent)

    first = take_next(lead_user, at=NOON)

    assert take_next(lead_user, at=NOON) == first == sample


def test_a_case_that_somebody_left_is_free_after_an_hour(
    sample: Sample, lead_user: User, manager_user: User
) -> None:
    take_sample(sample, reviewer=lead_user, at=NOON)

    with pytest.raises(SampleTakenError):
        take_sample(
            sample, reviewer=manager_user, at=NOON + HOLD - timedelta(seconds=1)
        )

    assert take_next(manager_user, at=NOON + HOLD) == sample


def test_what_somebody_reads_is_judged_by_nobody_else(
    sample: Sample, lead_user: User, manager_user: User
) -> None:
    take_sample(sample, reviewer=lead_user, at=NOON)

    with pytest.raises(SampleTakenError):
        say(sample, RIGHT, manager_user)

    assert say(sample, RIGHT, lead_user).taken_by is None


def test_ones_own_work_is_never_offered(lead_user: User, manager_user: User) -> None:
    own = SampleFactory.create(agent=lead_user)

    assert take_next(lead_user, at=NOON) is None
    assert take_next(manager_user, at=NOON) == own


def test_whoever_sees_one_team_is_offered_that_team(
    team: Team, other_team: Team
) -> None:
    lead = StaffFactory.create(role=Role.LEAD, team=team, sees=Sight.TEAM)
    SampleFactory.create(ticket__team=other_team)
    theirs = SampleFactory.create(ticket__team=team)

    assert take_next(lead, at=NOON) == theirs


def test_thinking_again_keeps_what_was_said_before(
    sample: Sample, lead_user: User
) -> None:
    say(sample, RIGHT, lead_user)

    think_again(sample, PARTLY, lead_user, at=NOON + timedelta(days=1))

    former = FormerVerdict.objects.get(sample=sample)
    assert found(sample) == asdict(PARTLY)
    assert (former.accuracy, former.comment) == ("correct", "Rõ ràng.")
    assert (former.said_at, former.replaced_at) == (NOON, NOON + timedelta(days=1))


def test_what_was_said_before_is_never_changed(sample: Sample, lead_user: User) -> None:
    say(sample, RIGHT, lead_user)
    think_again(sample, PARTLY, lead_user)

    with pytest.raises(DatabaseError), transaction.atomic():
        FormerVerdict.objects.update(comment="")


def test_a_second_thought_is_recorded_with_the_first(
    sample: Sample, lead_user: User
) -> None:
    say(sample, RIGHT, lead_user)

    think_again(sample, PARTLY, lead_user)

    data = Event.objects.get(verb="quality.amended").data
    assert (data["old_accuracy"], data["accuracy"]) == ("correct", "partly")
    assert (data["old_knowledge"], data["knowledge"]) == (5, 3)


def test_the_same_again_changes_nothing(sample: Sample, lead_user: User) -> None:
    say(sample, RIGHT, lead_user)

    think_again(sample, RIGHT, lead_user)

    assert not FormerVerdict.objects.exists()
    assert not Event.objects.filter(verb="quality.amended").exists()


def test_nobody_else_thinks_again_and_not_for_ever(
    sample: Sample, lead_user: User, manager_user: User
) -> None:
    say(sample, RIGHT, lead_user)

    with pytest.raises(AmendClosedError):
        think_again(sample, PARTLY, manager_user)
    with pytest.raises(AmendClosedError):
        think_again(sample, PARTLY, lead_user, at=NOON + AMEND_WITHIN)

    last = NOON + AMEND_WITHIN - timedelta(seconds=1)
    assert think_again(sample, PARTLY, lead_user, at=last).changed_at == last


@pytest.fixture
def lot(agent_user: User) -> Sample:
    """The one that was drawn of three cases."""
    SolvedFactory.create_batch(3, resolved_by=agent_user)
    DrawFactory.create(agent=agent_user, n_solved=3)
    first = drawn_from(cases_of(agent_user.pk, OCTOBER), SEED, 1)[0]
    ticket = Ticket.objects.get(pk=first.ticket_id)
    return SampleFactory.create(agent=agent_user, ticket=ticket)


def test_for_a_case_put_aside_the_next_of_the_lot_is_drawn(
    lot: Sample, agent_user: User, lead_user: User
) -> None:
    second = drawn_from(cases_of(agent_user.pk, OCTOBER), SEED, 2)[1]

    instead = skip(lot, SkipReason.SPAM, lead_user)

    assert instead is not None
    assert (instead.ticket_id, instead.replaces) == (second.ticket_id, lot)
    lot.refresh_from_db()
    assert (lot.skip_reason, lot.skipped_by) == ("spam", lead_user)


def test_putting_aside_is_recorded_with_its_reason(
    lot: Sample, lead_user: User
) -> None:
    instead = skip(lot, SkipReason.NO_ADVICE, lead_user)

    assert instead is not None
    assert Event.objects.get(verb="quality.skipped").data == {
        "agent_id": lot.agent_id,
        "reason": "no_advice",
        "replacement_id": instead.pk,
    }


def test_the_lot_may_be_empty(agent_user: User, lead_user: User) -> None:
    DrawFactory.create(agent=agent_user, n_solved=1)
    only = SampleFactory.create(agent=agent_user)

    assert skip(only, SkipReason.SPAM, lead_user) is None


def test_a_case_is_put_aside_once_and_for_a_reason(
    lot: Sample, lead_user: User
) -> None:
    with pytest.raises(SkipReasonError):
        skip(lot, "tired", lead_user)

    skip(lot, SkipReason.SPAM, lead_user)
    with pytest.raises(SampleDoneError):
        skip(lot, SkipReason.SPAM, lead_user)
    with pytest.raises(SampleDoneError):
        say(lot, RIGHT, lead_user)


def test_an_agent_reads_of_their_own_work_once_it_is_said(
    sample: Sample, agent_user: User, other_agent_user: User, lead_user: User
) -> None:
    assert not Sample.objects.visible_to(agent_user).exists()

    say(sample, RIGHT, lead_user)

    assert Sample.objects.visible_to(agent_user).get() == sample
    assert not Sample.objects.visible_to(other_agent_user).exists()


def test_a_reviewer_sees_nothing_of_their_own_work_before(
    lead_user: User, manager_user: User
) -> None:
    own = SampleFactory.create(agent=lead_user)

    assert not Sample.objects.visible_to(lead_user).exists()

    say(own, RIGHT, manager_user)
    assert Sample.objects.visible_to(lead_user).get() == own
