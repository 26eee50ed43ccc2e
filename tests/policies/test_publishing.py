"""What the house publishes: written by one, published whole, never changed."""

from datetime import date, timedelta

import pytest
from django.db import InternalError, transaction

from foundation.core.actor import SYSTEM
from foundation.events.models import Event
from foundation.policies import verbs
from foundation.policies.actions import (
    Title,
    discard_draft,
    open_policy,
    publish_draft,
    rename_policy,
    save_draft,
    switch_policy_off,
    switch_policy_on,
)
from foundation.policies.enums import Part, PolicyKind
from foundation.policies.errors import (
    EffectiveDayError,
    NoDraftError,
    PartMissingError,
    PolicyChangedError,
    PolicyCodeError,
    PolicyNameError,
)
from foundation.policies.models import Policy, PolicyVersion
from foundation.policies.wording import Wording, said_in
from tests.conftest import NOON
from tests.factories.policies import (
    LONG_AGO,
    YEAR,
    drafted,
    parts,
    policy_called,
    published,
)
from warranty.actions.terms import save_policy_draft
from warranty.policy_errors import TermRefusedError
from warranty.policy_terms import ExclusionTerms, LineTerms, Terms, terms_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def publish(draft: PolicyVersion) -> PolicyVersion:
    return publish_draft(draft.policy, seen_version=draft.pk, actor=SYSTEM, at=NOON)


def test_a_whole_draft_is_published_and_holds_from_its_day() -> None:
    policy = policy_called("chung")

    version = publish(drafted(policy))

    policy.refresh_from_db()
    assert policy.current == version
    assert list(PolicyVersion.objects.in_force(LONG_AGO)) == [version]
    assert not PolicyVersion.objects.in_force(LONG_AGO - timedelta(days=1)).exists()


@pytest.mark.parametrize("part", list(Part))
def test_a_policy_with_an_empty_part_is_not_published(part: Part) -> None:
    draft = drafted(policy_called("chung"), said=parts(**{part.value: " \n "}))

    with pytest.raises(PartMissingError) as refused:
        publish(draft)

    assert refused.value.field == part.value
    assert str(part.label) in str(refused.value)


def test_a_part_in_english_alone_is_an_empty_part() -> None:
    said = parts()
    said["scope"] = {"vi": "", "en": "Everything."}
    draft = drafted(policy_called("chung"), said=said)

    with pytest.raises(PartMissingError):
        publish(draft)


@pytest.mark.parametrize(
    "terms",
    [Terms(exclusions=YEAR.exclusions), Terms(lines=YEAR.lines), Terms()],
    ids=["no term", "no exclusion", "nothing"],
)
def test_a_policy_without_a_term_or_an_exclusion_is_not_published(terms: Terms) -> None:
    draft = drafted(policy_called("chung"), terms)

    with pytest.raises(TermRefusedError):
        publish(draft)


def test_a_policy_needs_its_day() -> None:
    draft = drafted(policy_called("chung"), on=None)

    with pytest.raises(EffectiveDayError):
        publish(draft)


def test_a_second_version_holds_from_today_at_the_earliest() -> None:
    first = published("chung")
    second = drafted(first.policy, said=parts(scope="Mới."), on=TODAY)

    assert publish(second).effective_from == TODAY


def test_a_second_version_never_holds_from_a_day_that_has_passed() -> None:
    first = published("chung")
    second = drafted(
        first.policy, said=parts(scope="Mới."), on=TODAY - timedelta(days=1)
    )

    with pytest.raises(EffectiveDayError):
        publish(second)


def test_versions_follow_each_other_by_their_days() -> None:
    first = published("chung", on=TODAY + timedelta(days=30))
    second = drafted(
        first.policy, said=parts(scope="Mới."), on=TODAY + timedelta(days=30)
    )

    with pytest.raises(EffectiveDayError) as refused:
        publish(second)

    assert "20/12/2026" in str(refused.value)


def test_the_database_keeps_a_published_version_as_it_is() -> None:
    version = published("chung")

    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        PolicyVersion.objects.filter(pk=version.pk).update(number=7)


def test_the_database_keeps_published_terms_as_they_are() -> None:
    terms = published("chung").warranty_terms

    with pytest.raises(InternalError, match="never change"), transaction.atomic():
        terms.lines.update(length=99)
    with pytest.raises(InternalError, match="never change"), transaction.atomic():
        terms.exclusions.all().delete()


def test_a_draft_that_another_saved_meanwhile_is_not_overwritten() -> None:
    policy = policy_called("chung")
    drafted(policy, said=parts(scope="Của người khác."))

    with pytest.raises(PolicyChangedError):
        save_policy_draft(
            policy, Wording(parts()), YEAR, seen_version=0, actor=SYSTEM, at=NOON
        )


def test_what_was_not_looked_at_is_neither_published_nor_thrown_away() -> None:
    policy = policy_called("chung")
    seen = drafted(policy)
    drafted(policy, said=parts(scope="Của người khác."))

    with pytest.raises(PolicyChangedError):
        publish_draft(policy, seen_version=seen.pk, actor=SYSTEM, at=NOON)
    with pytest.raises(PolicyChangedError):
        discard_draft(policy, seen_version=seen.pk, actor=SYSTEM, at=NOON)


def test_saving_what_stands_there_already_writes_nothing() -> None:
    version = published("chung")

    again = drafted(version.policy)

    assert again == version
    assert version.policy.versions.count() == 1


def test_a_draft_keeps_every_term_as_written() -> None:
    terms = Terms(
        brand="Nami",
        categories=("washing_machine",),
        channels=("store",),
        responsible="brand",
        responsible_name="Nami",
        start_basis="activation",
        rolls=False,
        minus_one_day=True,
        lines=(LineTerms(24), LineTerms(10, unit="days", part=50, labour=0)),
        exclusions=(ExclusionTerms("A", "Một"), ExclusionTerms("B", "Hai", "Two")),
    )

    assert terms_of(drafted(policy_called("may-giat"), terms)) == terms


def test_a_discarded_draft_takes_its_terms_with_it() -> None:
    draft = drafted(policy_called("chung"))

    discard_draft(draft.policy, seen_version=draft.pk, actor=SYSTEM, at=NOON)

    assert not PolicyVersion.objects.filter(pk=draft.pk).exists()


def test_without_a_draft_nothing_is_published() -> None:
    version = published("chung")

    with pytest.raises(NoDraftError):
        publish(version)


@pytest.mark.parametrize("code", ["", "Chung", "a b", "-a", "a--b", "x" * 41, "máy"])
def test_a_code_is_a_word_of_an_address(code: str) -> None:
    with pytest.raises(PolicyCodeError):
        open_policy(PolicyKind.WARRANTY, code, Title("Tên"), actor=SYSTEM, at=NOON)


def test_a_code_and_a_name_belong_to_one_policy() -> None:
    policy_called("chung")

    with pytest.raises(PolicyCodeError):
        open_policy(PolicyKind.WARRANTY, "chung", Title("X"), actor=SYSTEM, at=NOON)
    with pytest.raises(PolicyNameError):
        rename_policy(
            policy_called("khac"), Title(" Bảo hành  chung"), actor=SYSTEM, at=NOON
        )


def test_a_policy_is_renamed_and_switched_with_a_trace() -> None:
    policy = policy_called("chung")

    rename_policy(policy, Title("Tên mới", "New name"), actor=SYSTEM, at=NOON)
    switch_policy_off(policy, actor=SYSTEM, at=NOON)
    switch_policy_on(policy, actor=SYSTEM, at=NOON)
    switch_policy_on(policy, actor=SYSTEM, at=NOON)

    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)) == [
        verbs.POLICY_OPENED,
        verbs.POLICY_RENAMED,
        verbs.POLICY_SWITCHED_OFF,
        verbs.POLICY_SWITCHED_ON,
    ]


def test_customers_see_what_was_published_and_nothing_else() -> None:
    first = published("chung")
    policy_called("nhap")
    drafted(first.policy, said=parts(scope="Chưa ai thấy."))

    assert [one.code for one in Policy.objects.visible_to(None)] == ["chung"]
    assert list(PolicyVersion.objects.visible_to(None)) == [first]


def test_where_nobody_translated_the_vietnamese_words_are_shown() -> None:
    said = parts(scope="Mọi máy.")
    said["scope"]["en"] = ""
    version = published("chung", said=said)

    assert said_in(version, Part.SCOPE, "en") == ("Mọi máy.", "vi")
    assert said_in(version, Part.METHOD, "en") == ("Part method.", "en")


def test_words_alone_are_saved_without_terms() -> None:
    policy = policy_called("chung")

    draft = save_draft(policy, Wording({}, None), seen_version=0, actor=SYSTEM, at=NOON)

    assert terms_of(draft) == Terms()
