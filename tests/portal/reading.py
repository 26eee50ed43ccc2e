"""Short ways to read a page and to fill in the portal's forms."""

import re
from html import unescape
from typing import Any

REQUEST = {
    "kind": "warranty",
    "subject": "Tủ lạnh kêu to về đêm",
    "body": "Kêu ù ù từ hôm qua.",
    "client_key": "a" * 32,
}
GUEST = {**REQUEST, "name": "Lê Minh Anh", "contact": "0987 111 222"}


def text_of(response: Any) -> str:
    """The words of a page, without its tags; what stands in fields included."""
    page = response.content.decode()
    typed = " ".join(re.findall(r'value="([^"]*)"', page))
    bare = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
    return unescape(" ".join(f"{bare} {typed}".split()))


def html_of(response: Any) -> str:
    """The page as it is sent."""
    return str(response.content.decode())


def guest(**changes: Any) -> dict[str, Any]:
    """A guest's form."""
    return {**GUEST, **changes}


def request(**changes: Any) -> dict[str, Any]:
    """A customer's form."""
    return {**REQUEST, **changes}
