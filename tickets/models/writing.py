"""Words on their way: drafts, replies that can still be taken back, mentions."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models

from foundation.accounts.enums import Sight
from foundation.accounts.models import User
from tickets.enums import MessageKind, Outcome, PendingState, WaitReason
from tickets.models.messages import Message
from tickets.models.tickets import Ticket


class DraftQuerySet(models.QuerySet["Draft"]):
    """Drafts: each is its writer's alone."""

    def visible_to(self, user: User) -> Self:
        """One's own, of tickets one still sees. Nobody reads or deletes another's."""
        if not user.is_active or not user.is_staff_member:
            return self.none()
        return self.filter(
            writer=user, ticket__in=Ticket.objects.visible_to(user).order_by()
        )


class Draft(models.Model):
    """What somebody has begun to write on a ticket. One reply and one note a person.

    `files` holds what `tickets.files.KeptFile` holds, as JSON: they are in the store.
    """

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="drafts")
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=8, choices=MessageKind)
    body = models.TextField(blank=True)
    files = models.JSONField(default=list)
    # How many public messages were before the writer's eyes.
    seen_public_count = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "writer", "kind"], name="draft_one_of_each"
            )
        ]
        indexes = [models.Index(fields=["writer", "-updated_at"])]


class PendingReplyQuerySet(models.QuerySet["PendingReply"]):
    """Replies on their way, as of their tickets."""

    def visible_to(self, user: User) -> Self:
        """Staff: of the tickets they see, and their own. The customer sees what was sent."""
        if not user.is_active or not user.is_staff_member:
            return self.none()
        if user.sees == Sight.ALL:
            return self
        # One's own first: asked for those alone, nobody looks for the tickets.
        seen = models.Q(ticket__in=Ticket.objects.visible_to(user).order_by())
        return self.filter(models.Q(author=user) | seen)

    def waiting(self) -> Self:
        """Those that will go out."""
        return self.filter(state=PendingState.WAITING)

    def due(self, at: datetime) -> Self:
        """Those whose moment has come."""
        return self.waiting().filter(send_at__lte=at)


class PendingReply(models.Model):
    """An answer that goes out at `send_at`: seconds later, so that it can be taken back,
    or at a time that somebody chose. Nothing of the ticket changes before."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="pending_replies")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    body = models.TextField(blank=True)
    files = models.JSONField(default=list)
    # What the ticket does next: waits for somebody, or is resolved with an outcome.
    then_wait = models.CharField(
        max_length=10, choices=WaitReason, blank=True, default=""
    )
    then_outcome = models.CharField(
        max_length=12, choices=Outcome, blank=True, default=""
    )
    then_note = models.TextField(blank=True, default="")
    # What its writer had read; words that come later hold it back.
    seen_public_count = models.PositiveIntegerField()
    is_scheduled = models.BooleanField(default=False)
    send_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=PendingState, default=PendingState.WAITING
    )
    # Why it was held back, as the code of the refusal.
    reason = models.CharField(max_length=40, blank=True, default="")
    message = models.OneToOneField(
        Message, models.PROTECT, null=True, related_name="pending"
    )
    client_key = models.CharField(max_length=64, null=True, unique=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = PendingReplyQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["send_at", "id"],
                name="pending_reply_due",
                condition=models.Q(state="waiting"),
            ),
            models.Index(fields=["ticket", "-id"]),
            models.Index(fields=["author", "-id"]),
        ]
        constraints = [
            # Two answers of ours on the way at once would be the double answer.
            models.UniqueConstraint(
                fields=["ticket"],
                condition=models.Q(state="waiting", is_scheduled=False),
                name="pending_reply_one_in_flight",
            ),
            models.CheckConstraint(
                condition=models.Q(state="waiting", ended_at__isnull=True)
                | (~models.Q(state="waiting") & models.Q(ended_at__isnull=False)),
                name="pending_reply_ended_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state="sent", message__isnull=False)
                | (~models.Q(state="sent") & models.Q(message__isnull=True)),
                name="pending_reply_sent_has_message",
            ),
            models.CheckConstraint(
                condition=models.Q(then_wait="") | models.Q(then_outcome=""),
                name="pending_reply_one_next_step",
            ),
        ]


class MentionQuerySet(models.QuerySet["Mention"]):
    """Mentions, as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """One's own."""
        return self.filter(user=user) if user.is_active else self.none()

    def unread(self) -> Self:
        """Those not looked at yet."""
        return self.filter(read_at=None)


class Mention(models.Model):
    """That a colleague was called by name in a note."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="mentions")
    message = models.ForeignKey(Message, models.PROTECT, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = MentionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "user"], name="mention_once")
        ]
        indexes = [
            models.Index(fields=["user", "-id"]),
            models.Index(
                fields=["user"],
                name="mention_unread",
                condition=models.Q(read_at__isnull=True),
            ),
        ]
