"""Fixed principals and things, by which anybody can judge a running system from outside."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from aftersales.demo.covers import cover_purchase
from aftersales.demo.routing import switch_routing
from aftersales.demo.warranty import ensure_house_policy
from catalog.actions.products import ProductFacts, create_product
from catalog.actions.purchases import record_purchase
from catalog.enums import Category, SalesChannel
from catalog.models import Product, Purchase, Unit
from catalog.receipts import Buyer, Receipt, ReceiptHead, ReceiptLine
from customers.actions.contact_points import ensure_login
from customers.actions.records import create_customer
from customers.actions.sign_in import issue_sign_in_link
from customers.models import ContactPoint, Customer
from customers.profiles import Profile
from foundation.accounts.actions.people import NewStaff, Rights, create_staff
from foundation.accounts.actions.teams import create_team
from foundation.accounts.actions.tokens import create_token
from foundation.accounts.enums import Role, Scope, Sight
from foundation.accounts.models import Team, User
from foundation.core.actor import SYSTEM, customer_actor
from tickets.actions.opening import Opening, open_ticket
from tickets.actions.policies import move_policy_up
from tickets.enums import Audience, Basis, Metric, TicketChannel, TicketKind
from tickets.first_policies import MINUTE, ours, promise, promised
from tickets.models import SlaPolicy, Ticket
from tickets.policy_terms import EscalationTerms, Terms

LINK_LIFE = timedelta(days=1)  # long enough to judge a system
PASSWORD = "xem-tu-ngoai-2026"  # noqa: S105 - of made-up principals on a system under test
TEAM_X, TEAM_Y = "Blackbox X", "Blackbox Y"


@dataclass(frozen=True, slots=True)
class Principal:
    """A member of staff with a fixed name."""

    name: str
    role: Role
    team: str = ""
    sees: Sight = Sight.ALL


STAFF = [
    Principal("agent_x1", Role.AGENT, TEAM_X, Sight.TEAM),
    Principal("agent_x2", Role.AGENT, TEAM_X, Sight.TEAM),
    Principal("agent_y1", Role.AGENT, TEAM_Y, Sight.TEAM),
    Principal("agent_own", Role.AGENT, TEAM_X, Sight.OWN),
    Principal("lead", Role.LEAD, TEAM_X),
    Principal("technician", Role.TECHNICIAN, TEAM_X, Sight.TEAM),
    Principal("warehouse", Role.WAREHOUSE),
    Principal("warranty_manager", Role.WARRANTY_MANAGER),
    Principal("clerk", Role.CLERK, TEAM_X, Sight.TEAM),
    Principal("dispatcher", Role.DISPATCHER),
    Principal("finance", Role.FINANCE),
    Principal("manager", Role.MANAGER),
    Principal("admin", Role.ADMIN),
]
CUSTOMERS = {"customer_a": "+84907000001", "customer_b": "+84907000002"}
PRODUCTS = [
    ("BB-WASH", "Máy giặt Blackbox, 9 kg", Category.WASHING_MACHINE),
    ("BB-COOL", "Điều hòa Blackbox, 1 HP", Category.AIR_CONDITIONER),
]
# What comes with apps that this system does not have yet.
NOT_YET = ("visit_service", "ward", "points", "vouchers", "part")

POLICY = "Hộp đen"
# Counts in minutes, around the clock, so that one can watch it run.
TERMS = Terms(
    kinds=(TicketKind.QUESTION.value, TicketKind.TECHNICAL.value),
    channels=(TicketChannel.API.value,),
    targets=(
        ours(Metric.FIRST_RESPONSE, 5 * MINUTE, Basis.WALL),
        ours(Metric.NEXT_RESPONSE, 5 * MINUTE, Basis.WALL),
        ours(Metric.RESOLUTION, 10 * MINUTE, Basis.WALL),
        promised(Metric.RESOLUTION, 20 * MINUTE),
    ),
    escalations=(
        EscalationTerms(1, MINUTE, tell=(Audience.OWNER.value, Audience.LEAD.value)),
    ),
)


def seed_blackbox(at: datetime) -> dict[str, Any]:
    """Create what is missing and say how to reach it; keys and links are new each time."""
    staff = {person.name: _staff(person, at) for person in STAFF}
    customers = {name: _customer(name, phone, at) for name, phone in CUSTOMERS.items()}
    products = [_product(*facts, at) for facts in PRODUCTS]
    ensure_house_policy(at)
    purchase = _purchase(customers["customer_a"], products, at)
    cover_purchase(purchase, at)
    policy = _policy(at)
    # Whoever judges says whose a ticket is; nothing here may be quicker.
    switch_routing(is_enabled=False, at=at)
    return {
        "principals": {
            **{name: _staff_entry(user, at) for name, user in staff.items()},
            **{name: _customer_entry(who, at) for name, who in customers.items()},
        },
        "tokens": {scope.value: _token(staff["admin"], [scope], at) for scope in Scope},
        "products": [_product_entry(product) for product in products],
        "purchase": _purchase_entry(purchase),
        "tickets": {
            "a": _ticket("a", customers["customer_a"], staff["agent_x1"], at),
            "b": _ticket("b", customers["customer_b"], staff["agent_y1"], at),
        },
        "technician": staff["technician"].pk,
        "sla_policy": policy.name,
        **dict.fromkeys(NOT_YET),
    }


def _staff(person: Principal, at: datetime) -> User:
    email = f"{person.name.replace('_', '.')}@blackbox.example"
    known = User.objects.filter(email=email).first()
    if known is not None:
        return known
    team = _team(person.team, at) if person.team else None
    rights = Rights(person.role, team, person.sees)
    new = NewStaff(email, f"Blackbox {person.name}", rights)
    return create_staff(new, password=PASSWORD, actor=SYSTEM, at=at)


def _team(name: str, at: datetime) -> Team:
    known = Team.objects.filter(name=name).first()
    return known or create_team(name, actor=SYSTEM, at=at)


def _customer(name: str, phone: str, at: datetime) -> Customer:
    point = ContactPoint.objects.filter(value=phone).select_related("customer").first()
    if point is not None:
        return point.customer
    customer = create_customer(
        Profile(f"Blackbox {name}"),
        phone=phone,
        email=f"{name.replace('_', '.')}@blackbox.example",
        actor=SYSTEM,
        at=at,
    )
    ensure_login(customer, actor=SYSTEM, at=at)
    return customer


def _product(sku: str, name: str, category: Category, at: datetime) -> Product:
    known = Product.objects.filter(sku=sku).first()
    facts = ProductFacts(name, "Blackbox", category)
    return known or create_product(sku, facts, actor=SYSTEM, at=at)


def _purchase(buyer: Customer, products: list[Product], at: datetime) -> Purchase:
    """Bought three days ago: inside any return window."""
    lines = tuple(
        ReceiptLine(
            product.sku,
            2,
            5_000_000,
            300_000,
            (f"{product.sku}-0001", f"{product.sku}-0002"),
        )
        for product in products
    )
    head = ReceiptHead(
        source="blackbox",
        source_id="BB-0001",
        channel=SalesChannel.STORE,
        buyer=Buyer(buyer.name, CUSTOMERS["customer_a"]),
        purchased_at=at - timedelta(days=3),
        delivered_at=at - timedelta(days=2),
    )
    return record_purchase(Receipt(head, lines), actor=SYSTEM, at=at)


def _policy(at: datetime) -> SlaPolicy:
    """The first to be asked, so that nothing else takes its tickets."""
    known = SlaPolicy.objects.filter(name=POLICY).first()
    if known is not None:
        return known
    policy = promise(POLICY, TERMS, at)
    for _other in range(SlaPolicy.objects.filter(position__lt=policy.position).count()):
        move_policy_up(policy, actor=SYSTEM, at=at)
    return policy


def _ticket(name: str, customer: Customer, agent: User, at: datetime) -> str:
    subject = f"Blackbox {name}: máy giặt không vắt"
    known = Ticket.objects.filter(customer=customer, subject=subject).first()
    if known is not None:
        return known.number
    opening = Opening(
        subject=subject,
        body="Máy giặt xong không vắt, đèn báo nhấp nháy.",
        kind=TicketKind.TECHNICAL,
        channel=TicketChannel.API,
        unit=Unit.objects.filter(owner=customer).order_by("pk").first(),
        team=agent.team,
        assignee=agent,
    )
    actor = customer_actor(customer.pk, customer.login_id)
    return open_ticket(customer, actor=actor, at=at, opening=opening).number


def _token(user: User, scopes: list[Scope], at: datetime) -> str:
    return create_token(user, name="blackbox", scopes=scopes, actor=SYSTEM, at=at).key


def _staff_entry(user: User, at: datetime) -> dict[str, Any]:
    return {
        "id": user.pk,
        "email": user.email,
        "phone": None,
        "password": PASSWORD,
        "link": None,
        "token": _token(user, list(Scope), at),
    }


def _customer_entry(customer: Customer, at: datetime) -> dict[str, Any]:
    return {
        "id": customer.pk,
        "email": customer.email,
        "phone": customer.phone,
        "password": None,
        "link": issue_sign_in_link(customer, at=at, life=LINK_LIFE),
        "token": None,
    }


def _product_entry(product: Product) -> dict[str, Any]:
    serials = product.units.order_by("serial").values_list("serial", flat=True)
    return {"sku": product.sku, "serials": list(serials)}


def _purchase_entry(purchase: Purchase) -> dict[str, Any]:
    return {
        "id": purchase.pk,
        "lines": [
            {
                "id": line.pk,
                "sku": line.product.sku,
                "quantity": line.quantity,
                "net_unit": line.net_unit,
            }
            for line in purchase.lines.select_related("product")
        ],
    }
