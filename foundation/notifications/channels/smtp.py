"""Outgoing mail by SMTP: smtp://user:password@host:port?tls=1, or smtps://."""

from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
)
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.mail import get_connection

from foundation.notifications.channels.mail import email_of
from foundation.notifications.channels.protocol import (
    Letter,
    PermanentError,
    TemporaryError,
)

TIMEOUT_SECONDS = 10  # for each step of the conversation
BACKEND = "django.core.mail.backends.smtp.EmailBackend"
PERMANENT = range(500, 600)


class SmtpChannel:
    """Hands letters to one SMTP server."""

    def __init__(self, url: str) -> None:
        self._options = options_from(url)

    def send(self, letter: Letter) -> None:
        """Give the letter to the server. A 5xx about this letter is for good."""
        email = email_of(letter)
        email.connection = get_connection(
            BACKEND, timeout=TIMEOUT_SECONDS, fail_silently=False, **self._options
        )
        try:
            n_sent = email.send()
        except (SMTPException, OSError) as error:
            raise _refusal(error) from error
        if not n_sent:
            raise PermanentError("no recipient")


def options_from(url: str) -> dict[str, Any]:
    """The options of Django's SMTP backend that `url` names."""
    parts = urlsplit(url)
    is_ssl = parts.scheme == "smtps"
    wants_tls = parse_qs(parts.query).get("tls", ["0"])[0] in {"1", "true"}
    return {
        "host": parts.hostname or "localhost",
        "port": parts.port or (465 if is_ssl else 25),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": is_ssl,
        "use_tls": wants_tls and not is_ssl,
    }


def _refusal(error: Exception) -> Exception:
    words = f"{type(error).__name__}: {error}"[:280]
    if isinstance(error, SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        is_final = bool(codes) and all(code in PERMANENT for code in codes)
        return PermanentError(words) if is_final else TemporaryError(words)
    # A wrong password or a server that greets with 554 is our fault, not the letter's.
    if isinstance(error, (SMTPAuthenticationError, SMTPConnectError)):
        return TemporaryError(words)
    if isinstance(error, SMTPResponseException) and error.smtp_code in PERMANENT:
        return PermanentError(words)
    return TemporaryError(words)
