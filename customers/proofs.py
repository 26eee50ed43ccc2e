"""Codes and links that prove a number or address: how they are made and compared."""

import secrets
from datetime import timedelta

from django.utils.crypto import constant_time_compare, salted_hmac

CODE_DIGITS = 6
CODE_LIFE = timedelta(minutes=5)
LINK_LIFE = timedelta(minutes=15)
MAX_TRIES = 5  # of a million codes, for one proof
RESEND_AFTER = timedelta(seconds=30)


def new_code() -> str:
    """Six digits, all equally likely."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def new_token() -> str:
    """What nobody guesses: for links and for the mark of a browser."""
    return secrets.token_urlsafe(32)


def digest(purpose: str, secret: str) -> str:
    """What is kept of a secret. Keyed, since six digits are soon tried through."""
    salt = f"customers.proofs.{purpose}"
    return salted_hmac(salt, secret, algorithm="sha256").hexdigest()


def code_digest(handle: str, code: str) -> str:
    """A code is good only for the browser that asked for it."""
    return digest("code", f"{handle}:{code}")


def link_digest(token: str) -> str:
    """Of the token in a link."""
    return digest("link", token)


def matches(kept: str, shown: str) -> bool:
    """Whether two digests are the same, in a time that tells nothing."""
    return constant_time_compare(kept, shown)
