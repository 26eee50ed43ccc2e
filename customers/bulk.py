"""Customers by the thousand, for imports, under the same rules as one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Coalesce

from customers import verbs
from customers.enums import ContactKind
from customers.models import ContactPoint, Customer
from foundation.core.actor import Actor
from foundation.core.bulk_insert import insert_rows
from foundation.core.refs import Ref
from foundation.events.bulk import Happening, record_all


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person as a shop system knows them: clean name, E.164 number, maybe an address."""

    name: str
    phone: str
    email: str = ""


@transaction.atomic
def find_or_create_customers(
    newcomers: Sequence[Newcomer], *, actor: Actor, at: datetime
) -> dict[str, int]:
    """The customer of every telephone number, new ones where nobody has it.

    The number alone decides who somebody is: clerks type one e-mail address for many
    buyers. Known customers keep their name and addresses as they are. Raises
    IntegrityError when somebody else enters one of the numbers at the same moment.
    """
    found = customers_by_phone({person.phone for person in newcomers})
    # Sorted, so that two imports wait for each other instead of deadlocking.
    new = sorted(
        {c.phone: c for c in reversed(newcomers) if c.phone not in found}.values(),
        key=lambda person: person.phone,
    )
    if new:
        found |= _create_customers(new, actor=actor, at=at)
    return found


def customers_by_phone(phones: set[str]) -> dict[str, int]:
    """The living customer of each number that somebody has."""
    living = Coalesce("customer__merged_into_id", "customer_id")
    points = ContactPoint.objects.filter(kind=ContactKind.PHONE, value__in=phones)
    return dict(points.values_list("value", living))


def _create_customers(
    newcomers: Sequence[Newcomer], *, actor: Actor, at: datetime
) -> dict[str, int]:
    ids = insert_rows(Customer, ("name",), [(person.name,) for person in newcomers])
    created = list(zip(ids, newcomers, strict=True))
    insert_rows(
        ContactPoint,
        ("customer", "kind", "value", "is_primary"),
        [(pk, str(ContactKind.PHONE), person.phone, True) for pk, person in created],
    )
    _add_addresses(created)
    table = Customer._meta.label_lower
    record_all(
        [Happening(Ref(table, str(pk)), verbs.CUSTOMER_CREATED) for pk in ids],
        actor=actor,
        at=at,
    )
    return {person.phone: pk for pk, person in created}


def _add_addresses(created: Sequence[tuple[int, Newcomer]]) -> None:
    """Their addresses; one that somebody has already stays theirs."""
    ContactPoint.objects.bulk_create(
        (
            ContactPoint(
                customer_id=pk,
                kind=ContactKind.EMAIL,
                value=person.email,
                is_primary=True,
            )
            for pk, person in created
            if person.email
        ),
        ignore_conflicts=True,
    )
