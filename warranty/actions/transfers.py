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
    TransferError,
    UnprovenOwnerError,
    WrongCodeError,
)
from warranty.letters import proven_recipient, send_transfer_code, tell_handed_over
from warranty.models import Transfer

LENGTH = 8
# Long enough for a parcel; the owner may call it off at any time.
LIFE = timedelta(days=7)
MAX_TRIES = 5


@transaction.atomic
def offer_transfer(unit: Unit, *, actor: Actor, at: datetime) -> Transfer:
    """Send the owner a code to pass on; whoever brings it becomes the owner.

    A new offer takes the place of the one before. Refuses a unit without an owner or
    blocked, and an owner who has proven no contact.
    """
    unit = locked(unit)
    if unit.owner is None or unit.whereabouts == Whereabouts.BLOCKED:
        raise TransferError
    to = proven_recipient(unit.owner)
    if to is None:
        raise UnprovenOwnerError
    unit.transfers.filter(state=TransferState.OFFERED).update(
        state=TransferState.CANCELLED, finished_at=at
    )
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

    A try is counted and kept before the code is looked at: five for one offer.
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
    if unit.owner is None or unit.owner.living != transfer.giver.living:
        raise TransferError
    _hand(unit, transfer, taker, actor=actor, at=at, evidence="")
    tell_handed_over(transfer)
    return transfer


@transaction.atomic
def transfer_with_proof(
    unit: Unit, *, taker: Customer, evidence: str, actor: Actor, at: datetime
) -> Transfer:
    """Make somebody the owner on papers that a colleague has seen and names."""
    unit = locked(unit)
    evidence = clean_line(evidence)
    if not evidence:
        raise NoteError(field="evidence")
    if unit.owner is None or unit.whereabouts == Whereabouts.BLOCKED:
        raise TransferError
    unit.transfers.filter(state=TransferState.OFFERED).update(
        state=TransferState.CANCELLED, finished_at=at
    )
    transfer = Transfer(
        unit=unit, giver=unit.owner, digest="", offered_at=at, expires_at=at
    )
    _hand(unit, transfer, taker, actor=actor, at=at, evidence=evidence)
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
    unit: Unit,
    transfer: Transfer,
    taker: Customer,
    *,
    actor: Actor,
    at: datetime,
    evidence: str,
) -> None:
    if taker.living == transfer.giver.living:
        raise TransferError
    transfer.taker, transfer.state = taker.living, TransferState.DONE
    transfer.finished_at = at
    transfer.save()
    hand_over(unit, to=taker.living, actor=actor, at=at)
    try:
        cover = held(unit)
    except NoCoverError:  # what no policy covers changes hands all the same
        return
    data = {"transfer_id": transfer.pk}
    links = (transfer.giver,)
    change = Change(
        CoverKind.TRANSFERRED, localdate(at), data, note=evidence, links=links
    )
    write(cover, change, actor=actor, at=at)


def _say(transfer: Transfer, verb: str, *, actor: Actor, at: datetime) -> None:
    record(transfer.unit, verb, actor=actor, at=at, links=[transfer.giver])
