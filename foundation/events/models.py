"""The event log: what happened, whom it concerns, and who has heard it."""

from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models.functions import Cast, Now
from django.utils.translation import gettext_lazy as _


class EventQuerySet(models.QuerySet["Event"]):
    """Events, as somebody may see them."""

    def visible_to(self, user: Any) -> Self:
        """Staff see the whole log, which holds no words (who may open it is a
        capability); a customer sees events on the pages of their own cases only."""
        return self if _is_active_staff(user) else self.none()


class Event(models.Model):
    """One thing that happened: history on screen, audit trail, and trigger at once.

    Append-only. `data` holds ids, enums and numbers, never words that a person
    wrote, so that erasing a person never has to touch the log.
    """

    verb = models.CharField(max_length=64)
    subject_type = models.CharField(max_length=64)
    subject_id = models.CharField(max_length=64)
    actor_kind = models.CharField(max_length=16)
    actor_id = models.CharField(max_length=64, blank=True)
    actor_user_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)
    at = models.DateTimeField(_("lúc"))
    recorded_at = models.DateTimeField(db_default=Now())
    # Ids commit out of order: readers by position go by (tx, id) and stop at the oldest
    # transaction that still runs. 0 in what was restored from another server.
    tx = models.BigIntegerField(
        db_default=Cast(
            Cast(models.Func(function="pg_current_xact_id"), models.TextField()),
            models.BigIntegerField(),
        )
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["verb", "-id"]),
            models.Index(fields=["subject_type", "subject_id", "-id"]),
            models.Index(fields=["tx", "id"], name="event_position"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    @property
    def key(self) -> str:
        """A stable name of this event, for unique keys of effects."""
        return f"{self.verb}:{self.pk}"


class EventLink(models.Model):
    """One thing on whose timeline an event shows: a ticket, a customer, a unit."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="links")
    type = models.CharField(max_length=64)
    thing_id = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["type", "thing_id", "event"], name="event_link_once"
            )
        ]


class Dispatch(models.Model):
    """That an event still waits for its receivers, or since when it has been told.

    The row is written with the event; the queue only says when to look.
    """

    event = models.OneToOneField(Event, on_delete=models.PROTECT, primary_key=True)
    dispatched_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["event"],
                name="dispatch_waiting",
                condition=models.Q(dispatched_at__isnull=True),
            )
        ]


class DeliveryState(models.TextChoices):
    """Where one receiver stands with one event."""

    OWED = "owed", _("Đang chờ")
    DONE = "done", _("Đã xong")
    DEAD = "dead", _("Đã bỏ cuộc")


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Deliveries, as somebody may see them."""

    def visible_to(self, user: Any) -> Self:
        """Staff, as the log itself."""
        return self if _is_active_staff(user) else self.none()


class Delivery(models.Model):
    """One receiver's share of an event: done, still to be retried, or dead."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    receiver = models.CharField(max_length=128)
    state = models.CharField(
        max_length=8, choices=DeliveryState, default=DeliveryState.OWED
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(db_default=Now())
    error = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "receiver"], name="delivery_once_per_receiver"
            ),
            models.CheckConstraint(
                condition=models.Q(state="owed", finished_at__isnull=True)
                | models.Q(state__in=["done", "dead"], finished_at__isnull=False),
                name="delivery_finished_iff_not_owed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="delivery_due",
                condition=models.Q(state="owed"),
            ),
            models.Index(
                fields=["-id"], name="delivery_dead", condition=models.Q(state="dead")
            ),
        ]


class Heartbeat(models.Model):
    """When a clockwork last ticked; older than a minute means it stands still."""

    name = models.CharField(max_length=32, primary_key=True)
    at = models.DateTimeField()


def _is_active_staff(user: Any) -> bool:
    # Logins stand a floor above; what they are asked here is part of their contract.
    return bool(user.is_authenticated and user.is_active and user.is_staff_member)
