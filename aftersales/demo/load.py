"""Loads the demo shop by calling actions, as people would have: the last sixty days."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from aftersales.demo import names
from aftersales.demo.claims import seed_claims
from aftersales.demo.counter import answer_the_telephone, serve_the_counter
from aftersales.demo.covers import cover_purchase, live_covers
from aftersales.demo.day import keep_tools
from aftersales.demo.example import live_example
from aftersales.demo.hands import sort_cases, work_together
from aftersales.demo.lives import live_ticket
from aftersales.demo.parts import seed_parts
from aftersales.demo.places import open_places
from aftersales.demo.products import PRODUCTS, DemoProduct
from aftersales.demo.quality import look_back
from aftersales.demo.rosters import give_work
from aftersales.demo.routing import find_owners
from aftersales.demo.staff import STAFF, TEAMS
from aftersales.demo.stories import STORIES, Story
from aftersales.demo.tools import write_tools
from aftersales.demo.warranty import seed_policies
from catalog.actions.products import ProductFacts, create_product
from catalog.actions.purchases import record_purchase
from catalog.enums import SalesChannel
from catalog.models import Unit
from catalog.receipts import Buyer, Receipt, ReceiptHead, ReceiptLine
from customers.actions.benefits import grant_benefits
from customers.actions.records import create_customer
from customers.enums import Tier
from customers.models import Customer
from customers.profiles import Profile
from foundation.accounts.actions.people import NewStaff, Rights, create_staff
from foundation.accounts.actions.teams import create_team
from foundation.accounts.enums import Role
from foundation.accounts.models import Team, User
from foundation.accounts.queries import DEMO_PASSWORD
from foundation.core.actor import SYSTEM
from surveys.actions.settings import Timing, change_timing
from surveys.models import Survey
from tickets.first_policies import ensure_first_policies

DAYS = 60
SEED = 2026  # the same shop on every machine
# Every thirtieth customer is in this tier, and so on; the rarest counts.
ONE_IN = {30: Tier.DIAMOND, 10: Tier.GOLD, 6: Tier.SILVER, 3: Tier.MEMBER}

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is of everything."""

    n_customers: int = 200
    n_purchases: int = 300
    n_tickets: int = 150


@dataclass(slots=True)
class DemoShop:
    """What has been made so far."""

    random: Random
    at: datetime
    size: Size
    staff: list[User] = field(default_factory=list)
    customers: list[Customer] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)

    def days_ago(self, most: float, least: float = 0.05) -> datetime:
        """Some moment of a working day within the last `most` days."""
        ago = timedelta(days=self.random.uniform(least, most))
        moment = self.at - ago
        hour = self.random.choice([2, 2, 3, 3, 4, 6, 7, 7, 8, 9])
        day = moment.replace(hour=hour, minute=self.random.randrange(60), second=0)
        return min(day, self.at - timedelta(minutes=5))

    def agents(self) -> list[User]:
        """Who answers tickets."""
        return [user for user in self.staff if user.role in {Role.AGENT, Role.LEAD}]


def load_demo(at: datetime, say: Say, size: Size | None = None) -> None:
    """Fill an empty system with the demo shop; about twenty seconds."""
    shop = DemoShop(Random(SEED), at, size or Size())  # noqa: S311 - a believable shop needs no secrecy
    _hire(shop)
    _ask_soon(shop)
    ensure_first_policies(shop.at - timedelta(days=DAYS + 30))
    sort_cases()
    say("staff")
    open_places(shop.at - timedelta(days=DAYS + 30))
    _stock(shop)
    seed_policies(shop.at)
    seed_parts(shop.staff, shop.at)
    say("products")
    _meet_customers(shop)
    _honour_customers(shop)
    say("customers")
    _sell(shop)
    say("purchases")
    _open_tickets(shop, say)
    live_example(shop)
    live_covers(shop)
    seed_claims(shop)
    serve_the_counter(shop)
    answer_the_telephone(shop)
    find_owners(shop)
    work_together(shop)
    keep_tools(shop)
    look_back(shop)
    say("done")


def _hire(shop: DemoShop) -> None:
    at = shop.at - timedelta(days=DAYS + 30)
    teams: dict[str, Team] = {
        name: create_team(name, actor=SYSTEM, at=at) for name in TEAMS
    }
    for person in STAFF:
        rights = Rights(person.role, teams.get(person.team), person.sees)
        new = NewStaff(person.email, person.name, rights)
        user = create_staff(new, password=DEMO_PASSWORD, actor=SYSTEM, at=at)
        shop.staff.append(user)
    give_work(shop.staff, since=at, at=shop.at)
    write_tools(shop.staff, at)


def _ask_soon(shop: DemoShop) -> None:
    """Nobody who tries the demo waits an hour for the survey."""
    survey = Survey.objects.csat()
    timing = Timing(0, survey.expires_days, is_active=True)
    change_timing(survey, timing, actor=SYSTEM, at=shop.at - timedelta(days=DAYS + 30))


def _stock(shop: DemoShop) -> None:
    at = shop.at - timedelta(days=DAYS + 30)
    for product in PRODUCTS:
        brand = next(
            b for b in ("Nami", "Việt Tín", "Sao Mai", "Lúa") if b in product.name
        )
        facts = ProductFacts(product.name, brand, product.category)
        create_product(product.sku, facts, actor=SYSTEM, at=at)


def _meet_customers(shop: DemoShop) -> None:
    for number in range(shop.size.n_customers):
        name, salutation = names.person(shop.random)
        profile = Profile(name, salutation, shop.random.choice(names.CITIES))
        email = f"khach{number + 1}@thu.example" if number % 2 == 0 else ""
        shop.customers.append(
            create_customer(
                profile,
                phone=names.phone(number),
                email=email,
                actor=SYSTEM,
                at=shop.days_ago(DAYS + 30, DAYS),
            )
        )


def _honour_customers(shop: DemoShop) -> None:
    """Some are in a tier, before anybody asks for help."""
    at = shop.at - timedelta(days=DAYS)
    for number, customer in enumerate(shop.customers, start=1):
        tier = next((tier for n, tier in ONE_IN.items() if number % n == 0), "")
        grant_benefits(customer, tier=tier, actor=SYSTEM, at=at)


def _sell(shop: DemoShop) -> None:
    for number in range(shop.size.n_purchases):
        product = shop.random.choice(PRODUCTS)
        buyer = (
            number
            if number < shop.size.n_customers
            else shop.random.randrange(shop.size.n_customers)
        )
        _sell_one(shop, number, product, buyer)
    known = Unit.objects.select_related(
        "product", "owner", "cover", "purchase_line__purchase"
    )
    shop.units = list(known.order_by("pk"))


def _sell_one(shop: DemoShop, number: int, product: DemoProduct, buyer: int) -> None:
    at = shop.days_ago(540, 5)
    serial = f"{product.prefix}-{at:%y%m}-{number + 4001:06d}"
    discount = shop.random.choice([0, 0, 0, 200_000, 500_000])
    line = ReceiptLine(
        product.sku, 1, product.price, min(discount, product.price // 4), (serial,)
    )
    channel = shop.random.choice(list(SalesChannel))
    customer = shop.customers[buyer]
    head = ReceiptHead(
        source="pos",
        source_id=f"HD{at:%y%m%d}{number:04d}",
        channel=channel,
        buyer=Buyer(customer.name, names.phone(buyer)),
        purchased_at=at,
        delivered_at=at + timedelta(days=1),
    )
    purchase = record_purchase(Receipt(head, (line,)), actor=SYSTEM, at=at)
    cover_purchase(purchase, at)


def _recent(shop: DemoShop) -> datetime:
    """Somewhere in the last sixty days, more of it lately, as in a shop that grows."""
    return shop.days_ago(max(0.2, DAYS * shop.random.random() ** 2.2))


def _open_tickets(shop: DemoShop, say: Say) -> None:
    by_category: dict[str, list[Unit]] = {}
    for unit in shop.units:
        by_category.setdefault(unit.product.category, []).append(unit)
    moments = sorted(_recent(shop) for _ in range(shop.size.n_tickets))
    for number, at in enumerate(moments):
        story: Story = STORIES[number % len(STORIES)]
        unit = shop.random.choice(by_category[story.category])
        live_ticket(shop, story, unit, at, number)
        if number % 30 == 29:
            say(f"{number + 1} tickets")
