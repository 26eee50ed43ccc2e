"""Telephone calls that were made or missed, and those that somebody still has to make."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models

from customers.models import Customer
from foundation.accounts.enums import Sight
from foundation.accounts.models import Team, User
from tickets.enums import CallDirection, CallOutcome
from tickets.models.sight import of_a_visible_ticket
from tickets.models.tickets import Ticket


class CallQuerySet(models.QuerySet["Call"]):
    """Calls, as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Staff only: of the tickets they see, and those about no ticket."""
        if not user.is_active or not user.is_staff_member:
            return self.none()
        if user.sees == Sight.ALL:
            return self
        return self.filter(models.Q(ticket=None) | of_a_visible_ticket(user))


class Call(models.Model):
    """A telephone call, in or out. Seconds; a missed one has no talk.

    `queue_seconds` is what the caller heard before it rang at somebody's desk.
    """

    direction = models.CharField(max_length=4, choices=CallDirection)
    outcome = models.CharField(max_length=10, choices=CallOutcome)
    # E.164, as it showed; a withheld number is empty.
    phone = models.CharField(max_length=16, blank=True)
    customer = models.ForeignKey(
        Customer, models.PROTECT, null=True, related_name="calls"
    )
    ticket = models.ForeignKey(Ticket, models.PROTECT, null=True, related_name="calls")
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    started_at = models.DateTimeField()
    queue_seconds = models.PositiveIntegerField(default=0)
    ring_seconds = models.PositiveIntegerField(default=0)
    talk_seconds = models.PositiveIntegerField(default=0)
    note = models.TextField(blank=True)
    client_key = models.CharField(max_length=64, null=True, unique=True)
    created_at = models.DateTimeField()

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-id"]
        indexes = [
            models.Index(fields=["-started_at", "-id"]),
            models.Index(fields=["ticket", "-started_at"]),
            models.Index(fields=["customer", "-started_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="answered") | models.Q(talk_seconds=0),
                name="call_only_answered_is_talked",
            )
        ]


class CallTaskQuerySet(models.QuerySet["CallTask"]):
    """Call tasks, as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Staff only: of the tickets they see, and those about no ticket."""
        if not user.is_active or not user.is_staff_member:
            return self.none()
        if user.sees == Sight.ALL:
            return self
        seen = models.Q(ticket=None) | models.Q(assignee=user)
        if user.sees == Sight.TEAM:
            seen |= models.Q(team=user.team_id) | models.Q(team=None)
        return self.filter(seen)

    def open(self) -> Self:
        """Calls that nobody has made yet."""
        return self.filter(done_at=None)


class CallTask(models.Model):
    """Somebody has to telephone: no message reaches the customer, or a call was missed."""

    # Unknown behind a missed call from a number that we do not know.
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, null=True, related_name="call_tasks"
    )
    ticket = models.ForeignKey(
        Ticket, on_delete=models.PROTECT, null=True, related_name="call_tasks"
    )
    # Whose the ticket is: the strip of every page counts by it. Kept by the database
    # (call_task_whose here, whose_calls on the ticket), whoever writes.
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, related_name="+", db_index=False
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
    )
    # The undeliverable message; one task per message, however often we hear of it.
    message_ref = models.CharField(max_length=64, unique=True, null=True)
    # The call that was missed.
    missed_call = models.OneToOneField(
        Call, models.PROTECT, null=True, related_name="task"
    )
    phone = models.CharField(max_length=16, blank=True, default="")
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
            ),
            models.CheckConstraint(
                condition=models.Q(message_ref__isnull=False)
                ^ models.Q(missed_call__isnull=False),
                name="call_task_has_one_cause",
            ),
            models.CheckConstraint(
                condition=models.Q(customer__isnull=False) | ~models.Q(phone=""),
                name="call_task_has_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at"],
                include=["ticket", "team", "assignee"],
                name="call_task_open",
                condition=models.Q(done_at__isnull=True),
            )
        ]
        triggers = [
            # Shared with whoever hands the ticket over meanwhile: one waits for the other.
            pgtrigger.Trigger(
                name="call_task_whose",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="SELECT team_id, assignee_id INTO NEW.team_id, NEW.assignee_id"
                " FROM tickets_ticket WHERE id = NEW.ticket_id FOR SHARE; RETURN NEW;",
            )
        ]
