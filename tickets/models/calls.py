"""Customers whom somebody has to telephone."""

from typing import Self

from django.conf import settings
from django.db import models

from customers.models import Customer
from foundation.accounts.enums import Sight
from foundation.accounts.models import User
from tickets.models.tickets import Ticket


class CallTaskQuerySet(models.QuerySet["CallTask"]):
    """Call tasks, as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Staff only: of the tickets they see, and those about no ticket."""
        if not user.is_active or not user.is_staff_member:
            return self.none()
        if user.sees == Sight.ALL:
            return self
        tickets = Ticket.objects.visible_to(user)
        return self.filter(models.Q(ticket=None) | models.Q(ticket__in=tickets))

    def open(self) -> Self:
        """Calls that nobody has made yet."""
        return self.filter(done_at=None)


class CallTask(models.Model):
    """A customer whom no message reaches: somebody has to telephone."""

    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, related_name="call_tasks"
    )
    ticket = models.ForeignKey(
        Ticket, on_delete=models.PROTECT, null=True, related_name="call_tasks"
    )
    # The undeliverable message; one task per message, however often we hear of it.
    message_ref = models.CharField(max_length=64, unique=True)
    reason = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    result = models.CharField(max_length=300, blank=True, default="")

    objects = CallTaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_at__isnull=True, done_by__isnull=True)
                | models.Q(done_at__isnull=False, done_by__isnull=False),
                name="call_task_done_has_who",
            )
        ]
        indexes = [
            models.Index(
                fields=["created_at"],
                name="call_task_open",
                condition=models.Q(done_at__isnull=True),
            )
        ]
