"""Two at once: records are merged once and one way, a word is kept once."""

import pytest

from customers.actions.consents import record_consent
from customers.actions.merging import merge_customers, unmerge_customer
from customers.consents import Word
from customers.errors import CustomerMergedError, MergeChainError, NotMergedError
from customers.models import Consent, Customer, CustomerMerge
from foundation.core.actor import Actor, staff_actor
from tests.conftest import NOON
from tests.factories.accounts import StaffFactory
from tests.factories.customers import CustomerFactory
from tests.sessions import all_at_once, another_session

pytestmark = pytest.mark.django_db(transaction=True)

NO = Word("marketing", "sms", is_given=False, source="phone")


@pytest.fixture
def lead(transactional_db: None) -> Actor:
    user = StaffFactory(role="lead")
    return staff_actor(user.pk)


@pytest.fixture
def one(transactional_db: None) -> Customer:
    return CustomerFactory()


@pytest.fixture
def other(transactional_db: None) -> Customer:
    return CustomerFactory()


def refused(results: list[object]) -> list[object]:
    return [result for result in results if not isinstance(result, Customer)]


def test_two_that_merge_each_other_become_one(
    one: Customer, other: Customer, lead: Actor
) -> None:
    results = all_at_once(
        lambda: merge_customers(one, other, actor=lead, at=NOON),
        lambda: merge_customers(other, one, actor=lead, at=NOON),
    )

    (refusal,) = refused(results)
    assert isinstance(refusal, CustomerMergedError | MergeChainError)
    assert Customer.objects.living().count() == 1
    assert CustomerMerge.objects.count() == 1


def test_the_same_merge_asked_twice_is_made_once(
    one: Customer, other: Customer, lead: Actor
) -> None:
    results = all_at_once(
        *[lambda: merge_customers(one, other, actor=lead, at=NOON)] * 3
    )

    assert [type(error) for error in refused(results)] == [CustomerMergedError] * 2
    assert CustomerMerge.objects.count() == 1


def test_no_chain_is_made_by_two_at_once(
    one: Customer, other: Customer, lead: Actor
) -> None:
    third = CustomerFactory()

    results = all_at_once(
        lambda: merge_customers(one, other, actor=lead, at=NOON),
        lambda: merge_customers(other, third, actor=lead, at=NOON),
    )

    assert [type(error) for error in refused(results)] == [MergeChainError]
    assert not Customer.objects.filter(merged_into__merged_into__isnull=False).exists()


def test_an_undo_and_another_merge_leave_one_story(
    one: Customer, other: Customer, lead: Actor
) -> None:
    third = CustomerFactory()
    merge_customers(one, other, actor=lead, at=NOON)
    one.refresh_from_db()

    all_at_once(
        lambda: unmerge_customer(one, actor=lead, at=NOON),
        lambda: merge_customers(one, third, actor=lead, at=NOON),
    )

    one.refresh_from_db()
    standing = CustomerMerge.objects.filter(undone_at=None)
    assert [merge.target_id for merge in standing] == [
        pk for pk in [one.merged_into_id] if pk
    ]
    assert one.merged_into_id != other.pk


def test_two_undo_once(one: Customer, other: Customer, lead: Actor) -> None:
    merge_customers(one, other, actor=lead, at=NOON)
    one.refresh_from_db()

    results = all_at_once(*[lambda: unmerge_customer(one, actor=lead, at=NOON)] * 3)

    assert [type(error) for error in refused(results)] == [NotMergedError] * 2
    assert Customer.objects.living().count() == 2


def test_without_the_lock_two_would_point_at_each_other(
    one: Customer, other: Customer
) -> None:
    """The race that the locks close: each looks before the other has pointed."""
    with another_session() as session:
        session.begin()
        mine = Customer.objects.filter(pk=one.pk)
        session.run(lambda: mine.update(merged_into=other))
        is_free = not Customer.objects.get(pk=one.pk).is_merged
        session.commit()
    Customer.objects.filter(pk=other.pk).update(merged_into=one)

    assert is_free
    assert not Customer.objects.living().exists()


def test_one_word_said_twice_at_once_is_kept_once(one: Customer, lead: Actor) -> None:
    results = all_at_once(
        *[lambda: record_consent(one, word=NO, actor=lead, at=NOON)] * 4
    )

    assert len({getattr(result, "pk", None) for result in results}) == 1
    assert Consent.objects.count() == 1


def test_without_the_lock_a_word_would_be_kept_twice(
    one: Customer, lead: Actor
) -> None:
    """The race that the lock closes: neither sees the word the other writes."""
    with another_session() as session:
        session.begin()
        session.run(lambda: record_consent(one, word=NO, actor=lead, at=NOON))
        is_unsaid = not Consent.objects.exists()
        session.commit()

    assert is_unsaid


def test_a_word_said_during_a_merge_is_not_lost(
    one: Customer, other: Customer, lead: Actor
) -> None:
    all_at_once(
        lambda: merge_customers(one, other, actor=lead, at=NOON),
        lambda: record_consent(one, word=NO, actor=lead, at=NOON),
    )

    records = Customer.objects.of_person(other)
    assert Consent.objects.filter(customer__in=records).count() == 1
