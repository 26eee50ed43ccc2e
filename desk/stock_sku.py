"""Part numbers in addresses: /desk/stock/GC-WF95-K2/, whatever characters they have."""

from urllib.parse import quote, unquote

from django.urls import register_converter
from django.urls.converters import get_converters


class SkuConverter:
    """A number as it is stored, in capitals; a slash in it does not part the address."""

    regex = r"[^/]+"

    def to_python(self, value: str) -> str:
        """The number as it is stored."""
        return unquote(value).upper()

    def to_url(self, value: str) -> str:
        """The number as a part of an address."""
        return quote(value, safe=" ") if "/" in value or "%" in value else value


def register() -> None:
    """Make `<sku:sku>` known to the routes of the store."""
    if "sku" not in get_converters():
        register_converter(SkuConverter, "sku")
