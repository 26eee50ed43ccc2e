"""Writing what a warranty policy covers: its words and its terms, in one draft."""

from datetime import datetime

from django.db import transaction

from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.policies import actions as policies
from foundation.policies.models import Policy, PolicyVersion
from foundation.policies.wording import Wording
from warranty.models import CoverageTerm, Exclusion, WarrantyTerms
from warranty.policy_terms import Terms, check_terms, terms_of


@transaction.atomic
def save_policy_draft(
    policy: Policy,
    wording: Wording,
    terms: Terms,
    *,
    seen_version: int,
    actor: Actor,
    at: datetime,
) -> PolicyVersion:
    """Keep words and terms as the draft of a policy, in place of the one before.

    `seen_version` is the version that was edited, 0 for none. Refuses when another one
    is the latest by now, and terms that no cover could be counted by.
    """
    policy = locked(policy)
    latest = policies.latest_seen(policy, seen_version)
    check_terms(terms)
    if latest is not None and _says(latest, wording, terms):
        return latest
    draft = policies.save_draft(
        policy, wording, seen_version=seen_version, actor=actor, at=at
    )
    row = WarrantyTerms.objects.create(version=draft, **terms.row)
    CoverageTerm.objects.bulk_create(_line_rows(row, terms))
    Exclusion.objects.bulk_create(_exclusion_rows(row, terms))
    return draft


def _says(version: PolicyVersion, wording: Wording, terms: Terms) -> bool:
    return Wording.of(version) == wording.tidy and terms_of(version) == terms


def _line_rows(row: WarrantyTerms, terms: Terms) -> list[CoverageTerm]:
    return [
        CoverageTerm(
            terms=row,
            position=position,
            component_id=line.component_id,
            length=line.length,
            unit=line.unit,
            part_percent=line.part,
            labour_percent=line.labour,
            travel_percent=line.travel,
        )
        for position, line in enumerate(terms.lines, start=1)
    ]


def _exclusion_rows(row: WarrantyTerms, terms: Terms) -> list[Exclusion]:
    return [
        Exclusion(
            terms=row,
            position=position,
            code=each.code,
            words=each.words,
            words_en=each.words_en,
        )
        for position, each in enumerate(terms.exclusions, start=1)
    ]
