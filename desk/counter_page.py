"""The counter page: whom and what the address names, and the form that fits it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from catalog.enums import Category
from catalog.models import Unit
from customers.models import Customer
from desk.claim_counter import CounterClaim, claims_of, faults_of, opens_claim
from desk.counter import (
    Client,
    Found,
    category_of,
    client_of,
    customer_meant,
    look_up,
    unit_meant,
)
from desk.counter_forms import OTHER, CounterForm
from desk.cover_cards import CoverCard, cover_card
from foundation.accounts.models import User
from foundation.core import formats
from foundation.core.errors import PhoneError
from foundation.core.fields import new_client_key
from foundation.core.phones import parse_phone
from intake.enums import Casing, KeepInformed, PaperSize
from intake.promising import proposed_return
from intake.receptions import HandedIn
from warranty.models import FaultCode

MAX_TEXT = 200


@dataclass(frozen=True, slots=True)
class Counter:
    """What the counter shows: the search, whom it found, what they hand in."""

    text: str
    found: Found
    client: Client | None
    unit: Unit | None
    is_new: bool
    is_other: bool
    category: Category
    # The cover of the thing that is handed in.
    cover: CoverCard | None
    # What that sort of thing can show; a claim is opened under one of them.
    faults: list[FaultCode]
    # Claims of theirs that are to be taken in, or to be fetched.
    claims: list[CounterClaim]

    @property
    def has_form(self) -> bool:
        """Whether it is known who hands something in, so that the form is worth showing."""
        return self.client is not None or self.is_new

    @property
    def choices(self) -> dict[str, Any]:
        """What the form offers, and whether a claim is made of it."""
        return {
            "category": self.category,
            "faults": self.faults,
            "opens_claim": opens_claim(self.unit),
        }

    @property
    def owner(self) -> Customer | None:
        """In whose name the thing stands, where that is somebody else."""
        owner = self.unit.owner if self.unit else None
        client = self.client.customer if self.client else None
        is_own = owner is None or client is None or client.pk == owner.pk
        return None if is_own or _went_on_in(owner, client) else owner


def counter_of(query: Mapping[str, str], user: User, at: datetime) -> Counter:
    """What an address or a form names."""
    text = query.get("q", "").strip()[:MAX_TEXT]
    found = look_up(user, text)
    customer = customer_meant(user, query.get("customer", ""))
    if customer is None and len(found.customers) == 1 and not query.get("new"):
        customer = found.customers[0]
    client = client_of(customer, user, at) if customer else None
    is_asked = bool(query.get("new")) or bool(query.get("name"))
    unit = unit_meant(user, query.get("unit", "")) or _unit_found(found, client)
    is_other = bool(query.get("other"))
    is_new = client is None and (
        is_asked or bool(text and not found.customers and not found.tickets)
    )
    category = _category(query.get("kind", ""), None if is_other else unit)
    return Counter(
        text=text,
        found=found,
        client=client,
        unit=None if is_other else unit,
        is_new=is_new,
        is_other=is_other,
        category=category,
        cover=None if is_other else _cover(unit, client, at),
        faults=faults_of(category) if client or is_new else [],
        claims=claims_of(customer, user) if customer else [],
    )


def form_of(counter: Counter, at: datetime) -> CounterForm:
    """The empty form, with everything in it that can be known."""
    customer = counter.client.customer if counter.client else None
    phone = counter.client.phone if counter.client else _phone_in(counter.text)
    is_code = counter.is_new and not phone and any(map(str.isdigit, counter.text))
    initial = {
        "client_key": new_client_key(),
        "customer": customer.pk if customer else "",
        "unit": counter.unit.serial if counter.unit else "",
        "phone": formats.phone(phone) if phone else "",
        "serial": counter.text if is_code and not counter.unit else "",
        "name": "" if phone or is_code else counter.text,
        "promised_at": proposed_return(customer.tier_at(at) if customer else "", at),
        "inform_by": KeepInformed.SMS,
        "paper": PaperSize.A5,
    }
    return CounterForm(initial=initial, **counter.choices)


def handed_in(data: dict[str, Any], counter: Counter, user: User) -> HandedIn:
    """What was typed, as the action takes it; half a form gives half of it."""
    serial = str(data.get("serial") or "")
    unit = counter.unit or unit_meant(user, serial)
    casing, symptom = data.get("casing"), str(data.get("symptom") or "")
    return HandedIn(
        symptom="" if symptom == OTHER else symptom,
        details=str(data.get("details") or ""),
        unit=unit,
        thing=str(data.get("thing") or ""),
        serial=serial,
        casing=Casing(casing) if casing else None,
        accessories=tuple(data.get("accessories") or ()),
        condition=str(data.get("condition") or ""),
        promised_at=data.get("promised_at"),
        inform_by=KeepInformed(data.get("inform_by") or KeepInformed.SMS),
        phone=str(data.get("phone") or ""),
        seconds_taken=data.get("seconds_taken"),
        client_key=str(data.get("client_key") or "") or None,
    )


def _cover(unit: Unit | None, client: Client | None, at: datetime) -> CoverCard | None:
    """Theirs is known already; that of a thing which is not is asked for."""
    known = {thing.unit: thing.cover for thing in client.things} if client else {}
    if unit is None or unit in known:
        return known.get(unit) if unit else None
    return cover_card(unit, localdate(at))


def _unit_found(found: Found, client: Client | None) -> Unit | None:
    """The thing whose number was typed, or the only one they have."""
    if found.unit is not None:
        return found.unit
    things = client.things if client else []
    return things[0].unit if len(things) == 1 else None


def _category(asked: str, unit: Unit | None) -> Category:
    if unit is None and asked in Category.values:
        return Category(asked)
    return category_of(unit)


def _phone_in(text: str) -> str:
    try:
        return parse_phone(text)
    except PhoneError:
        return ""


def _went_on_in(owner: Customer | None, client: Customer | None) -> bool:
    return bool(owner and client and owner.merged_into_id == client.pk)
