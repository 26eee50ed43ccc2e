"""To whom a message is owed: a value, never a model of a higher floor."""

from dataclasses import dataclass, field

from foundation.notifications.enums import Channel


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person by name, language and addresses, best first.

    `customer_ref` is the customer's primary key as text, empty for staff.
    """

    name: str
    routes: tuple[tuple[Channel, str], ...] = field(default=())
    locale: str = "vi"
    customer_ref: str = ""
