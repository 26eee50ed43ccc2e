"""E-mail addresses, by one strict grammar of our own.

Never `email.utils.parseaddr`: on the Python we run it reads
`alice@example.org)bob@example.com` as alice (CVE-2023-27043).
"""

import re
from dataclasses import dataclass

from foundation.core.errors import EmailError
from foundation.core.text import clean_line, has_control

MAX_LENGTH = 254  # RFC 5321: a longer path is refused by servers
MAX_LOCAL_LENGTH = 64
MAX_MAILBOX_LENGTH = 998  # RFC 5322: the longest line of a header

ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
# The last label of a public name is letters (or punycode), so an IP address is none.
TOP_LABEL = r"(?:[A-Za-z]{2,63}|[Xx][Nn]--[A-Za-z0-9-]{0,57}[A-Za-z0-9])"
LOCAL = re.compile(rf"{ATOM}(?:\.{ATOM})*")
DOMAIN = re.compile(rf"(?:{LABEL}\.)+{TOP_LABEL}")

QUOTED_NAME = re.compile(r'"((?:[^"\\]|\\["\\])*)"')
# A name without quotes may hold nothing that means something in a header.
PLAIN_NAME = re.compile(r'[^"\\<>@,;:()\[\]]*')


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Who a header names: a display name, possibly empty, and one address."""

    name: str
    address: str


def parse_email(raw: str) -> str:
    """One bare address with its domain in lower case, or EmailError."""
    text = raw.strip(" \t\r\n")
    local, at, domain = text.partition("@")
    fits = len(text) <= MAX_LENGTH and len(local) <= MAX_LOCAL_LENGTH
    if not (at and fits and LOCAL.fullmatch(local) and DOMAIN.fullmatch(domain)):
        raise EmailError
    return f"{local}@{domain.lower()}"


def parse_mailbox(raw: str) -> Mailbox:
    """The one mailbox of a header value, bare or after a name, or EmailError."""
    text = raw.strip(" \t\r\n")
    if len(text) > MAX_MAILBOX_LENGTH or has_control(text):
        raise EmailError
    if not text.endswith(">"):
        return Mailbox("", parse_email(text))
    name, bracket, address = text[:-1].rpartition("<")
    if not bracket or address != address.strip():
        raise EmailError
    return Mailbox(_display_name(name.strip()), parse_email(address))


def _display_name(name: str) -> str:
    quoted = QUOTED_NAME.fullmatch(name)
    if quoted:
        return clean_line(re.sub(r"\\(.)", r"\1", quoted[1]))
    if PLAIN_NAME.fullmatch(name):
        return clean_line(name)
    raise EmailError
