"""Policies of the house: drafts and versions that were published."""

from datetime import date, datetime

from foundation.core.actor import SYSTEM
from foundation.policies.actions import Title, open_policy, publish_draft
from foundation.policies.enums import Part, PolicyKind
from foundation.policies.models import Policy, PolicyVersion
from foundation.policies.wording import Parts, Wording
from tests.conftest import NOON
from warranty.actions.terms import save_policy_draft
from warranty.policy_terms import ExclusionTerms, LineTerms, Terms

WATER = ExclusionTerms("LT-03", "Nước vào trong máy", "Water inside")
YEAR = Terms(lines=(LineTerms(12),), exclusions=(WATER,))
LONG_AGO = date(2020, 1, 1)


def parts(**others: str) -> Parts:
    """All six parts in both languages; `others` say something else, in Vietnamese."""
    return {
        part.value: {
            "vi": others.get(part.value, f"Phần {part.label}."),
            "en": f"Part {part.value}.",
        }
        for part in Part
    }


def policy_called(code: str, *, at: datetime = NOON) -> Policy:
    """A policy without any version."""
    title = Title(f"Bảo hành {code}", f"Warranty {code}")
    return open_policy(PolicyKind.WARRANTY, code, title, actor=SYSTEM, at=at)


def drafted(
    policy: Policy,
    terms: Terms = YEAR,
    *,
    said: Parts | None = None,
    on: date | None = LONG_AGO,
    at: datetime = NOON,
) -> PolicyVersion:
    """A draft in place of the one before."""
    last = policy.versions.order_by("-number").first()
    return save_policy_draft(
        policy,
        Wording(said or parts(), on),
        terms,
        seen_version=last.pk if last else 0,
        actor=SYSTEM,
        at=at,
    )


def published(
    policy: Policy | str,
    terms: Terms = YEAR,
    *,
    said: Parts | None = None,
    on: date | None = LONG_AGO,
    at: datetime = NOON,
) -> PolicyVersion:
    """The next version of a policy, in force from `on`."""
    if isinstance(policy, str):
        policy = policy_called(policy, at=at)
    draft = drafted(policy, terms, said=said, on=on, at=at)
    return publish_draft(policy, seen_version=draft.pk, actor=SYSTEM, at=at)
