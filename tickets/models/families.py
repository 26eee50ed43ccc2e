"""Tickets that belong together: merged, split, tracked as one fault."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models import Product
from foundation.accounts.models import User
from tickets.enums import TrackerStatus
from tickets.models.messages import Message
from tickets.models.tickets import Ticket


class TicketMerge(models.Model):
    """That `source` goes on in `target`: a pointer, nothing of either moves.

    Undoing it ends the row; who merges again writes another.
    """

    source = models.ForeignKey(Ticket, models.PROTECT, related_name="merges")
    target = models.ForeignKey(Ticket, models.PROTECT, related_name="merged")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    # Whether what the customer wrote through the source meanwhile went back with it.
    took_along = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source"],
                condition=models.Q(undone_at__isnull=True),
                name="ticket_merge_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")),
                name="ticket_merge_two_tickets",
            ),
        ]
        indexes = [models.Index(fields=["target"])]


class TicketSplit(models.Model):
    """That a message was taken out into a ticket of its own."""

    source = models.ForeignKey(Ticket, models.PROTECT, related_name="splits")
    message = models.ForeignKey(Message, models.PROTECT, related_name="splits")
    target = models.OneToOneField(Ticket, models.PROTECT, related_name="split_from")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")),
                name="ticket_split_two_tickets",
            )
        ]


class TrackerQuerySet(models.QuerySet["Tracker"]):
    """Trackers, as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Staff see that a fault is known; its tickets each by their own sight."""
        return self if user.is_active and user.is_staff_member else self.none()


class Tracker(models.Model):
    """One fault that hits many customers: their tickets, and one place to answer all."""

    title = models.CharField(_("lỗi"), max_length=200)
    note = models.TextField(_("mô tả cho nội bộ"), blank=True)
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The beginning of the serial numbers it hits: a lot.
    serial_prefix = models.CharField(_("lô (đầu số máy)"), max_length=40, blank=True)
    status = models.CharField(
        max_length=8, choices=TrackerStatus, default=TrackerStatus.OPEN
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    opened_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)

    objects = TrackerQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("lỗi hàng loạt")
        verbose_name_plural = _("lỗi hàng loạt")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="open", resolved_at__isnull=True)
                | models.Q(status="resolved", resolved_at__isnull=False),
                name="tracker_resolved_has_time",
            )
        ]
        indexes = [models.Index(fields=["status", "-id"])]

    def __str__(self) -> str:
        return self.title


class TrackedTicket(models.Model):
    """That a ticket is one of a fault."""

    tracker = models.ForeignKey(Tracker, models.PROTECT, related_name="tracked")
    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="tracked")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tracker", "ticket"], name="tracked_ticket_once"
            )
        ]
        indexes = [models.Index(fields=["ticket"])]
