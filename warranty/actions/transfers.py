"""Handing a unit to a new owner: by a code that only the old one got, or on paper."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from catalog.actions.owners import hand_over
from catalog.enums import Whereabouts
from catalog.models import Unit
from customers.models import Customer
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.core.text import clean_line
from foundation.events.actions import record
from warranty import verbs
from warranty.actions.codes import clean_code, digest, new_code
from warranty.actions.ledger import Change, held, write
from warranty.enums import CoverKind, TransferState
from warranty.errors import (
    NoCoverError,
    NoteError,
    OwnerChangedError,
    TransferError,
    UnprovenOwnerError,
    WrongCodeError,
)
from warranty.letters import proven_recipient, send_transfer_code, tell_handed_over
from warranty.models import Transfer

LENGTH = 8
# Nobody becomes the owner of these.
KEPT = {Whereabouts.BLOCKED, Whereabouts.LOANER}
# Long enough for a parcel; the owner may call it off at any time.
LIFE = timedelta(days=7)
# Of 850 thousand million codes. Fewer, and whoever knows the number closes an offer.
MAX_TRIES = 100
# A button pressed twice is one wish: a second code would kill the first on its way.
PRESSED_AGAIN = timedelta(seconds=30)


@transaction.atomic
def offer_transfer(unit: Unit, *, actor: Actor, at: datetime) -> Transfer:
    """Send the owner a code to pass on; whoever brings it becomes the owner.

    A new offer takes the place of the one before; asked for again at once, the one before
    stands. Refuses a unit without an owner or blocked, and an owner who has proven no
    contact.
    """
    unit = locked(unit)
    if unit.owner is None or unit.whereabouts == Whereabouts.BLOCKED:
        raise TransferError
    to = proven_recipient(unit.owner)
    if to is None:
        raise UnprovenOwnerError
    offers = unit.transfers.filter(state=TransferState.OFFERED)
    recent = offers.filter(offered_at__gt=at - PRESSED_AGAIN, tries=0)
    just_now: Transfer | None = recent.first()
    if just_now is not None:
        return just_now
    offers.update(state=TransferState.CANCELLED, finished_at=at)
    code = new_code(LENGTH)
    transfer = Transfer.objects.create(
        unit=unit,
        giver=unit.owner,
        digest=digest(code),
        offered_at=at,
        expires_at=at + LIFE,
    )
    send_transfer_code(transfer, to, code)
    _say(transfer, verbs.TRANSFER_OFFERED, actor=actor, at=at)
    return transfer


def take_over(
    unit: Unit, *, code: str, taker: Customer, actor: Actor, at: datetime
) -> Transfer:
    """Make whoever brings the code the owner; the dates of the cover stay.

    A try is counted and kept before the code is looked at: a hundred for one offer.
    """
    offers = Transfer.objects.filter(
        unit=unit, state=TransferState.OFFERED, expires_at__gt=at, tries__lt=MAX_TRIES
    )
    if not offers.update(tries=F("tries") + 1):
        raise WrongCodeError(field="code")
    return _take(unit, code, taker, actor=actor, at=at)


@transaction.atomic
def _take(
    unit: Unit, code: str, taker: Customer, *, actor: Actor, at: datetime
) -> Transfer:
    unit = locked(unit)
    transfer: Transfer | None = Transfer.objects.filter(
        unit=unit,
        state=TransferState.OFFERED,
        digest=digest(clean_code(code)),
        expires_at__gt=at,
    ).first()
    if transfer is None:
        raise WrongCodeError(field="code")
    if unit.owner is None or unit.owner.living != _living(transfer.giver):
        raise TransferError
    _hand(unit, transfer, taker, actor=actor, at=at)
    tell_handed_over(transfer)
    return transfer


@transaction.atomic
def transfer_with_proof(
    unit: Unit,
    *,
    giver: Customer | None,
    taker: Customer,
    evidence: str,
    actor: Actor,
    at: datetime,
) -> Transfer:
    """Make somebody the owner on papers that a colleague has seen and names.

    `giver` is whose it was on their screen, None for what is nobody's yet. Refuses a unit
    that is another's by now, one that is blocked, and one that we lend.
    """
    unit = locked(unit)
    evidence = clean_line(evidence)
    if not evidence:
        raise NoteError(field="evidence")
    if unit.whereabouts in KEPT:
        raise TransferError
    if _living(unit.owner) != _living(giver):
        raise OwnerChangedError
    offers = unit.transfers.filter(state=TransferState.OFFERED)
    offers.update(state=TransferState.CANCELLED, finished_at=at)
    transfer = Transfer(
        unit=unit,
        giver=unit.owner,
        digest="",
        evidence=evidence,
        offered_at=at,
        expires_at=at,
    )
    _hand(unit, transfer, taker, actor=actor, at=at)
    tell_handed_over(transfer)
    return transfer


@transaction.atomic
def cancel_transfer(transfer: Transfer, *, actor: Actor, at: datetime) -> Transfer:
    """Call an offer off. Refuses one that was taken or called off."""
    locked(transfer.unit)
    transfer = locked(transfer)
    if transfer.state != TransferState.OFFERED:
        raise TransferError
    transfer.state, transfer.finished_at = TransferState.CANCELLED, at
    transfer.save(update_fields=["state", "finished_at"])
    _say(transfer, verbs.TRANSFER_CANCELLED, actor=actor, at=at)
    return transfer


def _hand(
    unit: Unit, transfer: Transfer, taker: Customer, *, actor: Actor, at: datetime
) -> None:
    if taker.living == _living(transfer.giver):
        raise TransferError
    transfer.taker, transfer.state = taker.living, TransferState.DONE
    transfer.finished_at = at
    transfer.save()
    hand_over(unit, to=taker.living, actor=actor, at=at)
    if transfer.giver is None:
        return  # its first owner: the cover changes hands from nobody
    try:
        cover = held(unit)
    except NoCoverError:  # what no policy covers changes hands all the same
        return
    data = {"transfer_id": transfer.pk}
    change = Change(
        CoverKind.TRANSFERRED,
        localdate(at),
        data,
        note=transfer.evidence,
        links=(transfer.giver,),
    )
    write(cover, change, actor=actor, at=at)


def _living(customer: Customer | None) -> Customer | None:
    return customer.living if customer is not None else None


def _say(transfer: Transfer, verb: str, *, actor: Actor, at: datetime) -> None:
    assert transfer.giver is not None  # only an owner offers
    record(transfer.unit, verb, actor=actor, at=at, links=[transfer.giver])
