"""What was said on a ticket, and the files that came with it."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Now

from foundation.accounts.enums import Sight
from foundation.accounts.models import User
from tickets.enums import AuthorKind, MessageKind, TicketChannel
from tickets.models.ticket_sets import new_access_key
from tickets.models.tickets import Ticket


class FoldedWords(models.Func):
    """The words of a text as a search finds them: `simple`, lower case, no marks."""

    template = "to_tsvector('simple', fold_text(%(expressions)s))"
    output_field = SearchVectorField()


class Message(models.Model):
    """Something said on a ticket: to the customer, by the customer, or among us."""

    ticket = models.ForeignKey(
        Ticket, on_delete=models.PROTECT, related_name="messages"
    )
    kind = models.CharField(max_length=8, choices=MessageKind)
    author_kind = models.CharField(max_length=8, choices=AuthorKind)
    author_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    channel = models.CharField(max_length=8, choices=TicketChannel)
    body = models.TextField()
    # The form's own key: the same form sent twice is one message.
    client_key = models.CharField(max_length=64, null=True, unique=True)
    created_at = models.DateTimeField()
    # The merged ticket through which it came; empty where it came by its own.
    via = models.ForeignKey(Ticket, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["ticket", "id"]),
            # An index alone: a column of it would be read with every conversation.
            GinIndex(FoldedWords("body"), name="message_words", fastupdate=False),
        ]
        constraints = [
            models.CheckConstraint(
                name="note_is_written_by_staff_or_system",
                condition=~models.Q(kind="note") | ~models.Q(author_kind="customer"),
            )
        ]


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Attachments, as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Those of visible tickets; a customer never sees the files of a note.

        Whoever is asked about a ticket sees its files as long as the answer is open;
        staff see those of what goes on in a ticket of theirs.
        """
        if not user.is_active:
            return self.none()
        visible = Ticket.objects.visible_to(user)
        seen = models.Q(ticket__in=visible)
        if user.is_staff_member:
            if user.sees != Sight.ALL:
                seen |= models.Q(ticket__merged_into__in=visible)
            asked = Ticket.objects.filter(
                consults__asked_of=user, consults__ended_at=None
            )
            return self.filter(seen | models.Q(ticket__in=asked))
        return self.filter(seen, message__kind=MessageKind.PUBLIC)

    def by_access_key(self, access_key: str) -> Self:
        """Those of the case that this link opens; never one of a note.

        What came through a merged case opens by the link of that one; by the link of
        the case it goes on in only where both are proved to be the customer's.
        """
        are_proved = models.Q(ticket__is_verified=True, message__via__is_verified=True)
        own = models.Q(ticket__access_key=access_key)
        own &= models.Q(message__via=None) | are_proved
        came = models.Q(message__via__access_key=access_key)
        return self.filter(own | came, message__kind=MessageKind.PUBLIC)


class Attachment(models.Model):
    """A file that came with a message. Stored under its hash, served as a download."""

    key = models.CharField(max_length=32, unique=True, default=new_access_key)
    ticket = models.ForeignKey(
        Ticket, on_delete=models.PROTECT, related_name="attachments"
    )
    message = models.ForeignKey(
        Message, on_delete=models.PROTECT, related_name="attachments"
    )
    name = models.CharField(max_length=150)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="attachments/")
    created_at = models.DateTimeField(db_default=Now())

    objects = AttachmentQuerySet.as_manager()

    @property
    def is_image(self) -> bool:
        """Whether it may be shown in the page."""
        return self.content_type in {
            "image/png",
            "image/jpeg",
            "image/webp",
            "image/gif",
        }
