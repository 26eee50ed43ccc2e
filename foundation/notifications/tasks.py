from celery import shared_task
from django.utils import timezone

from foundation.notifications import delivery, notice_mail, notices

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


@shared_task(
    name="notifications.send_notice_mail",
    acks_late=True,
    ignore_result=True,
    soft_time_limit=SOFT_SECONDS,
    time_limit=HARD_SECONDS,
)
def send_notice_mail() -> None:
    """Promise the letters that staff are owed."""
    notice_mail.send_notice_mail(at=timezone.now())


@shared_task(
    name="notifications.forget_old_notices", acks_late=True, ignore_result=True
)
def forget_old_notices() -> None:
    """Delete notices that were read long ago."""
    notices.forget_old_notices(at=timezone.now())
