"""How allauth.mfa keeps the secrets of apps: sealed with the key of the deployment."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

PURPOSE = b"foundation.accounts.mfa"
NO_SECRET = ""


class SealingAdapter(DefaultMFAAdapter):  # type: ignore[misc] # untyped package
    """A copied database opens no account: the secrets in it need SECRET_KEY."""

    def encrypt(self, text: str) -> str:
        """`text` sealed under the current key."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was sealed, under this key or a retired one.

        Under a lost key nothing comes out: every code is wrong until an
        administrator resets the app.
        """
        try:
            return _seal().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return NO_SECRET


def _seal() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    return urlsafe_b64encode(sha256(PURPOSE + key.encode()).digest())
