"""A letter as an e-mail; Django's EmailMessage refuses line breaks in headers."""

import re
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from foundation.notifications.channels.protocol import Letter, PermanentError

# What could end a header or begin a second address.
UNSAFE_IN_NAME = re.compile(r"[\r\n\t,;<>\"\x00-\x1f]+")


def email_of(letter: Letter) -> EmailMultiAlternatives:
    """The e-mail; PermanentError where the address or a header would not stand."""
    name = " ".join(UNSAFE_IN_NAME.sub(" ", letter.name).split())
    email = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=settings.MAIL_FROM,
        to=[formataddr((name, letter.address)) if name else letter.address],
        headers=_headers(letter),
    )
    if letter.html:
        email.attach_alternative(letter.html, "text/html")
    try:
        email.message()
    except ValueError as error:  # BadHeaderError, or an address that is none
        raise PermanentError(f"refused before sending: {error}") from error
    return email


def _headers(letter: Letter) -> dict[str, str]:
    headers = {"Message-ID": letter.message_id}
    if letter.is_automatic:
        headers["Auto-Submitted"] = "auto-generated"
        headers["X-Auto-Response-Suppress"] = "All"
    if letter.request_id:
        headers["X-Request-Id"] = letter.request_id
    return headers
