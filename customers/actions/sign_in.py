"""How customers come in: by a code or a one-time link, never by a password."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers import proofs, verbs
from customers.actions.contact_points import ensure_login, verify_contact_point
from customers.contacts import Contact
from customers.enums import ContactKind, ProofKind
from customers.errors import (
    DeadLinkError,
    NoContactError,
    NotMobileError,
    SmsOffError,
    TooSoonError,
    WrongProofError,
)
from customers.models import ContactPoint, Customer, SignInProof
from customers.queries import (
    CHANNELS,
    can_deliver,
    code_key,
    code_proof,
    is_sms_on,
    link_proof,
)
from foundation.accounts.models import User
from foundation.core.actor import Actor, customer_actor
from foundation.core.db import locked
from foundation.core.errors import DomainError
from foundation.core.refs import Ref, ref
from foundation.events.actions import record
from foundation.notifications.actions import queue_message
from foundation.notifications.labels import register
from foundation.notifications.recipients import Recipient

register("sign-in-code", _("Mã đăng nhập"))
register("sign-in-link", _("Đường dẫn đăng nhập"))

CUSTOMER = Customer._meta.label_lower
# Kept for a while, so that a late code is "expired" to the eyes of support as well.
KEEP_PROOFS = timedelta(days=1)


def ask_for_code(contact: Contact, *, at: datetime) -> SignInProof:
    """Send a code to a number or address, if it is a customer's.

    A stranger's gets none, but neither the answer nor the rows written tell so.
    Refuses only what is true of the address itself: that no message gets there.
    """
    if contact.kind == ContactKind.PHONE and not is_sms_on():
        raise SmsOffError
    if not can_deliver(contact):
        raise NotMobileError
    return _send_code(contact, at=at)


def ask_for_another_code(last: SignInProof, *, at: datetime) -> SignInProof:
    """Send a new code to where the last one went, after half a minute."""
    if last.seconds_to_resend(at):
        raise TooSoonError
    return _send_code(last.contact, at=at)


def sign_in_by_code(handle: str, code: str, *, at: datetime) -> User:
    """The login of the customer who shows the code sent to their number or address.

    Refuses a wrong, used or expired one, and everything after the fifth try. The try
    is counted and kept before the code is looked at, so that no race wins a free one.
    """
    tried = SignInProof.objects.filter(
        handle=handle,
        kind=ProofKind.CODE,
        used_at=None,
        expires_at__gt=at,
        attempts__lt=proofs.MAX_TRIES,
    ).update(attempts=F("attempts") + 1)
    proof = code_proof(handle) if tried else None
    shown = proofs.code_digest(handle, code)
    if not proofs.matches(proof.secret_hash if proof else "", shown) or proof is None:
        raise WrongProofError
    return _accept(proof, refusal=WrongProofError(), at=at)


def sign_in_by_link(token: str, *, at: datetime) -> User:
    """The login of the customer who followed a one-time link and pressed the button."""
    proof = link_proof(token, at=at)
    return _accept(proof, refusal=DeadLinkError(), at=at)


@transaction.atomic
def send_sign_in_link(point: ContactPoint, *, actor: Actor, at: datetime) -> None:
    """Write a one-time link to a customer who asked a colleague for it."""
    contact = point.contact
    if not can_deliver(contact):
        raise NotMobileError if is_sms_on() else SmsOffError
    proof, link = _new_link(contact, life=proofs.LINK_LIFE, at=at)
    minutes = proofs.LINK_LIFE // timedelta(minutes=1)
    queue_message(
        "sign-in-link",
        to=_addressee(contact, point.customer),
        about=ref(point.customer),
        dedupe_key=f"sign-in-link:{proof.pk}",
        context={"link": link, "minutes": minutes},
        is_secret=True,
    )
    record(
        point.customer,
        verbs.SIGN_IN_LINK_SENT,
        actor=actor,
        at=at,
        contact_id=point.pk,
    )


def issue_sign_in_link(
    customer: Customer, *, at: datetime, life: timedelta = proofs.LINK_LIFE
) -> str:
    """A one-time link for `customer`, to be handed over by the caller."""
    point = customer.contact_points.order_by("kind", "-is_primary", "pk").first()
    if point is None:
        raise NoContactError
    return _new_link(point.contact, life=life, at=at)[1]


def delete_expired_proofs(*, at: datetime) -> None:
    """Forget proofs a day after they expired."""
    SignInProof.objects.filter(expires_at__lt=at - KEEP_PROOFS).delete()


@transaction.atomic
def _send_code(contact: Contact, *, at: datetime) -> SignInProof:
    handle, code = proofs.new_token(), proofs.new_code()
    proof = SignInProof.objects.create(
        kind=ProofKind.CODE,
        channel=contact.kind,
        address=contact.value,
        secret_hash=proofs.code_digest(handle, code),
        handle=handle,
        expires_at=at + proofs.CODE_LIFE,
        created_at=at,
    )
    context = {"code": code, "minutes": proofs.CODE_LIFE // timedelta(minutes=1)}
    if contact.kind == ContactKind.EMAIL:
        context["link"] = _new_link(contact, life=proofs.LINK_LIFE, at=at)[1]
    owner = _owner_of(contact)
    with transaction.atomic():
        queue_message(
            "sign-in-code",
            to=_addressee(contact, owner.customer if owner else Customer()),
            about=Ref(CUSTOMER, str(owner.customer_id if owner else 0)),
            dedupe_key=code_key(proof),
            context=context,
            is_secret=True,
        )
        if owner is None:
            # The same work, taken back: not even the time may tell who is known.
            transaction.set_rollback(True)
    return proof


def _new_link(
    contact: Contact, *, life: timedelta, at: datetime
) -> tuple[SignInProof, str]:
    token = proofs.new_token()
    hashed = proofs.link_digest(token)
    proof = SignInProof.objects.create(
        kind=ProofKind.LINK,
        channel=contact.kind,
        address=contact.value,
        secret_hash=hashed,
        # A link opens in any browser, so it is found by its own hash.
        handle=hashed,
        expires_at=at + life,
        created_at=at,
    )
    path = reverse("customers:sign_in_link", args=[token])
    return proof, f"{settings.BASE_URL}{path}"


def _addressee(contact: Contact, customer: Customer) -> Recipient:
    # Without the name: a guest may have written anything into it, and somebody
    # else's address beside it.
    return Recipient(
        name="",
        routes=((CHANNELS[contact.kind], contact.value),),
        locale=customer.locale,
        customer_ref=str(customer.pk),
    )


def _owner_of(contact: Contact) -> ContactPoint | None:
    """Whose contact point it is, unless their login was closed."""
    return (
        ContactPoint.objects.select_related("customer")
        .filter(kind=contact.kind, value=contact.value)
        .exclude(customer__login__is_active=False)
        .first()
    )


@transaction.atomic
def _accept(proof: SignInProof, *, refusal: DomainError, at: datetime) -> User:
    point = _owner_of(proof.contact)
    if point is None:
        raise refusal
    # Before the proofs: two of one address would else wait for each other.
    customer = locked(point.customer)
    unused = SignInProof.objects.filter(pk=proof.pk, used_at=None)
    if not unused.update(used_at=at):
        raise refusal
    actor = customer_actor(customer.pk, customer.login_id)
    verify_contact_point(point, actor=actor, at=at)
    login = ensure_login(customer, actor=actor, at=at)
    # The code and the link of one message are one proof.
    SignInProof.objects.filter(
        channel=proof.channel, address=proof.address, used_at=None
    ).update(used_at=at)
    record(customer, verbs.SIGNED_IN, actor=actor, at=at, by=str(proof.kind))
    return login
