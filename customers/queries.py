"""How to reach a customer, and how to find one."""

import re
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from customers.contacts import Contact, phone_contact
from customers.enums import ContactKind, ProofKind
from customers.errors import DeadLinkError
from customers.models import (
    LIVING,
    ContactPoint,
    Customer,
    CustomerQuerySet,
    SignInProof,
)
from customers.proofs import link_digest
from foundation.accounts.enums import Sight
from foundation.accounts.models import User
from foundation.core.columns import among
from foundation.core.errors import PhoneError
from foundation.core.phones import is_mobile
from foundation.core.refs import ref
from foundation.core.text import fold
from foundation.events.models import Event, EventLink
from foundation.notifications.enums import Channel
from foundation.notifications.models import OutgoingMessage
from foundation.notifications.recipients import Recipient

# A search looks at so many matches at most: a common word must not read the table.
FENCE = 2000
MAX_WORDS = 6
MAX_TEXT = 100
MIN_DIGITS = 3  # "218" is how the desk remembers a number
DEMO_SIGN_INS = 3
HOME_PREFIX = "+84"
PHONE_SHAPE = re.compile(r"\+?[0-9 ().\-]+")
CHANNELS = {ContactKind.EMAIL: Channel.EMAIL, ContactKind.PHONE: Channel.SMS}


def is_sms_on() -> bool:
    """Whether text messages leave the house; in demo mode they show in the desk."""
    return bool(settings.SMS_PROVIDER) or settings.DEMO


def can_deliver(contact: Contact) -> bool:
    """Whether a message to `contact` has a way out."""
    if contact.kind == ContactKind.EMAIL:
        return True
    return is_sms_on() and is_mobile(contact.value)


def recipient_of(customer: Customer) -> Recipient:
    """The customer as somebody to write to, by every route that works, best first.

    Proven addresses, then numbers, then addresses nobody has confirmed; of each those
    of the living record before those merged into it. With no route the message fails
    at once, and somebody has to telephone.
    """
    customer, points = customer.living, customer.reachable_by
    points = [point for point in points if can_deliver(point.contact)]
    points.sort(key=lambda point: _preference(point, customer))
    return Recipient(
        name=customer.name,
        routes=tuple((CHANNELS[point.contact.kind], point.value) for point in points),
        locale=customer.locale,
        customer_ref=str(customer.pk),
    )


def customer_of(user: User) -> Customer | None:
    """The living record of the customer who is signed in by `user`, if it is one."""
    if not user.is_active or user.is_staff_member:
        return None
    return Customer.objects.signed_in_by(user).living().first()


def records_in(pk: int) -> CustomerQuerySet:
    """The record with this key and those merged into it, for lists of their things."""
    return Customer.objects.going_on_in(pk)


def events_of(customer: Customer, user: User) -> QuerySet[Event]:
    """What happened to a person, and to their things as far as `user` sees all.

    The floors above know who may see which ticket; here, whoever sees only some of
    them is shown what happened to the customer and to what they bought.
    """
    about = ref(customer)
    records = Customer.objects.of_person(customer).values_list("pk", flat=True)
    linked = EventLink.objects.filter(
        type=about.type, thing_id__in=[str(pk) for pk in records]
    )
    found = Event.objects.filter(pk__in=linked.values("event"))
    if user.sees == Sight.ALL:
        return found
    return found.filter(
        Q(subject_type=about.type) | Q(subject_type__startswith="catalog.")
    )


def code_proof(handle: str) -> SignInProof | None:
    """The code that was asked for by the browser that holds `handle`."""
    return SignInProof.objects.filter(handle=handle, kind=ProofKind.CODE).first()


def link_proof(token: str, *, at: datetime) -> SignInProof:
    """The unused link with this token, or DeadLinkError: one answer to every other."""
    proof = SignInProof.objects.filter(
        handle=link_digest(token), kind=ProofKind.LINK, used_at=None, expires_at__gt=at
    ).first()
    if proof is None:
        raise DeadLinkError
    return proof


def demo_sign_ins() -> list[dict[str, str]]:
    """Somebody of the sample shop to sign in as; nobody outside demo mode."""
    if not settings.DEMO:
        return []
    first = Customer.objects.prefetch_related("contact_points").order_by("pk")
    return [
        {"label": customer.name, "identifier": customer.phone or customer.email}
        for customer in first[:DEMO_SIGN_INS]
    ]


def demo_code(proof: SignInProof) -> str:
    """The code that went out, for the page to show; never outside demo mode."""
    if not settings.DEMO:
        return ""
    sent = OutgoingMessage.objects.filter(dedupe_key=code_key(proof)).first()
    return str(sent.context.get("code", "")) if sent else ""


def code_key(proof: SignInProof) -> str:
    """The name of the message that carries a code."""
    return f"sign-in-code:{proof.pk}"


def search(
    customers: CustomerQuerySet, text: str, *, fence: int = FENCE
) -> CustomerQuerySet:
    """Those of `customers` with this name (marks or none), number, its end, or address.

    Words match the beginnings of the words of a name; all must match. Who was merged is
    found in the living record. The matches are collected behind a limit, before anything
    is sorted.
    """
    wanted = text.strip()[:MAX_TEXT]
    if not wanted:
        return customers
    return customers.filter(among("pk", living_keys(wanted, fence)))


def living_keys(text: str, fence: int) -> QuerySet[Any, Any]:
    """The keys of the records in which the newest `fence` people called so go on.

    In this order a name that half of them have is read off the end of the table.
    """
    matches = Customer.objects.filter(matching(text)).order_by("-pk")
    return matches.values_list(LIVING, flat=True)[:fence]


def with_phone(customers: CustomerQuerySet, phone: str) -> CustomerQuerySet:
    """Those with this number, whole or its end."""
    return _living(customers, _has_phone(phone))


def with_email(customers: CustomerQuerySet, email: str) -> CustomerQuerySet:
    """Those with exactly this address, in any case."""
    is_theirs = _has_contact(kind=ContactKind.EMAIL, value=email.strip().lower())
    return _living(customers, is_theirs)


def _living(customers: CustomerQuerySet, found: Q) -> CustomerQuerySet:
    """Those of `customers` in whose record somebody so `found` goes on."""
    matches = Customer.objects.filter(found).values_list(LIVING)[:FENCE]
    return customers.filter(pk__in=matches)


def _preference(point: ContactPoint, living: Customer) -> tuple[int, bool, bool, int]:
    proven = 0 if point.verified_at else 2
    rank = 1 if point.is_phone else proven
    return rank, point.customer_id != living.pk, not point.is_primary, point.pk


def is_phone_like(text: str) -> bool:
    """Whether `text` may be a telephone number or the end of one."""
    digits = sum(letter.isdigit() for letter in text)
    return digits >= MIN_DIGITS and PHONE_SHAPE.fullmatch(text.strip()) is not None


def matching(text: str) -> Q:
    """Whoever has this name, number, its end, or address, as a condition without limit
    on names: who joins it with what they may see limits that."""
    if PHONE_SHAPE.fullmatch(text):
        return _has_phone(text)
    if "@" in text:
        return _has_contact(
            kind=ContactKind.EMAIL, value__startswith=text.lower().strip()
        )
    found = Q()
    for word in fold(text).split()[:MAX_WORDS]:
        found &= _has_phone(word) if _is_number(word) else _has_word(word)
    return found


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) >= MIN_DIGITS


def _has_word(word: str) -> Q:
    # Two patterns the trigram index can answer even for a word of two letters.
    return Q(name_folded__startswith=word) | Q(name_folded__contains=f" {word}")


def _has_phone(text: str) -> Q:
    try:
        whole = phone_contact(text).value
    except PhoneError:
        return _has_part_of_phone(text.strip())
    return _has_contact(kind=ContactKind.PHONE, value=whole)


def _has_part_of_phone(text: str) -> Q:
    digits = re.sub("[^0-9]", "", text)
    if len(digits) < MIN_DIGITS:
        return Q(pk__in=[])
    if text.startswith("+"):
        return _has_contact(kind=ContactKind.PHONE, value__startswith=f"+{digits}")
    found = ContactPoint.ending_in(digits)
    if text.startswith("0"):  # which may as well be a digit in the middle of "…035"
        found |= Q(value__startswith=f"{HOME_PREFIX}{digits[1:]}")
    return _has_contact(found, kind=ContactKind.PHONE)


def _has_contact(*conditions: Q, **named: str) -> Q:
    points = ContactPoint.objects.filter(*conditions, **named).order_by()
    return Q(among("pk", points.values("customer_id")[:FENCE]))
