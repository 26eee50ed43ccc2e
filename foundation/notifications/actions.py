"""Owing words to the outside, and paying the debt."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from foundation.core.refs import Ref
from foundation.core.wake import wake
from foundation.notifications.models import OutgoingMessage
from foundation.notifications.recipients import Recipient


def queue_message(
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
    row. `is_secret` hides the words from the message list after they were sent.
    """
    channel, address = to.routes[0] if to.routes else ("", "")
    host = settings.BASE_URL.split("//", 1)[-1].split(":")[0]
    message, is_new = OutgoingMessage.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "template": template,
            "channel": channel,
            "address": address,
            "recipient_name": to.name,
            "locale": to.locale,
            "routes": [list(route) for route in to.routes[1:]],
            "context": context,
            "about_type": about.type,
            "about_id": about.id,
            "customer_ref": to.customer_ref,
            "is_secret": is_secret,
            "message_id": f"<{_digest(dedupe_key)}@{host}>",
            **({"not_before": not_before} if not_before else {}),
        },
    )
    if is_new:
        transaction.on_commit(
            lambda: wake("notifications.deliver_message", message.pk), robust=True
        )
    return message


def _digest(key: str) -> str:
    from django.utils.crypto import salted_hmac

    return salted_hmac("notifications.message_id", key, algorithm="sha256").hexdigest()[
        :32
    ]
