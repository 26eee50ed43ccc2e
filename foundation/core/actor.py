"""Who does something: a member of staff, a customer, an API token, or the system."""

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    """What kind of principal acted."""

    USER = "user"
    CUSTOMER = "customer"
    TOKEN = "token"  # noqa: S105 - the word, not a secret
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """The principal of an action, by kind and id; never a name, so that it can be erased.

    `user_id` is the login behind it where there is one (for a token: its owner).
    """

    kind: ActorKind
    id: str = ""
    user_id: int | None = None

    @property
    def is_staff(self) -> bool:
        """True for a member of staff and for a token, which acts for one."""
        return self.kind in {ActorKind.USER, ActorKind.TOKEN}


SYSTEM = Actor(ActorKind.SYSTEM)


def staff_actor(user_id: int) -> Actor:
    """A member of staff at the desk."""
    return Actor(ActorKind.USER, str(user_id), user_id)


def customer_actor(customer_id: int, user_id: int | None = None) -> Actor:
    """A customer, signed in or come by a signed link."""
    return Actor(ActorKind.CUSTOMER, str(customer_id), user_id)


def token_actor(token_id: int, user_id: int) -> Actor:
    """A program that holds an API token of `user_id`."""
    return Actor(ActorKind.TOKEN, str(token_id), user_id)
