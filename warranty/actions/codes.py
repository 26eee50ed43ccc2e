"""Scratch codes packed with units: made, and used once."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac

from catalog.models import Unit
from warranty.models import ActivationCode

# Read off a scratched label and typed on a phone: nothing that looks like another sign.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 10
SALT = "warranty.activation-code.v1"


@transaction.atomic
def issue_code(unit: Unit, *, at: datetime) -> str:
    """A code for a unit, to be printed under a scratch field; shown this once."""
    code = new_code(LENGTH)
    ActivationCode.objects.create(unit=unit, digest=digest(code), created_at=at)
    return code


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
