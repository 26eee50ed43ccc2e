"""Owing words to the outside: promise, cancel, send again, hold and release."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from structlog.contextvars import get_contextvars

from foundation.core.actor import SYSTEM, Actor
from foundation.core.db import locked
from foundation.core.refs import Ref
from foundation.core.wake import wake
from foundation.events.actions import record
from foundation.notifications import verbs
from foundation.notifications.enums import MessageState
from foundation.notifications.errors import (
    MessageNotResendableError,
    MessageOnItsWayError,
    SecretMessageError,
)
from foundation.notifications.models import OutboxHold, OutgoingMessage
from foundation.notifications.queries import links_of, routes_of
from foundation.notifications.recipients import Recipient


def queue_message(  # noqa: PLR0913 - one argument per thing a promise consists of
    template: str,
    *,
    to: Recipient,
    about: Ref,
    dedupe_key: str,
    context: dict[str, Any],
    not_before: datetime | None = None,
    is_secret: bool = False,
) -> OutgoingMessage:
    """Owe `to` the words of `templates/emails/<template>/`, once per `dedupe_key`.

    Written in the caller's transaction; a worker delivers later by the first route
    that works. `context` holds plain values. The same key again returns the first
    row. `is_secret` forgets the words once they were sent.
    """
    times = {"not_before": not_before} if not_before else {}
    message, is_new = OutgoingMessage.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "template": template,
            "context": context,
            "about_type": about.type,
            "about_id": about.id,
            "is_secret": is_secret,
            "message_id": _message_id(dedupe_key),
            "request_id": str(get_contextvars().get("request_id", ""))[:64],
            **_addressed(to),
            **times,
        },
    )
    if is_new:
        _wake_delivery(message.pk)
    return message


@transaction.atomic
def cancel_message(
    message: OutgoingMessage, *, actor: Actor, at: datetime
) -> OutgoingMessage:
    """Take back a promise that has not left the house; refuses any other."""
    message = locked(message)
    if not message.can_be_cancelled:
        raise MessageOnItsWayError
    message.state = MessageState.CANCELLED
    message.save(update_fields=["state"])

    _record(message, verbs.MESSAGE_CANCELLED, actor=actor, at=at)
    return message


@transaction.atomic
def resend_message(
    message: OutgoingMessage, *, actor: Actor, at: datetime
) -> OutgoingMessage:
    """Owe a message again that was sent or given up, from its first route on.

    The words are the same if it was sent before, and so is its Message-ID.
    """
    message = locked(message)
    if message.is_secret:
        raise SecretMessageError
    if not message.can_be_resent:
        raise MessageNotResendableError
    routes = routes_of(message)
    if routes:
        message.channel, message.address = routes.pop(0)
        message.routes = routes
    message.state, message.route_attempts, message.error = MessageState.OWED, 0, ""
    message.not_before, message.failed_at = at, None
    message.save()

    _record(message, verbs.MESSAGE_RESENT, actor=actor, at=at)
    _wake_delivery(message.pk)
    return message


@transaction.atomic
def hold_all_owed(*, at: datetime) -> int:
    """Let nothing leave the house until somebody releases it: after a restore.

    Holds what is owed now, and what will become owed while the hold lasts.
    """
    hold = _locked_hold()
    hold.held_at = hold.held_at or at
    hold.save(update_fields=["held_at"])
    unsent = OutgoingMessage.objects.filter(
        state__in=[MessageState.OWED, MessageState.SENDING]
    )
    n_held = unsent.update(state=MessageState.HELD, lease_until=None)

    record(hold, verbs.MESSAGES_HELD, actor=SYSTEM, at=at, messages=n_held)
    return n_held


@transaction.atomic
def release_held(*, actor: Actor, at: datetime) -> int:
    """End the hold: everything held is owed again, and goes out when it is due."""
    hold = _locked_hold()
    hold.held_at = None
    hold.save(update_fields=["held_at"])
    held = OutgoingMessage.objects.filter(state=MessageState.HELD)
    n_released = held.update(state=MessageState.OWED)

    record(hold, verbs.MESSAGES_RELEASED, actor=actor, at=at, messages=n_released)
    transaction.on_commit(lambda: wake("notifications.sweep_messages"), robust=True)
    return n_released


def _addressed(to: Recipient) -> dict[str, Any]:
    channel, address = to.routes[0] if to.routes else ("", "")
    return {
        "channel": channel,
        "address": address,
        "recipient_name": to.name,
        "locale": to.locale,
        "routes": [list(route) for route in to.routes[1:]],
        "customer_ref": to.customer_ref,
    }


def _record(message: OutgoingMessage, verb: str, *, actor: Actor, at: datetime) -> None:
    record(
        message,
        verb,
        actor=actor,
        at=at,
        links=links_of(message),
        template=message.template,
        channel=message.channel,
    )


def _locked_hold() -> OutboxHold:
    hold, _ = OutboxHold.objects.get_or_create(pk=1)
    return locked(hold)


def _wake_delivery(message_id: int) -> None:
    transaction.on_commit(
        lambda: wake("notifications.deliver_message", message_id), robust=True
    )


def _message_id(key: str) -> str:
    """The same for the same promise, and no way to guess another's."""
    digest = salted_hmac("notifications.message_id", key, algorithm="sha256")
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    return f"<{digest.hexdigest()[:32]}@{host}>"
