from celery import shared_task

from foundation.notifications import delivery

# Below the lease, so that no worker sends what the next one has taken over.
SOFT_SECONDS, HARD_SECONDS = 50, 60


@shared_task(
    name="notifications.deliver_message",
    acks_late=True,
    ignore_result=True,
    soft_time_limit=SOFT_SECONDS,
    time_limit=HARD_SECONDS,
)
def deliver_message(message_id: int) -> None:
    """Send one message."""
    delivery.deliver_message(message_id)


@shared_task(
    name="notifications.sweep_messages",
    acks_late=True,
    ignore_result=True,
    soft_time_limit=SOFT_SECONDS,
    time_limit=HARD_SECONDS,
)
def sweep_messages() -> None:
    """Send what is due and what was left behind."""
    delivery.sweep_messages()
