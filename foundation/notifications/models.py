"""What we owe the outside and what staff are told: messages, attempts, notices."""

from typing import Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from foundation.accounts.enums import Sight
from foundation.accounts.models import User
from foundation.accounts.permissions import Capability, can
from foundation.core.refs import Ref
from foundation.notifications.enums import Channel, MessageState, NoticeMail
from foundation.notifications.sight import abouts_visible_to


class OutgoingMessageQuerySet(models.QuerySet["OutgoingMessage"]):
    """Outgoing messages, as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Whoever sees every case sees every message; others those about things they
        may see. Customers read theirs in their own mail. Every view starts here."""
        if not can(user, Capability.VIEW_MESSAGES):
            return self.none()
        if user.sees == Sight.ALL:
            return self
        return self.filter(abouts_visible_to(user))

    def about(self, thing: Ref) -> Self:
        """Those that `thing` gave rise to."""
        return self.filter(about_type=thing.type, about_id=thing.id)


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
    # Of these, the ones by the route in `address`; each route has its own patience.
    route_attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(db_default=Now())
    lease_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)
    # The request that promised it, so that a letter can be traced back in the logs.
    request_id = models.CharField(max_length=64, blank=True, default="")

    objects = OutgoingMessageQuerySet.as_manager()

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

    @property
    def about_ref(self) -> Ref:
        """What the message is about."""
        return Ref(self.about_type, self.about_id)

    @property
    def can_be_resent(self) -> bool:
        """For the button. A code or link to sign in is asked for anew instead."""
        return not self.is_secret and self.state in {
            MessageState.SENT,
            MessageState.FAILED,
        }

    @property
    def can_be_cancelled(self) -> bool:
        """For the button: not yet on its way."""
        return self.state in {MessageState.OWED, MessageState.HELD}


class MessageAttempt(models.Model):
    """One try to hand a message to its channel, and what came of it."""

    message = models.ForeignKey(
        OutgoingMessage, on_delete=models.CASCADE, related_name="tries"
    )
    number = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=8, choices=Channel)
    address = models.CharField(max_length=254)
    at = models.DateTimeField()
    # Empty while it is under way, and for ever if the worker died in it.
    ok = models.BooleanField(null=True)
    detail = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["message", "number"], name="message_attempt_once"
            )
        ]


class OutboxHold(models.Model):
    """Whether nothing may leave the house, since a restored past would be sent again.

    One row; `held_at` is empty in ordinary times.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    held_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1), name="outbox_hold_is_one_row"
            )
        ]


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices, as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """One's own only, whatever the role. Every view starts here."""
        return self.filter(user=user)

    def in_bell(self) -> Self:
        """Those shown at the desk; the others only go by mail."""
        return self.filter(in_bell=True)

    def unread(self) -> Self:
        """Those that call for attention in the bell."""
        return self.filter(in_bell=True, read_at=None)


class Notice(models.Model):
    """That one member of staff should know of one thing, told once.

    `kind` gives the words, see notice_kinds.py; `data` holds ids, numbers and enum
    values, never words that a person wrote. `path` is where the thing is found.
    """

    # The constraints and indexes below all begin with the person.
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    kind = models.SlugField(max_length=60, db_index=False)
    about_type = models.CharField(max_length=64)
    about_id = models.CharField(max_length=64)
    path = models.CharField(max_length=200)
    data = models.JSONField(default=dict)
    dedupe_key = models.CharField(max_length=200)
    # It should have come earlier: the system was interrupted.
    is_late = models.BooleanField(default=False)
    in_bell = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed = models.CharField(max_length=4, choices=NoticeMail, default=NoticeMail.NONE)
    # Not before, so that what belongs together comes in one letter.
    mail_after = models.DateTimeField()

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("nhắc việc")
        verbose_name_plural = _("nhắc việc")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "dedupe_key"], name="notice_once_per_person"
            ),
            models.CheckConstraint(
                condition=models.Q(path__startswith="/")
                & ~models.Q(path__startswith="//"),
                name="notice_path_is_ours",
            ),
        ]
        indexes = [
            models.Index(
                fields=["user", "-id"],
                name="notice_unread",
                condition=models.Q(read_at=None, in_bell=True),
            ),
            models.Index(
                fields=["user", "mail_after"],
                name="notice_mail_owed",
                condition=models.Q(mailed="owed"),
            ),
            models.Index(fields=["user", "-id"], name="notice_of_person"),
            models.Index(
                fields=["read_at"],
                name="notice_read",
                condition=models.Q(read_at__isnull=False),
            ),
        ]

    @property
    def about_ref(self) -> Ref:
        """What the notice is about."""
        return Ref(self.about_type, self.about_id)


class NoticePreference(models.Model):
    """How one member of staff wants to be told of one kind of thing.

    Without a row: in the bell, and by mail as the kind says.
    """

    # The constraints and indexes below all begin with the person.
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    kind = models.SlugField(max_length=60, db_index=False)
    bell = models.BooleanField(default=True)
    mail = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("cách nhận nhắc việc")
        verbose_name_plural = _("cách nhận nhắc việc")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind"], name="notice_preference_once"
            )
        ]
