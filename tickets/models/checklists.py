"""What has to be done on a ticket, line by line, and the lists that are used again."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from tickets.enums import TicketKind
from tickets.models.tickets import Ticket


class ChecklistTemplateQuerySet(models.QuerySet["ChecklistTemplate"]):
    """Lists of the house."""

    def visible_to(self, user: User) -> Self:
        """Everybody who works here."""
        return self if user.is_active and user.is_staff_member else self.none()


class ChecklistTemplate(models.Model):
    """Steps that a kind of case always has. `lines` is a list of words.

    With `kind` it stands on every new ticket of that kind by itself.
    """

    name = models.CharField(_("tên"), max_length=80, unique=True)
    kind = models.CharField(
        _("tự thêm vào loại"), max_length=12, choices=TicketKind, blank=True
    )
    lines = models.JSONField(_("các bước"), default=list)
    is_active = models.BooleanField(_("đang dùng"), default=True)

    objects = ChecklistTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("danh sách việc mẫu")
        verbose_name_plural = _("danh sách việc mẫu")

    def __str__(self) -> str:
        return self.name


class ChecklistItem(models.Model):
    """One thing to do on a ticket."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="checklist")
    text = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["ticket", "position"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_at__isnull=True, done_by__isnull=True)
                | models.Q(done_at__isnull=False, done_by__isnull=False),
                name="checklist_done_has_who",
            )
        ]
