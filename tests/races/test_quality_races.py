"""Two draws at once, two reviewers at one case, a case put aside while it is judged."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest

from foundation.accounts.models import User
from foundation.core.actor import SYSTEM, staff_actor
from foundation.events.models import Event
from quality.actions import draws, reviews
from quality.actions.reviews import Review
from quality.enums import Accuracy, SkipReason
from quality.errors import SampleDoneError
from quality.models import Draw, Sample
from quality.months import span_of
from tests.conftest import NOON
from tests.factories.accounts import StaffFactory
from tests.factories.quality import (
    OCTOBER,
    DrawFactory,
    SampleFactory,
    SolvedFactory,
)
from tests.sessions import PATIENCE_SECONDS, all_at_once

pytestmark = pytest.mark.django_db(transaction=True)

GOOD = Review(Accuracy.CORRECT.value, 5, 5, 5)
FAIR = Review(Accuracy.CORRECT.value, 3, 3, 3)


@pytest.fixture
def sample(agent_user: User) -> Sample:
    return SampleFactory.create(agent=agent_user)


def drawing() -> int:
    return draws.draw_month(
        OCTOBER, actor=SYSTEM, at=span_of(OCTOBER)[1] + timedelta(hours=1)
    )


def judging(sample: Sample, by: User, review: Review) -> Callable[[], object]:
    return lambda: reviews.review_sample(
        sample, review, reviewer=by, actor=staff_actor(by.pk), at=NOON
    )


def skipping(sample: Sample, by: User) -> Callable[[], object]:
    return lambda: reviews.skip_sample(
        sample, SkipReason.SPAM, reviewer=by, actor=staff_actor(by.pk), at=NOON
    )


@pytest.mark.parametrize("_round", range(3))
def test_two_draws_at_once_draw_once(
    agent_user: User, other_agent_user: User, _round: int
) -> None:
    SolvedFactory.create_batch(60, resolved_by=agent_user)
    SolvedFactory.create(resolved_by=other_agent_user)

    drawn = all_at_once(drawing, drawing, drawing)

    assert sorted(map(str, drawn)) in (["0", "0", "3"], ["0", "1", "2"])
    assert (Draw.objects.count(), Sample.objects.count()) == (2, 3)
    assert Event.objects.filter(verb="quality.drawn").count() == 2


def test_two_reviewers_who_ask_for_the_next_get_two(
    sample: Sample, lead_user: User, manager_user: User
) -> None:
    SampleFactory.create(agent=sample.agent)

    found = all_at_once(
        lambda: reviews.take_next(lead_user, at=NOON),
        lambda: reviews.take_next(manager_user, at=NOON),
    )

    assert set(found) == set(Sample.objects.all())


def test_one_case_goes_to_one_of_two_reviewers(
    sample: Sample, lead_user: User, manager_user: User
) -> None:
    found = all_at_once(
        lambda: reviews.take_next(lead_user, at=NOON),
        lambda: reviews.take_next(manager_user, at=NOON),
    )

    assert sorted(found, key=str) == sorted([sample, None], key=str)


@pytest.mark.parametrize("_round", range(3))
def test_of_two_verdicts_at_once_one_counts(
    sample: Sample, lead_user: User, manager_user: User, _round: int
) -> None:
    outcomes = all_at_once(
        judging(sample, lead_user, GOOD), judging(sample, manager_user, FAIR)
    )

    refused = [one for one in outcomes if isinstance(one, SampleDoneError)]
    assert len(refused) == 1
    assert Event.objects.filter(verb="quality.reviewed").count() == 1


def test_without_the_lock_the_second_verdict_covers_the_first(
    sample: Sample,
    lead_user: User,
    manager_user: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    both_have_read = Barrier(2)

    def read(row: Any) -> Any:
        fresh = type(row)._base_manager.get(pk=row.pk)
        both_have_read.wait(timeout=PATIENCE_SECONDS)
        return fresh

    monkeypatch.setattr(reviews, "locked", read)

    all_at_once(judging(sample, lead_user, GOOD), judging(sample, manager_user, FAIR))

    assert Event.objects.filter(verb="quality.reviewed").count() == 2


def test_a_case_is_judged_or_put_aside_never_both(
    agent_user: User, lead_user: User, manager_user: User, sample: Sample
) -> None:
    DrawFactory.create(agent=agent_user)

    outcomes = all_at_once(
        judging(sample, lead_user, GOOD), skipping(sample, manager_user)
    )

    refused = [one for one in outcomes if isinstance(one, SampleDoneError)]
    assert len(refused) == 1


def test_two_put_aside_at_once_bring_two_others(agent_user: User) -> None:
    SolvedFactory.create_batch(4, resolved_by=agent_user)
    DrawFactory.create(agent=agent_user, n_solved=4, n_goal=2)
    first, second = [
        SampleFactory.create(agent=agent_user, ticket__resolved_by=agent_user)
        for _each in range(2)
    ]
    one, other = StaffFactory.create_batch(2)

    brought = all_at_once(skipping(first, one), skipping(second, other))

    assert len({sample.ticket_id for sample in brought}) == 2  # type: ignore[attr-defined] # samples
