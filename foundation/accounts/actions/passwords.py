"""Choosing a password, by a link that was sent."""

from datetime import datetime

from django.db import transaction

from foundation.accounts import verbs
from foundation.accounts.models import User
from foundation.accounts.queries import staff_of_link
from foundation.core.actor import SYSTEM, staff_actor
from foundation.core.db import locked
from foundation.events.actions import record


@transaction.atomic
def request_password_reset(email: str, *, at: datetime) -> None:
    """Owe the owner of this address a link; nothing for an address nobody has."""
    user = User.objects.filter(
        email=email.lower(), kind="staff", is_active=True
    ).first()
    if user is not None:
        record(user, verbs.STAFF_PASSWORD_RESET_REQUESTED, actor=SYSTEM, at=at)


@transaction.atomic
def set_password_by_link(token: str, *, password: str, at: datetime) -> User:
    """Set the password the owner chose; every session, token and other link ends.

    LinkError for a link that was altered, used, or came too late.
    """
    user = locked(staff_of_link(token))
    # Asked again under the lock: of two forms sent at once, the second is too late.
    staff_of_link(token)
    user.set_password(password)
    user.session_version += 1
    user.save(update_fields=["password", "session_version"])
    record(user, verbs.STAFF_PASSWORD_SET, actor=staff_actor(user.pk), at=at)
    return user


@transaction.atomic
def note_sign_in(user: User, *, second_step: str, at: datetime) -> None:
    """Record that somebody came in, and by which second step."""
    record(
        user,
        verbs.STAFF_SIGNED_IN,
        actor=staff_actor(user.pk),
        at=at,
        second_step=second_step,
    )
