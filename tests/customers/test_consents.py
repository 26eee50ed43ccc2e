"""What customers allow us, kept word by word."""

from hashlib import sha256

import pytest
from django.db import InternalError, transaction
from django.utils import translation

from customers.actions.consents import record_consent
from customers.consent_reading import consent_sheet, consents_of
from customers.consents import DESK_TEXT, READ_OUT, Word
from customers.errors import ConsentSourceError, ConsentUnprovenError
from customers.models import Consent, Customer
from foundation.core.actor import Actor
from foundation.events.models import Event
from tests.conftest import NOON

YES = Word("marketing", "email", is_given=True, source="paper", evidence="phiếu số 12")
NO = Word("marketing", "email", is_given=False, source="phone")


def test_a_yes_is_kept_with_where_and_what_shows_it(
    customer: Customer, agent: Actor
) -> None:
    consent = record_consent(customer, word=YES, actor=agent, at=NOON)

    assert (consent.source, consent.evidence, consent.at) == (
        "paper",
        "phiếu số 12",
        NOON,
    )
    assert consent.recorded_by_id == agent.user_id


def test_it_is_told_without_the_words(customer: Customer, agent: Actor) -> None:
    consent = record_consent(customer, word=YES, actor=agent, at=NOON)

    event = Event.objects.get(verb="customer.consent_given")
    assert event.data == {
        "consent_id": consent.pk,
        "purpose": "marketing",
        "channel": "email",
        "source": "paper",
    }


def test_the_last_word_counts_and_the_first_stays(
    customer: Customer, agent: Actor
) -> None:
    record_consent(customer, word=YES, actor=agent, at=NOON)
    record_consent(customer, word=NO, actor=agent, at=NOON)

    sheet = consent_sheet(customer)
    (row,) = sheet.said
    assert (row.given, row.refused) == ("", "E-mail")
    assert [word.is_given for word in sheet.words] == [False, True]
    assert Event.objects.filter(verb="customer.consent_withdrawn").count() == 1


def test_what_nobody_asked_is_neither_yes_nor_no(customer: Customer) -> None:
    sheet = consent_sheet(customer)

    assert not sheet.said
    assert not any(cell.is_given or cell.is_refused for cell in sheet.rows[0].cells)


def test_the_same_word_again_is_the_one_we_have(
    customer: Customer, agent: Actor
) -> None:
    first = record_consent(customer, word=YES, actor=agent, at=NOON)

    assert record_consent(customer, word=YES, actor=agent, at=NOON) == first
    assert Event.objects.count() == 1


def test_a_yes_that_was_told_needs_what_shows_it(
    customer: Customer, agent: Actor
) -> None:
    bare = Word("care", "sms", is_given=True, source="phone", evidence="  ")

    with pytest.raises(ConsentUnprovenError):
        record_consent(customer, word=bare, actor=agent, at=NOON)

    assert not Consent.objects.exists()


def test_a_no_needs_nothing(customer: Customer, agent: Actor) -> None:
    assert not record_consent(customer, word=NO, actor=agent, at=NOON).is_given


def test_customers_speak_for_themselves_in_the_portal(
    customer: Customer, by_customer: Actor
) -> None:
    word = Word("survey", "email", is_given=True, source="portal")

    consent = record_consent(customer, word=word, actor=by_customer, at=NOON)

    assert (consent.source, consent.recorded_by) == ("portal", None)


def test_nobody_else_speaks_in_the_portal(customer: Customer, agent: Actor) -> None:
    word = Word("survey", "email", is_given=True, source="portal")

    with pytest.raises(ConsentSourceError):
        record_consent(customer, word=word, actor=agent, at=NOON)


def test_a_customer_is_not_at_the_counter(
    customer: Customer, by_customer: Actor
) -> None:
    with pytest.raises(ConsentSourceError):
        record_consent(customer, word=YES, actor=by_customer, at=NOON)


def test_a_word_is_never_changed(customer: Customer, agent: Actor) -> None:
    consent = record_consent(customer, word=YES, actor=agent, at=NOON)
    consent.is_given = False

    with pytest.raises(InternalError), transaction.atomic():
        consent.save()


def test_a_customer_sees_their_own_words_only(
    customer: Customer, other_customer: Customer, agent: Actor
) -> None:
    mine = record_consent(customer, word=YES, actor=agent, at=NOON)
    record_consent(other_customer, word=YES, actor=agent, at=NOON)

    assert customer.login is not None
    assert list(Consent.objects.visible_to(customer.login)) == [mine]
    assert list(consents_of(customer)) == [mine]


def test_words_that_change_get_a_new_name() -> None:
    with translation.override("vi"):
        said = str(READ_OUT)

    # Whoever changes the words changes both: the ledger names what was heard.
    assert (DESK_TEXT, sha256(said.encode()).hexdigest()[:8]) == (
        "desk-2026-11",
        "c737ee81",
    )
