"""Scratch codes packed with units: made, and used once."""

import secrets
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac

from catalog.models import Unit
from foundation.core.actor import Actor
from foundation.core.refs import ref
from foundation.events.bulk import Happening, record_all
from warranty.models import Activation, ActivationCode
from warranty.verbs import CODE_ISSUED

# Read off a scratched label and typed on a phone: nothing that looks like another sign.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 10
SALT = "warranty.activation-code.v1"


@transaction.atomic
def issue_codes(
    units: Collection[Unit], *, may_replace: bool = False, actor: Actor, at: datetime
) -> dict[int, str]:
    """A code for each unit, by its key, to be printed under a scratch field: shown this once.

    None for a unit that is switched on, nor for one that has a code still to be used;
    with `may_replace` that code is worth nothing any more, and a new one takes its place.
    """
    keys = {unit.pk for unit in units}
    rows = list(Unit.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    live = Activation.objects.filter(unit__in=rows, is_first=True)
    done = set(live.values_list("unit_id", flat=True))
    unused = ActivationCode.objects.filter(unit__in=rows, used_at=None)
    if may_replace:
        unused.exclude(unit__in=done).delete()
    done |= set(unused.values_list("unit_id", flat=True))
    codes = {unit.pk: new_code(LENGTH) for unit in rows if unit.pk not in done}
    ActivationCode.objects.bulk_create(
        ActivationCode(unit_id=pk, digest=digest(code), created_at=at)
        for pk, code in codes.items()
    )
    news = [Happening(ref(unit), CODE_ISSUED) for unit in rows if unit.pk in codes]
    record_all(news, actor=actor, at=at)
    return codes


def is_code_of(unit: Unit, code: str) -> bool:
    """Whether it is a code of this unit, used or not."""
    return ActivationCode.objects.filter(unit=unit, digest=digest(code)).exists()


def use_code(unit: Unit, code: str, *, at: datetime) -> bool:
    """Use up a code of this unit; whether it was good."""
    rows = ActivationCode.objects.filter(unit=unit, digest=digest(code), used_at=None)
    return bool(rows.update(used_at=at))


def new_code(length: int) -> str:
    """Signs that nobody guesses and everybody can read out."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def clean_code(text: str) -> str:
    """A code as it was made, however it is typed."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def digest(code: str) -> str:
    """What is kept of a code."""
    return salted_hmac(SALT, clean_code(code), algorithm="sha256").hexdigest()
