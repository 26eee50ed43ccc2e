"""Switching a cover on: once, by whoever can show that the unit is theirs or in their hands."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from catalog.actions.owners import hand_over
from catalog.enums import Whereabouts
from catalog.errors import UnitBlockedError
from catalog.models import Unit
from customers.models import Customer
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.events.actions import record
from warranty import verbs
from warranty.actions import codes, doubts
from warranty.actions.ledger import Change, held, write
from warranty.actions.opening import open_cover
from warranty.actions.reviews import open_review
from warranty.enums import ActivationChannel, CoverKind, ReviewKind, StartBasis
from warranty.errors import (
    AlreadyActivatedError,
    FutureDayError,
    LoanerError,
    NoCoverError,
    UnmadeDayError,
    WrongCodeError,
)
from warranty.keys import is_key_of
from warranty.models import Activation
from warranty.proofs import is_receipt_of


@dataclass(frozen=True, slots=True)
class ActivationFacts:
    """How somebody wants to switch a cover on, and what they show for it.

    `code` is the scratch code (web), the key of the label (qr) or the order number
    (invoice, with `phone` in E.164); colleagues show nothing but say why in `evidence`.
    """

    channel: ActivationChannel
    on: date
    phone: str = ""
    customer: Customer | None = None
    dealer: str = ""
    network: str = ""
    evidence: str = ""
    code: str = ""


def activate(
    unit: Unit, facts: ActivationFacts, *, actor: Actor, at: datetime
) -> Activation:
    """Switch the cover of a unit on, and make a proven customer its owner if it has none.

    The same person again gets their first activation back. Anybody else's second try
    is kept, opens a review and is refused, and changes nothing. Refuses a wrong proof
    before all else, then a blocked unit (with a review), one that is lent out, a day
    to come or before it was made, and what no policy covers.
    """
    activation, refusal = _try(unit, facts, actor=actor, at=at)
    # Raised after the commit, so that the try and the review stand.
    if refusal is not None:
        raise refusal
    assert activation is not None
    return activation


@transaction.atomic
def _try(
    unit: Unit, facts: ActivationFacts, *, actor: Actor, at: datetime
) -> tuple[Activation | None, Exception | None]:
    unit = locked(unit)
    # First of all: whoever shows nothing learns nothing, and opens no review.
    if not _is_shown(unit, facts):
        raise WrongCodeError(field="code")
    if unit.whereabouts == Whereabouts.BLOCKED:
        reason = {"reason": unit.block_reason}
        open_review(unit, ReviewKind.BLOCKED_SERIAL, data=reason, actor=actor, at=at)
        return None, UnitBlockedError()
    if unit.whereabouts == Whereabouts.LOANER:
        raise LoanerError
    _check_day(unit, facts.on, localdate(at))
    first = unit.activations.filter(is_first=True).first()
    if first is not None:
        return _again(unit, first, facts, actor=actor, at=at)
    if not _is_unused(unit, facts, at):
        raise WrongCodeError(field="code")
    if open_cover(unit, actor=actor, at=at) is None:
        raise NoCoverError
    return _switch_on(unit, facts, actor=actor, at=at), None


def _check_day(unit: Unit, on: date, today: date) -> None:
    if on > today:
        raise FutureDayError(field="on")
    # A day of production to come is a slip of the books, and nobody's fault here.
    if unit.produced_on and on < min(unit.produced_on, today):
        raise UnmadeDayError(field="on")


def _switch_on(
    unit: Unit, facts: ActivationFacts, *, actor: Actor, at: datetime
) -> Activation:
    activation = _row(unit, facts, actor, at, is_first=True)
    if unit.owner is None:
        unit = hand_over(unit, to=facts.customer, actor=actor, at=at)
    cover = held(unit)
    data = {"activation_id": activation.pk, "channel": facts.channel.value}
    links = (facts.customer,) if facts.customer else ()
    change = Change(CoverKind.ACTIVATED, facts.on, data, links=links)
    write(cover, change, actor=actor, at=at)
    if facts.channel == ActivationChannel.INSTALLER:
        installed = {"fact": StartBasis.INSTALLATION.value}
        write(cover, Change(CoverKind.DATED, facts.on, installed), actor=actor, at=at)
    doubts.look_at(unit, activation, actor=actor, at=at)
    return activation


def _again(
    unit: Unit,
    first: Activation,
    facts: ActivationFacts,
    *,
    actor: Actor,
    at: datetime,
) -> tuple[Activation, Exception | None]:
    if _is_same_person(first, facts) or _is_same_form(first, facts, actor):
        return first, None
    second = _row(unit, facts, actor, at, is_first=False)
    data = {"first_id": first.pk, "second_id": second.pk}
    record(
        unit,
        verbs.ACTIVATION_REFUSED,
        actor=actor,
        at=at,
        first_id=first.pk,
        second_id=second.pk,
    )
    open_review(unit, ReviewKind.SECOND_ACTIVATION, data=data, actor=actor, at=at)
    return second, AlreadyActivatedError()


def _is_same_person(first: Activation, facts: ActivationFacts) -> bool:
    if facts.customer is not None and first.customer is not None:
        return facts.customer.living == first.customer.living
    return bool(facts.phone) and facts.phone == first.phone


def _is_same_form(first: Activation, facts: ActivationFacts, actor: Actor) -> bool:
    """Whether a colleague's button was pressed twice: that is no second person."""
    if not actor.is_staff or first.by_id != actor.user_id or first.customer:
        return False
    sent = (facts.channel, facts.on, facts.evidence, facts.phone, facts.customer)
    return sent == (first.channel, first.on, first.evidence, first.phone, None)


def _is_shown(unit: Unit, facts: ActivationFacts) -> bool:
    """Whether what they show is of this unit. A colleague's word is, under their name."""
    if facts.channel == ActivationChannel.QR:
        return is_key_of(unit.serial, facts.code)
    if facts.channel == ActivationChannel.WEB:
        return codes.is_code_of(unit, facts.code)
    if facts.channel == ActivationChannel.INVOICE:
        return _owns(facts.customer, unit) or is_receipt_of(
            unit, facts.code, facts.phone
        )
    return True


def _is_unused(unit: Unit, facts: ActivationFacts, at: datetime) -> bool:
    """Whether it still counts: a scratch code does once, and is used up here."""
    if facts.channel == ActivationChannel.WEB:
        return codes.use_code(unit, facts.code, at=at)
    return True


def _owns(customer: Customer | None, unit: Unit) -> bool:
    """Whether it is theirs by our own books: then there is nothing to show."""
    if customer is None or unit.owner is None:
        return False
    return customer.living == unit.owner.living


def _row(
    unit: Unit, facts: ActivationFacts, actor: Actor, at: datetime, *, is_first: bool
) -> Activation:
    return Activation.objects.create(
        unit=unit,
        channel=facts.channel,
        on=facts.on,
        at=at,
        is_first=is_first,
        phone=facts.phone,
        customer=facts.customer,
        dealer=facts.dealer,
        network=facts.network,
        evidence=facts.evidence,
        by_id=actor.user_id if actor.is_staff else None,
    )


def claim_activated(customer: Customer, *, actor: Actor, at: datetime) -> int:
    """Make a customer the owner of what their telephone, proven by now, switched on."""
    phones = customer.contact_points.filter(kind="phone", verified_at__isnull=False)
    rows = Activation.objects.filter(
        phone__in=phones.values("value"), is_first=True, unit__owner=None
    )
    units = Unit.objects.filter(
        pk__in=rows.values("unit"), whereabouts=Whereabouts.SOLD, owner=None
    )
    count = 0
    for unit in units.order_by("pk"):
        count += _claim(unit, customer, actor=actor, at=at)
    return count


@transaction.atomic
def _claim(unit: Unit, customer: Customer, *, actor: Actor, at: datetime) -> bool:
    """Whether it is theirs now: its receipt may have made it somebody's meanwhile."""
    unit = locked(unit)
    if unit.owner is not None or unit.whereabouts != Whereabouts.SOLD:
        return False
    hand_over(unit, to=customer, actor=actor, at=at)
    return True
