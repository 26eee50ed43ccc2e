"""What the tests of the desk share: a ticket with words on it, and gaps in templates."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.test import Client

from customers.models import Customer
from foundation.accounts.enums import Role, Sight
from foundation.accounts.models import Team, User
from parts.models import Part, StockLocation
from tests.conftest import signed_in
from tests.factories.accounts import StaffFactory
from tests.factories.parts import LocationFactory, OfferFactory, PartFactory
from tests.factories.tickets import MessageFactory, TicketFactory
from tickets.models import Ticket

COMPONENTS = Path(settings.BASE_DIR / "templates" / "components")
COMMENT = re.compile(r"{% comment %}(.*?){% endcomment %}", re.DOTALL)


class Gaps(str):
    """Stands for whatever a template cannot find, and remembers what it was."""

    found: set[str]

    def __new__(cls) -> "Gaps":
        gaps = super().__new__(cls, "%s")
        gaps.found = set()
        return gaps

    def __mod__(self, name: object) -> str:
        self.found.add(str(name))
        return ""


def real(gaps: set[str]) -> set[str]:
    """Without the names that components say they may be given or not."""
    return {name for name in gaps if not name.startswith("can.")} - optional_names()


def optional_names() -> set[str]:
    """What the comments of components speak of, and what stands inside a block."""
    said = (COMMENT.findall(page.read_text()) for page in COMPONENTS.iterdir())
    return set(
        re.findall(
            r"[a-z_]+",
            " ".join(["content", *(word for words in said for word in words)]),
        )
    )


@pytest.fixture
def gaps() -> Iterator[set[str]]:
    """The names that templates looked for in vain."""
    engine = engines["django"].engine  # type: ignore[attr-defined]
    before, marker = engine.string_if_invalid, Gaps()
    engine.string_if_invalid = marker
    yield marker.found
    engine.string_if_invalid = before


@pytest.fixture
def mine(customer: Customer, team: Team, agent_user: User) -> Ticket:
    """A ticket of the agent, with the customer's first words."""
    ticket = TicketFactory(
        customer=customer, team=team, assignee=agent_user, public_count=1
    )
    MessageFactory(ticket=ticket)
    return ticket


@pytest.fixture
def keeper_user(db: None) -> User:
    """Who looks after the parts store."""
    return StaffFactory(
        name="Bùi Tường Lâm",
        email="lam@hongha.example",
        role=Role.WAREHOUSE,
        sees=Sight.ALL,
    )


@pytest.fixture
def keeper(keeper_user: User) -> Client:
    return signed_in(keeper_user)


@pytest.fixture
def depot(db: None) -> StockLocation:
    """The main store."""
    return LocationFactory.create(code="kho-chinh", name="Kho Thủ Đức")


@pytest.fixture
def pump(db: None) -> Part:
    """A part that one supplier sells, five at least."""
    part = PartFactory.create(sku="BX-WF95", name="Bơm xả WF-95", cost=180_000)
    OfferFactory.create(
        part=part,
        price=175_000,
        minimum_order=5,
        supplier__name="Điện máy Tân Phú",
        supplier__code="tan-phu",
    )
    return part
