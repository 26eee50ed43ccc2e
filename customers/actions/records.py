"""Who our customers are: entering, finding and correcting them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from customers import verbs
from customers.actions.contact_points import add_contact_point
from customers.actions.holding import held
from customers.contacts import Contact, given_contacts, read_contact
from customers.errors import ContactTakenError
from customers.models import ContactPoint, Customer
from customers.profiles import FIELDS, Profile
from foundation.core.actor import Actor
from foundation.core.refs import ref
from foundation.events.actions import record
from foundation.events.models import Event

# A colleague who looks again within the hour has not opened the record twice.
VIEW_ONCE_PER = timedelta(hours=1)
# Each try loses to another writer who committed; nobody loses this often.
MAX_TRIES = 5


@transaction.atomic
def create_customer(
    profile: Profile, *, phone: str = "", email: str = "", actor: Actor, at: datetime
) -> Customer:
    """Enter a new customer. Refuses a number or address that belongs to another."""
    contacts = given_contacts(phone, email)
    try:
        with transaction.atomic():
            return _enter(profile, contacts, actor=actor, at=at)
    except IntegrityError as error:
        taken = _by_contact(contacts)
        kind = next((c.kind for c in contacts if c.value in taken), contacts[0].kind)
        raise ContactTakenError(field=str(kind)) from error


@transaction.atomic
def find_or_create_by_contact(
    profile: Profile, *, phone: str = "", email: str = "", actor: Actor, at: datetime
) -> Customer:
    """The customer with this number, else this address, else a new one.

    For sources that know the person: a caller's agent, a shop system. A known
    customer keeps their name and gains what was missing, unless it is another's.
    """
    contacts = given_contacts(phone, email)
    customer = _find_or_enter(profile, contacts, actor=actor, at=at)
    if len(contacts) > 1:
        _add_missing(customer, contacts, actor=actor, at=at)
    return customer


@transaction.atomic
def find_or_create_guest(
    profile: Profile, *, contact: str, actor: Actor, at: datetime
) -> Customer:
    """The customer behind what a guest typed, else a new one.

    One contact only, and nothing of a known customer changes: a guest who could
    attach an own address to somebody's number would read that person's messages.
    """
    return _find_or_enter(profile, [read_contact(contact)], actor=actor, at=at)


@transaction.atomic
def edit_customer(
    customer: Customer, profile: Profile, *, actor: Actor, at: datetime
) -> Customer:
    """Correct name, form of address, language or place. Refuses a merged record."""
    customer = held(customer)
    new = profile.cleaned()
    changed = [name for name in FIELDS if getattr(new, name) != getattr(customer, name)]
    if not changed:
        return customer
    for name in changed:
        setattr(customer, name, getattr(new, name))
    customer.save(update_fields=changed)
    record(customer, verbs.CUSTOMER_EDITED, actor=actor, at=at, fields=changed)
    return customer


@transaction.atomic
def note_view(customer: Customer, *, actor: Actor, at: datetime) -> None:
    """Keep that a colleague opened the record; once per colleague and hour."""
    about = ref(customer)
    is_known = Event.objects.filter(
        subject_type=about.type,
        subject_id=about.id,
        verb=verbs.CUSTOMER_VIEWED,
        actor_user_id=actor.user_id,
        at__gt=at - VIEW_ONCE_PER,
    ).exists()
    if not is_known:
        record(customer, verbs.CUSTOMER_VIEWED, actor=actor, at=at)


def _find_or_enter(
    profile: Profile, contacts: Sequence[Contact], *, actor: Actor, at: datetime
) -> Customer:
    for _attempt in range(MAX_TRIES):
        found = _by_contact(contacts)
        for contact in contacts:
            if contact.value in found:
                return found[contact.value]
        try:
            with transaction.atomic():
                return _enter(profile, contacts, actor=actor, at=at)
        except IntegrityError:
            # Somebody entered one of them between our look and our write.
            continue
    raise ContactTakenError


def _by_contact(contacts: Sequence[Contact]) -> dict[str, Customer]:
    """Who has them, in the records where they go on."""
    points = ContactPoint.objects.select_related("customer__merged_into").filter(
        value__in=[contact.value for contact in contacts]
    )
    return {point.value: point.customer.living for point in points}


def _enter(
    profile: Profile, contacts: Sequence[Contact], *, actor: Actor, at: datetime
) -> Customer:
    new = profile.cleaned()
    customer = Customer.objects.create(
        **{name: getattr(new, name) for name in FIELDS}, created_at=at
    )
    ContactPoint.objects.bulk_create(
        ContactPoint(
            customer=customer,
            kind=contact.kind,
            value=contact.value,
            is_primary=True,
            created_at=at,
        )
        for contact in contacts
    )
    record(
        customer,
        verbs.CUSTOMER_CREATED,
        actor=actor,
        at=at,
        contacts=[str(contact.kind) for contact in contacts],
    )
    return customer


def _add_missing(
    customer: Customer, contacts: Sequence[Contact], *, actor: Actor, at: datetime
) -> None:
    found = _by_contact(contacts)
    for contact in contacts:
        if contact.value not in found:
            try:
                with transaction.atomic():
                    add_contact_point(customer, contact, actor=actor, at=at)
            except ContactTakenError:
                continue
