"""Ratchets over templates. Mail is apart: its readers know neither style sheets nor tokens."""

import re
from collections.abc import Iterator

MAX_TEMPLATE = 150
MAIL = ("templates/emails/", "templates/layouts/email")

COMMENT = re.compile(r"{#.*?#}|{% comment.*?endcomment %}", re.DOTALL)
HANDLER = re.compile(r"<[^>]*\s(on[a-z]+)\s*=", re.IGNORECASE)
STYLE = re.compile(r"<style\b|<[^>]*\sstyle\s*=", re.IGNORECASE)
SCRIPT = re.compile(
    r"<script\b(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE
)
# A colour, not the address of a place in the page and not a character reference.
HEX_COLOUR = re.compile(
    r"(?<![&\w/])(?<!href=\")(?<!url=\")(?<!target=\")#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})(?![-\w])",
    re.IGNORECASE,
)
TICKET_NUMBER = re.compile(r"#\d+\b")
UNSAFE = re.compile(r"\|\s*safe\b|\|\s*safeseq\b|{% autoescape off")
OTHER_HOST = re.compile(r"(?:src|href|action)=\"(?:https?:)?//", re.IGNORECASE)


def short_templates(path: str, text: str) -> Iterator[str]:
    """A page that does not fit in 150 lines is made of components."""
    length = text.count("\n")
    if length > MAX_TEMPLATE:
        yield f"{path}: {length} lines, at most {MAX_TEMPLATE}"


def no_inline_code(path: str, text: str) -> Iterator[str]:
    """The content security policy would stop it; behaviour is attached by name."""
    yield from _found(path, text, HANDLER, "inline handler")
    yield from _found(path, text, SCRIPT, "inline script")


def no_inline_style(path: str, text: str) -> Iterator[str]:
    """Looks live in classes, colours in tokens: a theme must reach them."""
    if path.startswith(MAIL):
        return
    yield from _found(path, text, STYLE, "inline style")
    yield from _found(path, TICKET_NUMBER.sub("", text), HEX_COLOUR, "hex colour")


def escaped(path: str, text: str) -> Iterator[str]:
    """Nothing that came from outside is written out as it is."""
    yield from _found(path, text, UNSAFE, "not escaped")


def our_own_host(path: str, text: str) -> Iterator[str]:
    """No page loads or links a fixed address of another host."""
    yield from _found(path, text, OTHER_HOST, "another host")


def _found(path: str, text: str, pattern: re.Pattern[str], what: str) -> Iterator[str]:
    bare = COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text)
    for match in pattern.finditer(bare):
        line = bare.count("\n", 0, match.end()) + 1
        yield f"{path}:{line}: {what}"


RATCHETS = (short_templates, no_inline_code, no_inline_style, escaped, our_own_host)
