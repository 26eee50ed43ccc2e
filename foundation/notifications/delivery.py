"""Paying the debt: lease a message, send it outside any transaction, mark it.

A worker may die anywhere in between; then the lease runs out and the message goes again,
with the same Message-ID. So it is sent at least once, and twice only where somebody
pulled the plug between the server's yes and our note of it.
"""

import logging
from datetime import timedelta
from time import monotonic

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from foundation.core.actor import SYSTEM
from foundation.events.actions import record, tick
from foundation.events.backoff import WAITS, wait_after
from foundation.notifications import labels, verbs
from foundation.notifications.channels import sender_for
from foundation.notifications.channels.protocol import (
    Letter,
    PermanentError,
    TemporaryError,
)
from foundation.notifications.enums import FailureReason, MessageState
from foundation.notifications.fail_points import reach
from foundation.notifications.models import MessageAttempt, OutboxHold, OutgoingMessage
from foundation.notifications.queries import links_of
from foundation.notifications.rendering import UnrenderableError, render

logger = logging.getLogger(__name__)

# Longer than the hard limit of the tasks that send, so that nobody sends what another
# is sending; short enough that what a crash left is sent within two minutes.
LEASE = timedelta(seconds=75)
TRIES_PER_ROUTE = 1 + len(WAITS)
# Shorter than the tick of beat, so that a backlog leaves the worker free for other work.
SWEEP_PATIENCE = timedelta(seconds=10)
INTERRUPTED = "interrupted: the worker did not come back"


def deliver_message(message_id: int) -> None:
    """Send one message if it is due. Safe to run twice, and at once."""
    _deliver_next(OutgoingMessage.objects.filter(pk=message_id))


def sweep_messages(*, patience: timedelta = SWEEP_PATIENCE) -> int:
    """Send what is due and what a crash left half-sent; returns how many were tried."""
    tick("sweep_messages")
    until, count = monotonic() + patience.total_seconds(), 0
    while monotonic() < until and _deliver_next(OutgoingMessage.objects.all()):
        count += 1
    return count


def _deliver_next(messages: QuerySet[OutgoingMessage]) -> bool:
    """Try one of `messages` that is due; False when there is none."""
    message = _claim(messages)
    if message is None:
        return False
    if message.state != MessageState.SENDING:
        return True
    reach("outbox.claimed")
    try:
        letter = _letter_of(message)
        sender_for(message.channel).send(letter)
    except (TemporaryError, PermanentError, UnrenderableError) as error:
        # The words of the error may name the recipient: they stay in the database.
        logger.warning("message %s: %s", message.pk, type(error).__name__)
        _note_failure(message, error)
    except Exception as error:  # whatever a channel does, the message is kept
        logger.exception("message %s", message.pk)
        _note_failure(message, error)
    else:
        reach("outbox.sent")
        _note_success(message)
    return True


@transaction.atomic
def _claim(messages: QuerySet[OutgoingMessage]) -> OutgoingMessage | None:
    """Lease a message that is due, and count the attempt before it is made."""
    if OutboxHold.objects.filter(held_at__isnull=False).exists():
        messages.filter(state=MessageState.OWED, not_before__lte=Now()).update(
            state=MessageState.HELD
        )
        return None
    message = _due(messages)
    if message is None:
        return None
    if message.state == MessageState.SENDING:
        message.tries.filter(ok=None).update(ok=False, detail=INTERRUPTED)
    if not message.address:
        _give_up(message, FailureReason.NO_ROUTE)
    elif message.route_attempts >= TRIES_PER_ROUTE:
        _leave_route(message, FailureReason.GAVE_UP, INTERRUPTED)
    else:
        _lease(message)
    return message


def _due(messages: QuerySet[OutgoingMessage]) -> OutgoingMessage | None:
    """A due row, locked: one whose lease ran out, else the one that waits longest."""
    free = messages.select_for_update(skip_locked=True)
    left = free.filter(state=MessageState.SENDING, lease_until__lt=Now())
    owed = free.filter(state=MessageState.OWED, not_before__lte=Now())
    return (
        left.order_by("lease_until").first()
        or owed.order_by("not_before", "pk").first()
    )


def _lease(message: OutgoingMessage) -> None:
    message.state = MessageState.SENDING
    message.attempts += 1
    message.route_attempts += 1
    OutgoingMessage.objects.filter(pk=message.pk).update(
        state=message.state,
        attempts=message.attempts,
        route_attempts=message.route_attempts,
        lease_until=Now() + LEASE,
    )
    MessageAttempt.objects.create(
        message=message,
        number=message.attempts,
        channel=message.channel,
        address=message.address,
        at=Now(),
    )


def _letter_of(message: OutgoingMessage) -> Letter:
    """The message with its words, which are written once and kept as they went out."""
    if not message.body_text:
        words = render(message)
        message.subject, message.body_text = words.subject, words.text
        message.body_html = words.html
        message.save(update_fields=["subject", "body_text", "body_html"])
    return Letter(
        message_id=message.message_id,
        address=message.address,
        name=message.recipient_name,
        subject=message.subject,
        text=message.body_text,
        html=message.body_html,
        is_automatic=labels.label_of(message.template).is_automatic,
        request_id=message.request_id,
    )


@transaction.atomic
def _note_success(message: OutgoingMessage) -> None:
    message.tries.filter(number=message.attempts).update(ok=True)
    # A code that was sent is nobody's to read; demo mode shows it in the list.
    forgotten = {"context": {}, "subject": "", "body_text": "", "body_html": ""}
    is_forgotten = message.is_secret and not settings.DEMO
    is_ours = _leased(message).update(
        state=MessageState.SENT,
        sent_at=Now(),
        lease_until=None,
        error="",
        **(forgotten if is_forgotten else {}),
    )
    if is_ours:
        _record(message, verbs.MESSAGE_SENT)


@transaction.atomic
def _note_failure(message: OutgoingMessage, error: Exception) -> None:
    words = str(error)[:300] or type(error).__name__
    message.tries.filter(number=message.attempts).update(ok=False, detail=words)
    if _leased(message).select_for_update().first() is None:
        return  # the lease ran out, and another worker has the message
    if isinstance(error, UnrenderableError):
        _give_up(message, FailureReason.UNRENDERABLE, words)
    elif isinstance(error, PermanentError):
        _leave_route(message, FailureReason.REFUSED, words)
    elif message.route_attempts >= TRIES_PER_ROUTE:
        _leave_route(message, FailureReason.GAVE_UP, words)
    else:
        _leased(message).update(
            state=MessageState.OWED,
            lease_until=None,
            not_before=Now() + wait_after(message.route_attempts),
            error=words,
        )


def _leave_route(message: OutgoingMessage, reason: FailureReason, words: str) -> None:
    """Go on by the next route at once; without one the message has failed."""
    if not message.routes:
        _give_up(message, reason, words)
        return
    (channel, address), *rest = message.routes
    changes = _row(message)
    if channel != message.channel:  # an SMS has other words than a letter
        changes.update(subject="", body_text="", body_html="")
    changes.update(
        state=MessageState.OWED,
        channel=channel,
        address=address,
        routes=rest,
        route_attempts=0,
        lease_until=None,
        not_before=Now(),
        error=words,
    )
    message.state = MessageState.OWED


def _give_up(message: OutgoingMessage, reason: FailureReason, words: str = "") -> None:
    """No message reaches this person: say so, that somebody telephones."""
    message.state = MessageState.FAILED
    _row(message).update(
        state=message.state,
        lease_until=None,
        failed_at=Now(),
        error=words or reason.label,
    )
    _record(
        message,
        verbs.MESSAGE_UNDELIVERABLE,
        about_type=message.about_type,
        about_id=message.about_id,
        customer_ref=message.customer_ref,
        reason=reason.value,
    )


def _row(message: OutgoingMessage) -> QuerySet[OutgoingMessage]:
    return OutgoingMessage.objects.filter(pk=message.pk)


def _leased(message: OutgoingMessage) -> QuerySet[OutgoingMessage]:
    """The row as long as the lease is still this attempt's."""
    return _row(message).filter(state=MessageState.SENDING, attempts=message.attempts)


def _record(message: OutgoingMessage, verb: str, **data: str) -> None:
    record(
        message,
        verb,
        actor=SYSTEM,
        at=timezone.now(),
        links=links_of(message),
        message=message.pk,
        template=message.template,
        channel=message.channel,
        **data,
    )
