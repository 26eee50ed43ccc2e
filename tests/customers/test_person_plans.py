"""A person's records are found by index, however many customers there are."""

import pytest
from django.db import connection
from django.db.models import QuerySet

from customers.models import Customer
from tickets.models import Ticket


@pytest.fixture(autouse=True)
def as_if_large(db: None) -> None:
    """Small tables are read whole by preference; here that is the last resort."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")


def reads_all_customers(found: QuerySet[Customer] | QuerySet[Ticket]) -> bool:
    return "Seq Scan on customers_customer" in found.explain()


def test_what_a_login_may_see_is_found_by_index(customer: Customer) -> None:
    login = customer.login
    assert login is not None

    assert not reads_all_customers(Customer.objects.visible_to(login))
    assert not reads_all_customers(Ticket.objects.visible_to(login))


def test_the_records_of_a_person_are_found_by_index(customer: Customer) -> None:
    records = Customer.objects.of_person(customer)

    assert not reads_all_customers(records)
    assert not reads_all_customers(Ticket.objects.filter(customer__in=records))
