from celery import shared_task
from django.utils import timezone

from surveys.actions import invitations


@shared_task(name="surveys.send_due_invitations", acks_late=True, ignore_result=True)
def send_due_invitations() -> None:
    """Ask the customers whose time has come."""
    invitations.send_due_invitations(timezone.now())


@shared_task(name="surveys.expire_invitations", acks_late=True, ignore_result=True)
def expire_invitations() -> None:
    """Stop waiting for answers that did not come."""
    invitations.expire_invitations(timezone.now())
