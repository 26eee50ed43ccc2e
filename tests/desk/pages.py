"""Addresses of the desk, and how htmx asks for parts of a page."""

from typing import Any

from django.test import Client
from django.urls import reverse

from tickets.models import Ticket

INBOX = "/desk/"


def page_of(ticket: Ticket) -> str:
    """The ticket's own page."""
    return reverse("desk:ticket", args=[ticket.number])


def verb(name: str, ticket: Ticket) -> str:
    """Where a button of the page posts to."""
    return reverse(f"desk:{name}", args=[ticket.number])


def fragment(client: Client, address: str, target: str) -> Any:
    """What htmx gets to fill `target` with."""
    return client.get(address, headers={"HX-Request": "true", "HX-Target": target})


def shown(response: Any) -> str:
    """The page as text."""
    return str(response.content.decode())
