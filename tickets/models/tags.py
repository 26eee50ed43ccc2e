"""Words that sort tickets across their kinds, and which ticket bears which."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.core.columns import folded
from tickets.enums import TagTone
from tickets.models.tickets import Ticket


class TagQuerySet(models.QuerySet["Tag"]):
    """Tags, as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Everybody who works here; customers know of none."""
        return self if user.is_active and user.is_staff_member else self.none()

    def in_use(self) -> Self:
        """Those that may be put on a ticket."""
        return self.filter(is_active=True)


class Tag(models.Model):
    """A word of the house: "lô 2409", "quay lại lần 2". One spelling, marks or none."""

    name = models.CharField(_("tên nhãn"), max_length=40)
    name_folded = folded("name")
    tone = models.CharField(
        _("màu"), max_length=8, choices=TagTone, blank=True, default=""
    )
    is_active = models.BooleanField(_("đang dùng"), default=True)
    created_at = models.DateTimeField()

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("nhãn")
        verbose_name_plural = _("nhãn")
        constraints = [
            models.UniqueConstraint(fields=["name_folded"], name="tag_spelled_once")
        ]

    def __str__(self) -> str:
        return self.name


class TicketTag(models.Model):
    """That a ticket bears a tag."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="ticket_tags")
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="ticket_tags")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "tag"], name="ticket_tag_once")
        ]
        indexes = [models.Index(fields=["tag", "-ticket"])]
