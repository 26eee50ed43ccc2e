"""What people show for a thing in their hands, and the thing it shows.

A number alone finds nothing here: whoever has no proof gets the same answer for a thing
that exists and for one that does not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from catalog.models import Unit
from customers.actions.records import find_or_create_guest
from customers.models import Customer
from customers.profiles import Profile
from foundation.core.actor import SYSTEM, Actor
from warranty.actions.activation import ActivationFacts, activate
from warranty.actions.transfers import take_over
from warranty.enums import ActivationChannel
from warranty.errors import WrongCodeError
from warranty.keys import is_key_of, read_qr_path
from warranty.models import Activation, Transfer

LABEL = "/w/"
MANY = 2


@dataclass(frozen=True, slots=True)
class Shown:
    """A number with what proves it: the key of its label, its code, or the receipt."""

    serial: str
    key: str = ""
    code: str = ""
    order: str = ""

    @property
    def channel(self) -> ActivationChannel:
        """Which way it is proven; what was typed goes before a label that did not do."""
        if self.code:
            return ActivationChannel.WEB
        return ActivationChannel.INVOICE if self.order else ActivationChannel.QR

    @property
    def proof(self) -> str:
        """What was typed or read for it."""
        return self.code or self.order or self.key

    @property
    def field(self) -> str:
        """Where the proof was typed; a label is not typed."""
        fields = {ActivationChannel.WEB: "code", ActivationChannel.INVOICE: "order"}
        return fields.get(self.channel, "serial")


def read_label(text: str, key: str = "") -> tuple[str, str]:
    """Number and key: out of a whole label that a scanner typed, else as they are."""
    _before, found, last = text.strip().rpartition(LABEL)
    return read_qr_path(last.strip("/")) if found else (text.strip(), key)


def numbered(serial: str) -> Unit | None:
    """The thing with this number, or the only one that looks like it on a label."""
    units = Unit.objects.select_related(
        "product", "owner", "purchase_line__purchase__customer"
    )
    found = units.numbered(serial).first()
    if found is not None:
        return found
    alike = list(units.looking_like(serial)[:MANY])
    return alike[0] if len(alike) == 1 else None


def labelled(serial: str, key: str) -> Unit | None:
    """The thing whose label was read."""
    unit = numbered(serial) if serial and key else None
    return unit if unit is not None and is_key_of(unit.serial, key) else None


def activate_shown(
    shown: Shown, who: Mapping[str, object], *, actor: Actor, at: datetime
) -> Activation:
    """Switch the cover on of what is shown. `who` is phone, customer and network."""
    unit = numbered(shown.serial)
    if unit is None:
        raise WrongCodeError(field=shown.field)
    facts = ActivationFacts(
        channel=shown.channel,
        on=localdate(at),
        code=shown.proof,
        **who,  # type: ignore[arg-type] # the view names them as the facts do
    )
    try:
        return activate(unit, facts, actor=actor, at=at)
    except WrongCodeError as error:
        error.field = shown.field
        raise


def take_shown(
    shown: Shown, taker: Customer, *, actor: Actor, at: datetime
) -> Transfer:
    """Make whoever shows the former owner's code the new one."""
    unit = numbered(shown.serial)
    if unit is None:
        raise WrongCodeError(field="code")
    return take_over(unit, code=shown.code, taker=taker, actor=actor, at=at)


def keep_name(name: str, phone: str, *, at: datetime) -> Customer:
    """Remember who a guest says they are; nothing of a known customer changes."""
    return find_or_create_guest(Profile(name), contact=phone, actor=SYSTEM, at=at)
