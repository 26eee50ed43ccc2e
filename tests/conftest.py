"""The cast: who appears in most tests, and their clients."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from customers.models import Customer
from foundation.accounts.enums import Role, Sight
from foundation.accounts.models import Team, User
from foundation.core.actor import Actor, customer_actor, staff_actor
from tests.factories.accounts import CustomerLoginFactory, StaffFactory, TeamFactory
from tests.factories.customers import CustomerFactory, PhoneFactory
from tests.factories.tickets import TicketFactory
from tickets.models import Ticket

# Pages are drawn without hashed file names, so no test waits for collectstatic.
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)

# An answer is out when its request is; tests of the seconds in between ask for them.
settings.UNDO_SECONDS = 0

# A Friday, 15:00 in Ho Chi Minh City, inside working hours.
NOON = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    """The language of the house, whatever the test before has asked for."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """What a process keeps for a minute would outlive the rows of the test before."""
    cache.clear()


@pytest.fixture
def team(db: None) -> Team:
    return TeamFactory(name="Gia dụng", code="gia-dung")


@pytest.fixture
def other_team(db: None) -> Team:
    return TeamFactory(name="Điện tử", code="dien-tu")


@pytest.fixture
def agent_user(team: Team) -> User:
    return StaffFactory(name="Trần Minh Quân", email="quan@hongha.example", team=team)


@pytest.fixture
def other_agent_user(other_team: Team) -> User:
    return StaffFactory(
        name="Lê Hoàng Nam", email="nam@hongha.example", team=other_team
    )


@pytest.fixture
def lead_user(team: Team) -> User:
    return StaffFactory(
        name="Phạm Thùy Dung",
        email="dung@hongha.example",
        role=Role.LEAD,
        team=team,
        sees=Sight.ALL,
    )


@pytest.fixture
def manager_user(db: None) -> User:
    return StaffFactory(
        name="Đỗ Thanh Tùng",
        email="tung@hongha.example",
        role=Role.MANAGER,
        sees=Sight.ALL,
    )


@pytest.fixture
def admin_user(db: None) -> User:
    return StaffFactory(
        name="Vũ Hải Yến", email="yen@hongha.example", role=Role.ADMIN, sees=Sight.ALL
    )


@pytest.fixture
def agent(agent_user: User) -> Actor:
    return staff_actor(agent_user.pk)


@pytest.fixture
def lead(lead_user: User) -> Actor:
    return staff_actor(lead_user.pk)


@pytest.fixture
def customer(db: None) -> Customer:
    found = CustomerFactory(
        name="Nguyễn Thu Hà",
        salutation="chi",
        login=CustomerLoginFactory(name="Nguyễn Thu Hà"),
    )
    PhoneFactory(customer=found, value="+84903442218", is_primary=True)
    return found


@pytest.fixture
def other_customer(db: None) -> Customer:
    found = CustomerFactory(
        name="Lý Thanh Mai", login=CustomerLoginFactory(name="Lý Thanh Mai")
    )
    PhoneFactory(customer=found, value="+84912345678", is_primary=True)
    return found


@pytest.fixture
def by_customer(customer: Customer) -> Actor:
    return customer_actor(customer.pk, customer.login_id)


@pytest.fixture
def ticket(customer: Customer, team: Team) -> Ticket:
    return TicketFactory(customer=customer, team=team)


def signed_in(user: User) -> Client:
    """A browser in which `user` is signed in."""
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def agent_client(agent_user: User) -> Client:
    return signed_in(agent_user)


@pytest.fixture
def other_agent_client(other_agent_user: User) -> Client:
    return signed_in(other_agent_user)


@pytest.fixture
def lead_client(lead_user: User) -> Client:
    return signed_in(lead_user)


@pytest.fixture
def manager_client(manager_user: User) -> Client:
    return signed_in(manager_user)


@pytest.fixture
def admin_client(admin_user: User) -> Client:
    return signed_in(admin_user)


@pytest.fixture
def customer_client(customer: Customer) -> Client:
    assert customer.login is not None
    return signed_in(customer.login)


@pytest.fixture
def other_customer_client(other_customer: Customer) -> Client:
    assert other_customer.login is not None
    return signed_in(other_customer.login)
