"""Codes and links: what they prove, and what they refuse."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from customers import verbs
from customers.actions.records import find_or_create_guest
from customers.actions.sign_in import (
    ask_for_another_code,
    ask_for_code,
    delete_expired_proofs,
    issue_sign_in_link,
    send_sign_in_link,
    sign_in_by_code,
    sign_in_by_link,
)
from customers.contacts import Contact, email_contact, phone_contact
from customers.errors import (
    DeadLinkError,
    NotMobileError,
    SmsOffError,
    TooSoonError,
    WrongProofError,
)
from customers.models import ContactPoint, Customer, SignInProof
from customers.profiles import Profile
from customers.proofs import CODE_LIFE, LINK_LIFE, MAX_TRIES
from foundation.accounts.models import User
from foundation.core.actor import SYSTEM, Actor
from foundation.events.models import Event
from foundation.notifications.models import OutgoingMessage
from tests.conftest import NOON
from tests.factories.customers import EmailFactory

SOON = NOON + timedelta(seconds=20)


@pytest.fixture(autouse=True)
def texting(settings: Settings) -> None:
    settings.SMS_PROVIDER = "some.Provider"


@pytest.fixture
def address(customer: Customer) -> Contact:
    return EmailFactory(customer=customer, value="ha@thu.example").contact


def sent_code() -> str:
    return str(OutgoingMessage.objects.latest("pk").context["code"])


def sent_token() -> str:
    link = str(OutgoingMessage.objects.latest("pk").context["link"])
    return link.rstrip("/").rsplit("/", 1)[-1]


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_a_code_lets_the_customer_in(customer: Customer) -> None:
    proof = ask_for_code(phone_contact("0903442218"), at=NOON)

    login = sign_in_by_code(proof.handle, sent_code(), at=SOON)

    assert login == customer.login
    verb = Event.objects.filter(subject_id=customer.pk).latest("pk").verb
    assert verb == verbs.SIGNED_IN


def test_the_code_goes_as_a_secret_to_that_number_alone(
    customer: Customer, address: Contact
) -> None:
    ask_for_code(phone_contact("0903442218"), at=NOON)

    message = OutgoingMessage.objects.get()
    assert (message.channel, message.address) == ("sms", "+84903442218")
    assert message.routes == []
    assert message.is_secret
    assert "link" not in message.context


def test_a_message_to_an_address_carries_nothing_a_guest_typed(db: None) -> None:
    guest = Profile("Mua thuốc tại http://spam.example")
    find_or_create_guest(guest, contact="ha@thu.example", actor=SYSTEM, at=NOON)

    ask_for_code(email_contact("ha@thu.example"), at=NOON)

    message = OutgoingMessage.objects.get()
    assert message.recipient_name == ""
    assert set(message.context) == {"code", "minutes", "link"}


def test_only_hashes_are_kept(customer: Customer) -> None:
    ask_for_code(phone_contact("0903442218"), at=NOON)

    assert sent_code() not in SignInProof.objects.get().secret_hash


def test_a_strangers_number_gets_no_message_but_the_same_rows(db: None) -> None:
    ask_for_code(phone_contact("0903442218"), at=NOON)

    assert SignInProof.objects.count() == 1
    assert not OutgoingMessage.objects.exists()


def test_a_stranger_is_not_let_in(db: None) -> None:
    proof = ask_for_code(phone_contact("0903442218"), at=NOON)

    with pytest.raises(WrongProofError):
        sign_in_by_code(proof.handle, "000000", at=SOON)

    assert not User.objects.exists()


def test_a_wrong_code_is_refused(customer: Customer) -> None:
    proof = ask_for_code(phone_contact("0903442218"), at=NOON)

    with pytest.raises(WrongProofError):
        sign_in_by_code(proof.handle, other_than(sent_code()), at=SOON)

    proof.refresh_from_db()
    assert proof.attempts == 1
    assert proof.used_at is None


def test_the_right_code_comes_too_late_after_five_wrong_ones(
    customer: Customer,
) -> None:
    proof = ask_for_code(phone_contact("0903442218"), at=NOON)
    SignInProof.objects.update(attempts=MAX_TRIES)

    with pytest.raises(WrongProofError):
        sign_in_by_code(proof.handle, sent_code(), at=SOON)


def test_a_code_expires_after_five_minutes(customer: Customer) -> None:
    proof = ask_for_code(phone_contact("0903442218"), at=NOON)

    with pytest.raises(WrongProofError):
        sign_in_by_code(proof.handle, sent_code(), at=NOON + CODE_LIFE)


def test_a_code_works_once(customer: Customer) -> None:
    proof = ask_for_code(phone_contact("0903442218"), at=NOON)
    sign_in_by_code(proof.handle, sent_code(), at=SOON)

    with pytest.raises(WrongProofError):
        sign_in_by_code(proof.handle, sent_code(), at=SOON)


def test_a_code_read_elsewhere_is_of_no_use_to_another_browser(
    customer: Customer,
) -> None:
    ask_for_code(phone_contact("0903442218"), at=NOON)
    code = sent_code()
    other_browser = ask_for_code(phone_contact("0903442218"), at=NOON)

    with pytest.raises(WrongProofError):
        sign_in_by_code(other_browser.handle, code, at=SOON)


def test_another_code_has_to_wait_half_a_minute(customer: Customer) -> None:
    proof = ask_for_code(phone_contact("0903442218"), at=NOON)

    with pytest.raises(TooSoonError):
        ask_for_another_code(proof, at=NOON + timedelta(seconds=29))

    assert OutgoingMessage.objects.count() == 1


def test_another_code_goes_to_the_same_place(customer: Customer) -> None:
    proof = ask_for_code(phone_contact("0903442218"), at=NOON)
    later = NOON + timedelta(seconds=30)

    again = ask_for_another_code(proof, at=later)

    assert sign_in_by_code(again.handle, sent_code(), at=later) == customer.login


def test_the_first_proof_of_a_guest_makes_the_login_and_verifies(db: None) -> None:
    guest = find_or_create_guest(
        Profile("Nguyễn Thu Hà"), contact="0903442218", actor=SYSTEM, at=NOON
    )
    proof = ask_for_code(phone_contact("0903442218"), at=NOON)

    login = sign_in_by_code(proof.handle, sent_code(), at=SOON)

    guest.refresh_from_db()
    assert guest.login == login
    assert guest.contact_points.get().verified_at == SOON
    assert Event.objects.filter(verb=verbs.CONTACT_VERIFIED).count() == 1


def test_verifying_ends_the_sessions_that_were_there_before(
    customer: Customer,
) -> None:
    proof = ask_for_code(phone_contact("0903442218"), at=NOON)

    login = sign_in_by_code(proof.handle, sent_code(), at=SOON)

    assert login.session_version == 2


def test_a_removed_number_opens_nothing(customer: Customer, address: Contact) -> None:
    proof = ask_for_code(phone_contact("0903442218"), at=NOON)
    code = sent_code()
    ContactPoint.objects.filter(kind="phone").delete()

    with pytest.raises(WrongProofError):
        sign_in_by_code(proof.handle, code, at=SOON)


def test_a_closed_login_gets_no_code(customer: Customer) -> None:
    User.objects.update(is_active=False)

    ask_for_code(phone_contact("0903442218"), at=NOON)

    assert not OutgoingMessage.objects.exists()


def test_the_address_of_a_colleague_does_not_open_the_desk(agent_user: User) -> None:
    ask_for_code(email_contact(str(agent_user.email)), at=NOON)

    assert not OutgoingMessage.objects.exists()


def test_a_colleague_who_is_a_customer_gets_a_customers_login(
    agent_user: User, customer: Customer
) -> None:
    EmailFactory(customer=customer, value=agent_user.email)
    proof = ask_for_code(email_contact(str(agent_user.email)), at=NOON)

    login = sign_in_by_code(proof.handle, sent_code(), at=SOON)

    assert login != agent_user
    assert not login.is_staff_member


def test_without_a_provider_numbers_are_refused(settings: Settings, db: None) -> None:
    settings.SMS_PROVIDER, settings.DEMO = "", False

    with pytest.raises(SmsOffError):
        ask_for_code(phone_contact("0903442218"), at=NOON)


def test_a_landline_is_refused(db: None) -> None:
    with pytest.raises(NotMobileError):
        ask_for_code(phone_contact("024 3825 3355"), at=NOON)


def test_the_link_of_the_message_lets_in_from_any_browser(
    customer: Customer, address: Contact
) -> None:
    ask_for_code(address, at=NOON)

    assert sign_in_by_link(sent_token(), at=SOON) == customer.login


def test_code_and_link_of_one_message_are_one_proof(
    customer: Customer, address: Contact
) -> None:
    proof = ask_for_code(address, at=NOON)
    code = sent_code()
    sign_in_by_link(sent_token(), at=SOON)

    with pytest.raises(WrongProofError):
        sign_in_by_code(proof.handle, code, at=SOON)


def test_a_link_works_once(customer: Customer, address: Contact) -> None:
    ask_for_code(address, at=NOON)
    sign_in_by_link(sent_token(), at=SOON)

    with pytest.raises(DeadLinkError):
        sign_in_by_link(sent_token(), at=SOON)


def test_a_link_expires(customer: Customer, address: Contact) -> None:
    ask_for_code(address, at=NOON)

    with pytest.raises(DeadLinkError):
        sign_in_by_link(sent_token(), at=NOON + LINK_LIFE)


@pytest.mark.parametrize("token", ["", " ", "x", "x" * 500, "\u00e9"])
def test_a_made_up_link_is_refused(token: str, db: None) -> None:
    with pytest.raises(DeadLinkError):
        sign_in_by_link(token, at=NOON)


def test_a_handle_is_no_link(customer: Customer) -> None:
    proof = ask_for_code(phone_contact("0903442218"), at=NOON)

    with pytest.raises(DeadLinkError):
        sign_in_by_link(proof.handle, at=SOON)


def test_a_link_handed_out_opens_the_customers_login(customer: Customer) -> None:
    link = issue_sign_in_link(customer, at=NOON, life=timedelta(days=1))

    token = link.rstrip("/").rsplit("/", 1)[-1]
    assert sign_in_by_link(token, at=NOON + timedelta(hours=20)) == customer.login


def test_a_colleague_sends_a_link(
    customer: Customer, address: Contact, agent: Actor
) -> None:
    point = customer.contact_points.get(kind="email")

    send_sign_in_link(point, actor=agent, at=NOON)

    assert OutgoingMessage.objects.get().template == "sign-in-link"
    assert sign_in_by_link(sent_token(), at=SOON) == customer.login
    assert Event.objects.filter(verb=verbs.SIGN_IN_LINK_SENT).count() == 1


def test_a_link_is_not_sent_where_nothing_arrives(
    customer: Customer, agent: Actor, settings: Settings
) -> None:
    settings.SMS_PROVIDER, settings.DEMO = "", False

    with pytest.raises(SmsOffError):
        send_sign_in_link(customer.contact_points.get(), actor=agent, at=NOON)


def test_old_proofs_are_forgotten(customer: Customer) -> None:
    ask_for_code(phone_contact("0903442218"), at=NOON)

    delete_expired_proofs(at=NOON + timedelta(hours=23))
    assert SignInProof.objects.exists()

    delete_expired_proofs(at=NOON + timedelta(days=2))
    assert not SignInProof.objects.exists()
