"""Whose hands a ticket went through, who was asked, and how an owner was found."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models

from foundation.accounts.enums import Sight
from foundation.accounts.models import Team, User
from tickets.enums import AssignReason, RequestState, RouteReason
from tickets.models.messages import Message
from tickets.models.sight import of_a_visible_ticket
from tickets.models.tickets import Ticket


class Assignment(models.Model):
    """One change of owner. Append-only: the hand-offs of a case are counted here."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="assignments")
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    # The human who answered for it before, however long it lay in a queue meanwhile.
    previous_agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reason = models.CharField(max_length=10, choices=AssignReason)
    is_counted = models.BooleanField(default=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["ticket", "-id"]),
            models.Index(fields=["agent", "-at"]),
        ]
        triggers = [
            pgtrigger.Protect(
                name="append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]


class HandoffRequestQuerySet(models.QuerySet["HandoffRequest"]):
    """Requests, as of their tickets."""

    def visible_to(self, user: User) -> Self:
        """Staff: of the tickets they see."""
        if not user.is_active or not user.is_staff_member:
            return self.none()
        if user.sees == Sight.ALL:
            return self
        return self.filter(ticket__in=Ticket.objects.visible_to(user))

    def pending(self) -> Self:
        """Those nobody has decided."""
        return self.filter(state=RequestState.PENDING)


class HandoffRequest(models.Model):
    """A hand-off past the limit, waiting for a lead to answer for it."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="handoff_requests")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    to_agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    summary = models.TextField()
    state = models.CharField(
        max_length=10, choices=RequestState, default=RequestState.PENDING
    )
    created_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects = HandoffRequestQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"],
                condition=models.Q(state="pending"),
                name="handoff_request_one_pending",
            ),
            models.CheckConstraint(
                condition=models.Q(state="pending", decided_at__isnull=True)
                | (~models.Q(state="pending") & models.Q(decided_at__isnull=False)),
                name="handoff_request_decided_has_time",
            ),
        ]


class ConsultQuerySet(models.QuerySet["Consult"]):
    """Consults, as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Staff: of the tickets they see, and those they were asked in."""
        if not user.is_active or not user.is_staff_member:
            return self.none()
        if user.sees == Sight.ALL:
            return self
        return self.filter(models.Q(asked_of=user) | of_a_visible_ticket(user))

    def open(self) -> Self:
        """Those without an answer."""
        return self.filter(ended_at=None)


class Consult(models.Model):
    """A question to a senior colleague, with a timer of its own. The owner stays."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="consults")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    asked_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="consults"
    )
    # Question and answer are internal notes of the ticket.
    question = models.OneToOneField(Message, models.PROTECT, related_name="+")
    answer = models.OneToOneField(Message, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    # Answered if `answer` is there, else taken back.
    ended_at = models.DateTimeField(null=True)

    objects = ConsultQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "asked_of"],
                condition=models.Q(ended_at__isnull=True),
                name="consult_one_open_of_each",
            ),
            models.CheckConstraint(
                condition=~models.Q(asked_by=models.F("asked_of")),
                name="consult_asks_another",
            ),
            models.CheckConstraint(
                condition=models.Q(answer__isnull=True)
                | models.Q(ended_at__isnull=False),
                name="consult_answered_has_ended",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="consult_to_remind",
                condition=models.Q(ended_at__isnull=True, reminded_at__isnull=True),
            ),
            models.Index(
                fields=["asked_of", "due_at"],
                name="consult_open_of",
                condition=models.Q(ended_at__isnull=True),
            ),
        ]


class RoutingSettings(models.Model):
    """How owners are found. One row; its lock also makes routing one at a time."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    is_enabled = models.BooleanField(default=False)
    # Within how many days a customer meets the same person again.
    sticky_days = models.PositiveSmallIntegerField(default=14)
    # After how many minutes without anybody the leads' queue gets it.
    supervise_after_minutes = models.PositiveSmallIntegerField(default=15)
    # From how many minutes of waiting on nobody goes ahead any more, VIP or not.
    age_limit_minutes = models.PositiveSmallIntegerField(default=120)
    consult_minutes = models.PositiveSmallIntegerField(default=30)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1), name="routing_settings_is_one_row"
            )
        ]


class RoutingDecision(models.Model):
    """Why a ticket went to whom it went: everybody considered, and what spoke against.

    `candidates` holds ids, numbers and reason codes only.
    """

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="routings")
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reason = models.CharField(max_length=16, choices=RouteReason)
    required_skills = models.JSONField(default=list)
    candidates = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["ticket", "-id"])]
