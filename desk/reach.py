"""How a customer is called and written to, as two buttons."""

from collections.abc import Sequence
from dataclasses import dataclass

from customers.models import ContactPoint


@dataclass(frozen=True, slots=True)
class Reach:
    """What stands on the buttons, masked, and their links."""

    phone_label: str = ""
    phone_url: str = ""
    email_label: str = ""
    email_url: str = ""


def reach_of(points: Sequence[ContactPoint]) -> Reach:
    """The first of each kind: whoever looks over the shoulder learns no number."""
    phone = next((point for point in points if point.is_phone), None)
    email = next((point for point in points if not point.is_phone), None)
    return Reach(
        phone_label=phone.contact.masked if phone else "",
        phone_url=f"tel:{phone.value}" if phone else "",
        email_label=email.contact.masked if email else "",
        email_url=f"mailto:{email.value}" if email else "",
    )
