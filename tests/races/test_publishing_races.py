"""Two people at one policy of the house, and two at one code."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection

from foundation.core.actor import SYSTEM
from foundation.core.errors import DomainError
from foundation.events.models import Event
from foundation.policies import actions, verbs
from foundation.policies.enums import PolicyKind
from foundation.policies.models import Policy, PolicyVersion
from foundation.policies.wording import Wording
from tests.conftest import NOON
from tests.factories.policies import YEAR, drafted, parts, policy_called
from tests.sessions import PATIENCE_SECONDS
from warranty.actions import terms as terms_actions
from warranty.actions.terms import save_policy_draft

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*jobs: Callable[[], object]) -> list[str]:
    """How each job ended when all start together: "done" or the code of its refusal."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> str:
        try:
            start.wait(timeout=PATIENCE_SECONDS)
            job()
        except DomainError as error:
            return error.code
        except IntegrityError:
            return "the database refused"
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return sorted(pool.map(run, jobs))


@pytest.fixture
def policy(transactional_db: None) -> Policy:
    return policy_called("chung")


@pytest.fixture
def draft(policy: Policy) -> PolicyVersion:
    return drafted(policy)


def saving(policy: Policy, words: str) -> Callable[[], object]:
    return lambda: save_policy_draft(
        policy,
        Wording(parts(scope=words)),
        YEAR,
        seen_version=0,
        actor=SYSTEM,
        at=NOON,
    )


def publishing(draft: PolicyVersion) -> Callable[[], object]:
    return lambda: actions.publish_draft(
        draft.policy, seen_version=draft.pk, actor=SYSTEM, at=NOON
    )


def opening(name: str) -> Callable[[], object]:
    return lambda: actions.open_policy(
        PolicyKind.WARRANTY, "may", actions.Title(name), actor=SYSTEM, at=NOON
    )


def test_of_two_drafts_over_the_same_version_one_is_kept(policy: Policy) -> None:
    outcomes = at_once(saving(policy, "Một."), saving(policy, "Hai."))

    assert outcomes == ["done", "policy_changed"]
    assert policy.versions.count() == 1


def test_without_the_lock_only_the_database_keeps_the_second_draft_out(
    policy: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_have_looked = Barrier(2)

    def look(row: Policy, seen: int) -> Any:
        found = row.versions.order_by("-number").first()
        both_have_looked.wait(timeout=PATIENCE_SECONDS)
        return found

    monkeypatch.setattr(actions, "locked", lambda row: row)
    monkeypatch.setattr(terms_actions, "locked", lambda row: row)
    monkeypatch.setattr(actions, "latest_seen", look)

    outcomes = at_once(saving(policy, "Một."), saving(policy, "Hai."))

    assert outcomes == ["done", "the database refused"]


def test_a_draft_published_by_two_at_once_is_published_once(
    draft: PolicyVersion,
) -> None:
    outcomes = at_once(publishing(draft), publishing(draft))

    assert outcomes == ["done", "no_draft"]
    assert Event.objects.filter(verb=verbs.POLICY_PUBLISHED).count() == 1


def test_a_draft_is_either_saved_over_or_published(draft: PolicyVersion) -> None:
    def save() -> None:
        save_policy_draft(
            draft.policy,
            Wording(parts(scope="Khác.")),
            YEAR,
            seen_version=draft.pk,
            actor=SYSTEM,
            at=NOON,
        )

    outcomes = at_once(publishing(draft), save)

    # Saved first, the button publishes nothing unseen; published first, the next draft
    # begins over the version that was looked at.
    assert outcomes in (["done", "done"], ["done", "policy_changed"])
    published = PolicyVersion.objects.filter(published_at__isnull=False)
    assert [one.pk for one in published] in ([], [draft.pk])


def test_a_code_taken_by_two_at_once_belongs_to_one(
    transactional_db: None,
) -> None:
    outcomes = at_once(opening("Một"), opening("Hai"))

    assert outcomes == ["done", "policy_code"]
