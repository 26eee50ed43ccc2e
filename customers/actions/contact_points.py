"""How our customers can be reached: adding, dropping, preferring, proving."""

from datetime import datetime

from django.db import IntegrityError, models, transaction

from customers import verbs
from customers.actions.holding import held
from customers.contacts import Contact
from customers.errors import (
    ContactTakenError,
    ContactUnprovenError,
    LastContactError,
    TooManyContactsError,
)
from customers.models import ContactPoint, Customer
from foundation.accounts.enums import UserKind
from foundation.accounts.models import User
from foundation.core.actor import Actor, ActorKind
from foundation.core.db import locked
from foundation.events.actions import record

MAX_CONTACT_POINTS = 10  # more is a mistake of an import, not a person


@transaction.atomic
def add_contact_point(
    customer: Customer, contact: Contact, *, actor: Actor, at: datetime
) -> ContactPoint:
    """Give a customer one more number or address; the first of its kind is primary.

    Refuses customers themselves: whoever may name an address without proof would
    catch the later messages and tickets of its owner. Refuses a merged record.
    """
    if actor.kind == ActorKind.CUSTOMER:
        raise ContactUnprovenError
    customer = held(customer)
    known = list(customer.contact_points.all())
    if len(known) >= MAX_CONTACT_POINTS:
        raise TooManyContactsError
    is_first = all(point.kind != contact.kind for point in known)
    try:
        with transaction.atomic():
            point = customer.contact_points.create(
                kind=contact.kind,
                value=contact.value,
                is_primary=is_first,
                created_at=at,
            )
    except IntegrityError as error:
        raise ContactTakenError(field=str(contact.kind)) from error
    _record(point, verbs.CONTACT_ADDED, actor=actor, at=at)
    return point


@transaction.atomic
def remove_contact_point(point: ContactPoint, *, actor: Actor, at: datetime) -> None:
    """Drop a number or address, but never the last; the next of its kind takes over."""
    customer = locked(point.customer)
    point = locked(point)
    others = customer.contact_points.exclude(pk=point.pk)
    if not others.exists():
        raise LastContactError
    _record(point, verbs.CONTACT_REMOVED, actor=actor, at=at)
    was_primary, kind = point.is_primary, point.kind
    point.delete()
    if was_primary:
        heir = customer.contact_points.filter(kind=kind).order_by(
            models.F("verified_at").asc(nulls_last=True), "pk"
        )
        customer.contact_points.filter(pk__in=heir.values("pk")[:1]).update(
            is_primary=True
        )


@transaction.atomic
def make_primary(point: ContactPoint, *, actor: Actor, at: datetime) -> ContactPoint:
    """Prefer this number or address over the others of its kind."""
    customer = locked(point.customer)
    point = locked(point)
    if point.is_primary:
        return point
    # First down, then up: the database allows one primary per kind at any moment.
    customer.contact_points.filter(kind=point.kind).update(is_primary=False)
    point.is_primary = True
    point.save(update_fields=["is_primary"])
    _record(point, verbs.CONTACT_MADE_PRIMARY, actor=actor, at=at)
    return point


@transaction.atomic
def verify_contact_point(
    point: ContactPoint, *, actor: Actor, at: datetime
) -> ContactPoint:
    """Keep that its owner has shown to receive there.

    The first proof ends every session that was begun before it, so that nobody who
    got in earlier stays in.
    """
    customer = locked(point.customer)
    point = locked(point)
    if point.verified_at is not None:
        return point
    point.verified_at = at
    point.save(update_fields=["verified_at"])
    if customer.login_id is not None:
        User.objects.filter(pk=customer.login_id).update(
            session_version=models.F("session_version") + 1
        )
    _record(point, verbs.CONTACT_VERIFIED, actor=actor, at=at)
    return point


@transaction.atomic
def ensure_login(customer: Customer, *, actor: Actor, at: datetime) -> User:
    """The customer's login, made at the first proof. It has no password and no e-mail."""
    customer = locked(customer)
    if customer.login is not None:
        return customer.login
    login = User.objects.create_user(
        kind=UserKind.CUSTOMER, name=customer.name[:120], locale=customer.locale
    )
    customer.login = login
    customer.save(update_fields=["login"])
    record(customer, verbs.LOGIN_CREATED, actor=actor, at=at, login_id=login.pk)
    return login


def _record(point: ContactPoint, verb: str, *, actor: Actor, at: datetime) -> None:
    record(
        point.customer,
        verb,
        actor=actor,
        at=at,
        contact_id=point.pk,
        kind=str(point.kind),
    )
