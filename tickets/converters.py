"""Ticket numbers in addresses: /desk/tickets/48213/ and /desk/tickets/TK-48213/."""

from django.urls import register_converter
from django.urls.converters import get_converters

from tickets.numbers import PREFIX, parse_number


class TicketNumberConverter:
    """Reads any way of writing a number; writes the stored one."""

    regex = r"(?:[Tt][Kk]-)?[1-9][0-9]{0,11}"

    def to_python(self, value: str) -> str:
        """The number as it is stored."""
        number = parse_number(value)
        if number is None:
            raise ValueError
        return number

    def to_url(self, value: str) -> str:
        """TK-48213."""
        return value if value.startswith(PREFIX) else f"{PREFIX}{value}"


def register() -> None:
    """Make `<ticket_number:number>` known to the routes of every app."""
    if "ticket_number" not in get_converters():
        register_converter(TicketNumberConverter, "ticket_number")
