"""What the QR code on a device proves: that somebody stands before it.

The key follows from the serial number and a secret of ours, so a list of numbers opens
nothing, and a label can be printed again at any time.
"""

from base64 import b32encode

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "warranty.unit-label.v1"
LENGTH = 10  # of 32 signs: 50 bits, tried over the network at thirty an hour


def unit_key(serial: str, secret: str | None = None) -> str:
    """The key that stands on the label of a unit, in capitals and digits."""
    digest = salted_hmac(SALT, serial, secret, algorithm="sha256").digest()
    return b32encode(digest).decode()[:LENGTH]


def is_key_of(serial: str, key: str) -> bool:
    """Whether `key` was read off the label of this unit.

    Labels printed under a secret that is a fallback by now are still good.
    """
    shown = key.strip().upper()
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    good = [constant_time_compare(unit_key(serial, one), shown) for one in secrets]
    return any(good)


def qr_path(serial: str) -> str:
    """Where the code on the device leads."""
    return f"/w/{serial}.{unit_key(serial)}/"


def read_qr_path(token: str) -> tuple[str, str]:
    """Serial number and key out of the last part of such an address."""
    serial, _, key = token.rpartition(".")
    return serial, key
