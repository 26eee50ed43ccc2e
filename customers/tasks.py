from celery import shared_task
from django.utils import timezone

from customers.actions.sign_in import delete_expired_proofs


@shared_task(name="customers.delete_expired_proofs", acks_late=True, ignore_result=True)
def delete_expired_proofs_hourly() -> None:
    """Forget old codes and links."""
    delete_expired_proofs(at=timezone.now())
