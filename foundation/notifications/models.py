"""What we owe the outside: one row per message, and one per attempt."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from foundation.notifications.enums import Channel, MessageState


class OutgoingMessage(models.Model):
    """Words we promised to somebody outside, written with the change that promised them.

    `context` holds plain values; subject and body are rendered when it is sent and
    kept here as they went out. `message_id` stays the same on every retry.
    `routes` are the addresses still to try after `address`, best first, as
    [channel, address] pairs.
    """

    template = models.CharField(_("mẫu"), max_length=60)
    dedupe_key = models.CharField(max_length=200, unique=True)
    channel = models.CharField(_("kênh"), max_length=8, choices=Channel, blank=True)
    address = models.CharField(_("tới"), max_length=254, blank=True)
    recipient_name = models.CharField(max_length=160, blank=True)
    locale = models.CharField(max_length=8, default="vi")
    routes = models.JSONField(default=list)
    context = models.JSONField(default=dict)
    about_type = models.CharField(max_length=64, blank=True)
    about_id = models.CharField(max_length=64, blank=True)
    customer_ref = models.CharField(max_length=64, blank=True)
    is_secret = models.BooleanField(default=False)
    subject = models.CharField(_("tiêu đề"), max_length=300, blank=True)
    body_text = models.TextField(blank=True)
    body_html = models.TextField(blank=True)
    message_id = models.CharField(max_length=160, unique=True)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=MessageState, default=MessageState.OWED
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(db_default=Now())
    lease_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("tin gửi đi")
        verbose_name_plural = _("tin gửi đi")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False),
                name="message_sent_has_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sending")
                | models.Q(lease_until__isnull=False),
                name="message_sending_has_lease",
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before"],
                name="message_due",
                condition=models.Q(state="owed"),
            ),
            models.Index(
                fields=["lease_until"],
                name="message_leased",
                condition=models.Q(state="sending"),
            ),
            models.Index(fields=["state", "-id"]),
            models.Index(fields=["about_type", "about_id", "-id"]),
        ]


class MessageAttempt(models.Model):
    """One try to hand a message to its channel, and what came of it."""

    message = models.ForeignKey(
        OutgoingMessage, on_delete=models.CASCADE, related_name="tries"
    )
    number = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=8, choices=Channel)
    address = models.CharField(max_length=254)
    at = models.DateTimeField()
    ok = models.BooleanField()
    detail = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["message", "number"], name="message_attempt_once"
            )
        ]
